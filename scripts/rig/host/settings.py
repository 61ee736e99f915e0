"""What the rig's process is told by the supervisor: which devices it stands for, and where the real programs are."""

from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from broker.settings import BrokerSettings
from broker.terms import ClientCode, CounterCode, DeviceCode, KioskCode

DeviceKind: TypeAlias = Literal[
    "card_reader",
    "ticket_printer",
    "document_printer",
    "camera",
    "call_display",
    "call_pad",
    "rating_pad",
    "speaker",
]
"""The kinds of device that have an emulator."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmulatedDevice(_Entry):
    """One device. `at` is where it is plugged in: a wire's path, an address, a loudspeaker's folder."""

    code: DeviceCode
    kind: DeviceKind
    driver: str
    at: str
    counter: CounterCode | None = None
    kiosk: KioskCode | None = None


class RigSettings(_Entry):
    """The whole file. `kiosk_doors` are ports of the kiosks' loopback doors, `clock_door` the caller's.

    `clients` are the programs that must be online before the hall is up; `staffed` the windows at which the rig's staff
    sit down then. `spooler_port` is where the page printers' queues are, None where there are none; `pages_folder` has
    those printers' bodies, `paper_folder` is where pictures of what was printed are kept. `children_file` tells which
    processes run; `logins_file` holds the staff's passwords and PINs. What is told for people is sealed to
    `hall_public_key`.
    """

    port: int
    catalogue: Path
    broker: BrokerSettings
    console_url: str
    clock_door: int
    hall_public_key: str
    kiosk_doors: dict[KioskCode, int]
    clients: tuple[ClientCode, ...]
    staffed: tuple[CounterCode, ...]
    devices: tuple[EmulatedDevice, ...]
    spooler_port: int | None
    pages_folder: Path
    paper_folder: Path
    logins_file: Path
    children_file: Path
