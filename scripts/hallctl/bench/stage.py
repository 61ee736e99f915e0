"""A hall on loopback for one bench or test: mosquitto, `hall-caller`, and a connection for whoever plays a client.

Everything lies in one folder; whoever makes a `Stage` closes it. The hall's clock starts at nine on its first Monday
and goes on over every restart of the controller.
"""

import getpass
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from broker import mosquitto
from broker.catalogue import Catalogue
from broker.catalogue.devices import Client
from broker.client import MqttBus
from broker.sealed import new_key_text, public_text
from broker.settings import BrokerSettings
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, StaffNo
from scripts.hallctl.bench.processes import LOOPBACK, Running, free_port, wait_for_port
from scripts.hallctl.bench.seating import sit_down
from scripts.rig.toml_text import Value, toml_text

HALL = HallCode("bench")
CALLER = ClientCode("caller")
OPENING = datetime(2026, 11, 23, 1, 0, 5, tzinfo=UTC)
"""Five seconds past nine in Shanghai on a working Monday."""
_MOSQUITTO_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


class MosquittoMissing(Exception):
    """Raised when there is no mosquitto on this machine: `scripts/setup` installs it."""


@dataclass(slots=True)
class Stage:
    """The hall's files and processes. `more_clients` are accounts on the bus that the hall itself does not list."""

    folder: Path
    catalogue: Catalogue
    catalogue_folder: Path
    more_clients: tuple[Client, ...] = ()
    more_halls: Mapping[HallCode, tuple[Client, ...]] = field(default_factory=dict[HallCode, tuple[Client, ...]])
    offset: timedelta = field(default_factory=lambda: OPENING - datetime.now(UTC))
    port: int = field(default_factory=free_port)
    _passwords: dict[ClientCode, str] = field(default_factory=dict[ClientCode, str])
    _running: list[Running] = field(default_factory=list[Running])
    broker: Running | None = None
    hall_public_key: str = ""

    def __enter__(self) -> Self:
        """Write every file; start nothing yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write_secrets()
        self._write_broker()
        self.caller_file.write_text(toml_text(self._caller_settings()), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop every program that was started."""
        for program in reversed(self._running):
            if program.alive:
                program.stop()

    @property
    def database(self) -> Path:
        """The journal's file."""
        return self.folder / "journal.db"

    @property
    def database_url(self) -> str:
        """The journal as the programs name it."""
        return f"sqlite:///{self.database}"

    @property
    def caller_file(self) -> Path:
        """The controller's settings."""
        return self.folder / "caller.toml"

    @property
    def access_list(self) -> Path:
        """Who may do what on the bus; more may be written into it before the broker starts."""
        return self._broker_files.access_list

    def now(self) -> datetime:
        """Give the hall's time."""
        return datetime.now(UTC) + self.offset

    def seat(
        self, seating: Mapping[CounterCode, StaffNo], visitors: Mapping[QueueLetter, int] = MappingProxyType({})
    ) -> None:
        """Have people sit down, and visitors wait, before the controller is started."""
        now = self.now()
        sit_down(self.database_url, HALL, self.catalogue, seating=seating, visitors=visitors, now=now)

    def start_broker(self) -> Running:
        """Start mosquitto and wait until it listens. Raises `MosquittoMissing`, `ProgramDied`."""
        program = shutil.which("mosquitto", path=_MOSQUITTO_PATH)
        if program is None:
            raise MosquittoMissing("mosquitto is missing: run scripts/setup")
        command = [program, "-c", str(self._broker_files.configuration)]
        self.broker = self.start(Running("mosquitto", command, self.folder / "mosquitto.log"))
        wait_for_port(self.port, self.broker)
        return self.broker

    def start_caller(self, *, wait: bool = True) -> Running:
        """Start `hall-caller`; with `wait` until its console listens. Raises `ProgramDied`."""
        offset = f"--clock-offset-seconds={self.offset.total_seconds()}"
        arguments = ["caller", str(self.caller_file), offset]
        caller = self.start(Running.module("hall-caller", arguments, self.folder / "caller.log"))
        if wait:
            caller.first_line()
        return caller

    def start(self, program: Running) -> Running:
        """Take a running program into care: it is stopped with the stage."""
        self._running.append(program)
        return program

    def settings(self, client: ClientCode, hall: HallCode = HALL) -> BrokerSettings:
        """Give how a client reaches the broker."""
        return BrokerSettings(
            hall=hall,
            client=client,
            host=LOOPBACK,
            port=self.port,
            password_file=self._bus_folder / client,
            keepalive_seconds=30,
        )

    def bus(self, client: ClientCode, hall: HallCode = HALL) -> MqttBus:
        """Give a client's connection, not yet connected, without a last will."""
        return MqttBus(self.settings(client, hall), last_will=False)

    @property
    def _bus_folder(self) -> Path:
        return self.folder / "bus"

    @property
    def _broker_files(self) -> mosquitto.BrokerFiles:
        return mosquitto.BrokerFiles.in_folder(self.folder / "broker")

    @property
    def _clients(self) -> tuple[Client, ...]:
        return (*self.catalogue.clients, *self.more_clients)

    def _write_secrets(self) -> None:
        self._bus_folder.mkdir(exist_ok=True, mode=0o700)
        for client in self._clients:
            self._passwords[client.code] = secrets.token_urlsafe(12)
            (self._bus_folder / client.code).write_text(self._passwords[client.code], encoding="utf-8")
        private = new_key_text()
        self.hall_public_key = public_text(private)
        for name, text in (("hall.key", private), ("visitor.secret", secrets.token_hex(32)), ("accounts.json", "{}")):
            (self.folder / name).write_text(text, encoding="utf-8")

    def _write_broker(self) -> None:
        self._broker_files.store.mkdir(parents=True, exist_ok=True)
        mosquitto.write(
            self._broker_files,
            hall=HALL,
            clients=self._clients,
            passwords=self._passwords,
            port=self.port,
            run_as=getpass.getuser(),
        )
        with self.access_list.open("a", encoding="utf-8") as rules:
            rules.writelines(mosquitto.access_list(hall, clients) for hall, clients in self.more_halls.items())

    def _caller_settings(self) -> dict[str, Value]:
        return {
            "catalogue": self.catalogue_folder.absolute(),
            "database_url": self.database_url,
            "broker": {
                "hall": HALL,
                "client": CALLER,
                "host": LOOPBACK,
                "port": self.port,
                "password_file": self._bus_folder / CALLER,
            },
            "secrets": {
                "hall_key": self.folder / "hall.key",
                "visitor_secret": self.folder / "visitor.secret",
                "accounts": self.folder / "accounts.json",
                "sessions": self.folder / "sessions.json",
            },
            "console": {"port": 0},
        }
