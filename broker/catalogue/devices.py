"""Every program on the bus, what it serves, which devices it drives. How to reach a device lives beside the device."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from broker.catalogue.entry import Entry
from broker.catalogue.hall import KioskDevice
from broker.terms import ClientCode, CounterCode, DeviceCode, KioskCode, ZoneCode

ClientKind: TypeAlias = Literal["caller", "kiosk", "node", "board", "technician"]
DeviceKind: TypeAlias = Literal[
    "call_display",
    "call_pad",
    "rating_pad",
    "speaker",
    "touch",
    "card_reader",
    "smart_card",
    "ticket_printer",
    "document_printer",
    "camera",
]
Driver: TypeAlias = Literal[
    "onbon", "ff68", "panel", "espeak", "clips", "screen", "sdt", "pcsc", "escpos", "ipp", "opencv"
]

DRIVERS: Mapping[DeviceKind, frozenset[Driver]] = MappingProxyType(
    {
        "call_display": frozenset[Driver]({"onbon"}),
        "call_pad": frozenset[Driver]({"ff68"}),
        "rating_pad": frozenset[Driver]({"ff68", "panel"}),
        "speaker": frozenset[Driver]({"espeak", "clips"}),
        "touch": frozenset[Driver]({"screen"}),
        "card_reader": frozenset[Driver]({"sdt"}),
        "smart_card": frozenset[Driver]({"pcsc"}),
        "ticket_printer": frozenset[Driver]({"escpos"}),
        "document_printer": frozenset[Driver]({"ipp"}),
        "camera": frozenset[Driver]({"opencv"}),
    }
)
"""Which drivers a kind of device may have."""

BUILT_INTO_KIOSKS: Mapping[KioskDevice, tuple[str, DeviceKind]] = MappingProxyType(
    {
        "touch": ("touch", "touch"),
        "idcard_serial": ("card", "card_reader"),
        "ssc_pcsc": ("ssc", "smart_card"),
        "ticket_escpos": ("ticket", "ticket_printer"),
        "page_printer": ("page", "document_printer"),
        "camera": ("camera", "camera"),
        "speaker": ("speaker", "speaker"),
    }
)
"""How a kiosk's built-in device is called after the dot (`K01.card`), and of which kind it is."""


class Device(Entry):
    """One device. `counter` is the window it stands at; a device without one serves the whole client."""

    code: DeviceCode
    kind: DeviceKind
    driver: Driver
    counter: CounterCode | None = None


class Client(Entry):
    """One program on the bus: the `counters` a node serves, the `kiosk` it is, the `zones` it speaks in or shows."""

    code: ClientCode
    kind: ClientKind
    counters: tuple[CounterCode, ...] = ()
    kiosk: KioskCode | None = None
    zones: tuple[ZoneCode, ...] = ()
    devices: tuple[Device, ...] = ()
