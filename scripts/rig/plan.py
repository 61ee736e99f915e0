"""Which of the catalogue's kiosks, windows and devices are started: pure, from the catalogue and the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from broker.catalogue import Catalogue
from broker.catalogue.devices import Client, Device
from broker.terms import ClientCode, CounterCode, KioskCode
from scripts.rig.host.settings import DeviceKind

DEFAULT_KIOSKS = (KioskCode("K01"), KioskCode("K05"))
DEFAULT_COUNTERS = tuple(CounterCode(code) for code in ("W08", "W09", "W15", "W39", "W44", "W45", "W49", "W59"))

EMULATED: frozenset[str] = frozenset(get_args(DeviceKind))
"""The kinds of device that have an emulator."""


class UnknownPlace(Exception):
    """Raised when the command line names a kiosk or window that the catalogue lacks."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(f"there is no kiosk or window {code} in the catalogue")
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """One program of the hall, and those of its devices that are emulated here."""

    client: ClientCode
    kiosk: KioskCode | None
    counters: tuple[CounterCode, ...]
    zones: tuple[str, ...]
    devices: tuple[Device, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What runs. `staffed` are the windows at which the rig's staff sit down by themselves."""

    kiosks: tuple[Place, ...]
    nodes: tuple[Place, ...]
    staffed: tuple[CounterCode, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Kiosks and nodes."""
        return (*self.kiosks, *self.nodes)

    @property
    def page_printers(self) -> tuple[Device, ...]:
        """The printers of whole pages: each has a queue of its own at the hall's one spooler."""
        return tuple(device for place in self.kiosks for device in place.devices if device.kind == "document_printer")

    @property
    def counters(self) -> tuple[CounterCode, ...]:
        """The windows with devices."""
        return tuple(counter for node in self.nodes for counter in node.counters)


def make_plan(catalogue: Catalogue, extra: Iterable[str] = (), *, everything: bool = False) -> Plan:
    """Choose: the default places and `extra`, or all there are. Raises `UnknownPlace`."""
    wanted = {*DEFAULT_KIOSKS, *DEFAULT_COUNTERS, *extra}
    if everything:
        wanted |= {kiosk.code for kiosk in catalogue.kiosks} | {counter.code for counter in catalogue.counters}
    for code in sorted(wanted):
        if code not in catalogue.kiosks_by_code and code not in catalogue.counters_by_code:
            raise UnknownPlace(code)
    kiosks = [client for client in catalogue.clients if client.kind == "kiosk" and client.kiosk in wanted]
    nodes = [client for client in catalogue.clients if client.kind == "node" and wanted & set(client.counters)]
    return Plan(
        kiosks=tuple(_place(client, ()) for client in kiosks),
        nodes=tuple(_place(node, sorted(code for code in node.counters if code in wanted)) for node in nodes),
        staffed=tuple(code for code in DEFAULT_COUNTERS if code in catalogue.counters_by_code),
    )


def _place(client: Client, counters: Iterable[CounterCode]) -> Place:
    served = tuple(counters)
    return Place(
        client=client.code,
        kiosk=client.kiosk,
        counters=served,
        zones=client.zones,
        devices=tuple(device for device in client.devices if _is_emulated(device, served)),
    )


def _is_emulated(device: Device, counters: tuple[CounterCode, ...]) -> bool:
    return device.kind in EMULATED and (device.counter is None or device.counter in counters)
