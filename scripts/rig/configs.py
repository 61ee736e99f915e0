"""Writes the settings of every program of a hall on this machine, from the plan, the ports and the secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from broker import mosquitto
from broker.catalogue import Catalogue
from broker.catalogue.devices import Device
from broker.settings import BrokerSettings
from broker.terms import ClientCode, HallCode
from hardware.emulators.document_printer import lay_out, queue_url
from scripts.rig.host.settings import EmulatedDevice, RigSettings
from scripts.rig.minting import Secrets
from scripts.rig.plan import Place, Plan
from scripts.rig.ports import LOOPBACK
from scripts.rig.state import StateFolder, write_private
from scripts.rig.toml_text import Value, toml_text

HALL = HallCode("demo")
ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "config" / "hall"
FONTS = ROOT / ".cache" / "fonts"

_CALLER, _TECHNICIAN = ClientCode("caller"), ClientCode("technician")
_ON_A_PORT = frozenset({"panel", "opencv", "ipp"})
_AT_WINDOW = {"call_display": "display", "call_pad": "call_pad", "rating_pad": "rating_pad"}


def port_names(plan: Plan) -> list[str]:
    """Name everything that needs a port of its own."""
    served = [device.code for place in plan.places for device in place.devices if device.driver in _ON_A_PORT]
    own = ["broker", "console", "clock", "rig", *(["spooler"] if plan.page_printers else [])]
    return [*own, *(place.client for place in plan.kiosks), *served]


@dataclass(frozen=True, slots=True)
class Configs:
    """Writes one file for each program.

    `window` names the kiosks that get a window on this machine's screen; `folder` is where `catalogue` was read.
    """

    state: StateFolder
    catalogue: Catalogue
    plan: Plan
    ports: Mapping[str, int]
    secrets: Secrets
    window: frozenset[str] = frozenset()
    folder: Path = CATALOGUE

    @property
    def console_url(self) -> str:
        """Where the console is."""
        return f"http://{LOOPBACK}:{self.ports['console']}"

    def file(self, client: str) -> Path:
        """Name the settings file of a program."""
        return self.state.folder("config") / f"{client}.toml"

    @property
    def rig_file(self) -> Path:
        """The settings of the rig's process."""
        return self.state.folder("config") / "rig.json"

    @property
    def broker_files(self) -> mosquitto.BrokerFiles:
        """The files of mosquitto."""
        return mosquitto.BrokerFiles.in_folder(self.state.folder("broker"))

    def write(self, *, run_broker_as: str | None) -> None:
        """Write all files. Raises OSError, `PasswordsNotHashed`."""
        mosquitto.write(
            self.broker_files,
            hall=HALL,
            clients=self.catalogue.clients,
            passwords=self.secrets.bus_passwords,
            port=self.ports["broker"],
            run_as=run_broker_as,
        )
        self.file(_CALLER).write_text(toml_text(self._caller()), encoding="utf-8")
        for place in self.plan.kiosks:
            self.file(place.client).write_text(toml_text(self._kiosk(place)), encoding="utf-8")
        for place in self.plan.nodes:
            self.file(place.client).write_text(toml_text(self._node(place)), encoding="utf-8")
        write_private(self.rig_file, self.rig().model_dump_json(indent=1))

    def rig(self) -> RigSettings:
        """Give the settings of the rig's process."""
        return RigSettings(
            port=self.ports["rig"],
            catalogue=self.folder,
            broker=BrokerSettings(
                hall=HALL,
                client=_TECHNICIAN,
                port=self.ports["broker"],
                password_file=self.secrets.bus_password_file(_TECHNICIAN),
            ),
            console_url=self.console_url,
            clock_door=self.ports["clock"],
            hall_public_key=self.secrets.hall_public_key,
            kiosk_doors={place.kiosk: self.ports[place.client] for place in self.plan.kiosks if place.kiosk},
            clients=(_CALLER, *(place.client for place in self.plan.places)),
            staffed=self.plan.staffed,
            devices=tuple(self._emulated(place, device) for place in self.plan.places for device in place.devices),
            spooler_port=self.ports.get("spooler"),
            pages_folder=self.state.folder("pages"),
            paper_folder=self.state.folder("paper"),
            logins_file=self.state.secrets / "logins.json",
            children_file=self.state.children_file,
        )

    def _caller(self) -> dict[str, Value]:
        return {
            "catalogue": self.folder,
            "database_url": self.state.journal_url,
            "broker": self._broker(_CALLER),
            "secrets": {
                "hall_key": self.secrets.hall_key,
                "visitor_secret": self.secrets.visitor_secret,
                "accounts": self.secrets.accounts,
                "sessions": self.state.secrets / "sessions.json",
            },
            "console": {"port": self.ports["console"], "public_url": self.console_url},
            "cases": {
                "vault": self.state.folder("vault") / "vault.db",
                "vault_key": self.secrets.vault_key,
                "seal_key": self.secrets.seal_key,
                "seal_chain": self.secrets.seal_chain,
                "fonts": FONTS,
                "outbox": self.state.folder("outbox"),
            },
        }

    def _kiosk(self, place: Place) -> dict[str, Value]:
        devices: dict[str, Value] = {device.kind: self._built_in(device) for device in place.devices}
        return {
            "code": str(place.kiosk),
            "hall_public_key": self.secrets.hall_public_key,
            "follow_url": f"{self.console_url}/ticket",
            "state_dir": self.state.folder("kiosks") / str(place.kiosk),
            "fonts_dir": FONTS,
            "display": "window" if place.kiosk in self.window else "headless",
            "broker": self._broker(place.client),
            "devices": devices,
        }

    def _built_in(self, device: Device) -> dict[str, Value]:
        voice = device.kind == "speaker"
        where: dict[str, Value] = {"folder": self._recordings(device)} if voice else {"url": self._reached_at(device)}
        return {"driver": device.driver} | where

    def _recordings(self, speaker: Device) -> Path:
        return Path(self._at(speaker)) / "recordings"

    def _node(self, place: Place) -> dict[str, Value]:
        counters: list[Value] = []
        for counter in place.counters:
            entry: dict[str, Value] = {"code": counter}
            for device in place.devices:
                if device.counter == counter:
                    entry[_AT_WINDOW[device.kind]] = self._at_window(device)
            counters.append(entry)
        speakers = [device for device in place.devices if device.kind == "speaker"]
        zones: list[Value] = [
            {"code": zone, "speaker": self._speaker(speaker)}
            for zone, speaker in zip(place.zones, speakers, strict=False)
        ]
        return {"counters": counters, "zones": zones, "broker": self._broker(place.client)}

    def _at_window(self, device: Device) -> dict[str, Value]:
        entry: dict[str, Value] = {"code": device.code, "driver": device.driver}
        return entry | ({"port": self.ports[device.code]} if device.driver == "panel" else {"url": self._at(device)})

    def _speaker(self, device: Device) -> dict[str, Value]:
        sink: dict[str, Value] = {"kind": "folder", "folder": self._recordings(device)}
        return {"code": device.code, "driver": device.driver, "sink": sink}

    def _broker(self, client: ClientCode) -> dict[str, Value]:
        return {
            "hall": HALL,
            "client": client,
            "host": LOOPBACK,
            "port": self.ports["broker"],
            "password_file": self.secrets.bus_password_file(client),
        }

    def _emulated(self, place: Place, device: Device) -> EmulatedDevice:
        return EmulatedDevice.model_validate(
            {
                "code": device.code,
                "kind": device.kind,
                "driver": device.driver,
                "at": self._at(device),
                "counter": device.counter,
                "kiosk": place.kiosk,
            }
        )

    def lay_out_spooler(self) -> list[str]:
        """Write the print spooler's folder; gives the command that runs it. Raises OSError."""
        queues = {str(device.code): self._at(device) for device in self.plan.page_printers}
        return lay_out(self.state.folder("spooler"), queues, port=self.ports["spooler"])

    def _reached_at(self, device: Device) -> str:
        """Where a kiosk reaches a device: a page printer by its queue, any other where it is plugged in."""
        if device.kind == "document_printer":
            return queue_url(self.ports["spooler"], device.code)
        return self._at(device)

    def _at(self, device: Device) -> str:
        """Where a device is plugged in: its wire, its own address on the network, or a loudspeaker's folder."""
        if device.kind == "document_printer":
            return f"ipp://localhost:{self.ports[device.code]}/ipp/print"
        if device.kind == "camera":
            return f"http://{LOOPBACK}:{self.ports[device.code]}/camera.mjpg"
        if device.driver == "panel":
            return f"http://{LOOPBACK}:{self.ports[device.code]}/"
        if device.kind == "speaker":
            return str(self.state.folder("speakers") / device.code)
        return str(self.state.folder("wires") / device.code)
