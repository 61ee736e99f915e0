"""The hall itself: its name and hours, sections, departments, queues, windows, kiosks and boards."""

from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field

from broker.catalogue.entry import ClockSpan, Entry, Named, Origin, Positive
from broker.terms import (
    CounterCode,
    DepartmentCode,
    DeviceCode,
    KioskCode,
    Minutes,
    QueueLetter,
    RoleCode,
    SectionCode,
    ServiceCode,
    ZoneCode,
)

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
CounterType: TypeAlias = Literal[
    "agent",
    "cashier",
    "company_service",
    "comprehensive",
    "coordination",
    "cross_province",
    "dedicated",
    "department",
    "green",
    "guide",
    "output",
    "package",
    "park",
    "unresolved",
    "video",
]
KioskDevice: TypeAlias = Literal[
    "touch", "idcard_serial", "ssc_pcsc", "ticket_escpos", "page_printer", "camera", "speaker"
]


class Language(Entry):
    """A language of the hall's screens."""

    code: Literal["zh-Hans", "zh-Hant", "en"]
    name: str
    default: bool
    origin: Origin


class Hours(Entry):
    """When the hall is open, in its own time zone. `extended_queues` are also served in the extended spans."""

    workdays: tuple[ClockSpan, ...] = Field(min_length=1)
    extended: tuple[ClockSpan, ...]
    extended_saturday: tuple[ClockSpan, ...]
    extended_queues: tuple[QueueLetter, ...]
    zone24: ClockSpan
    origin: Origin


class Hall(Named):
    """Facts of the hall. `timezone` is an IANA name; `area_10k_m2` in ten thousand square metres.

    `card_renewal` is the service that gives a new identity card: the only one an expired card opens (K-01).
    """

    timezone: str
    motto_zh: str
    pattern_zh: str
    pattern_en: str
    staff: Positive
    area_10k_m2: float
    note: str
    hours: Hours
    card_renewal: ServiceCode | None = None


class Calendar(Entry):
    """Which days are worked: not the `weekend`, not the `holidays`, but the `workdays_moved` onto a weekend."""

    origin: str
    weekend: tuple[Weekday, ...]
    holidays: tuple[date, ...]
    workdays_moved: tuple[date, ...]


class Role(Named):
    """What a person may do here."""

    code: RoleCode


class Section(Named):
    """One of the hall's sections (版块)."""

    code: SectionCode
    floor: int
    origin: Origin


class Department(Named):
    """A unit with a desk in the hall. `approval`: it decides cases; `park_zone`: it has staff in the park."""

    code: DepartmentCode
    approval: bool
    park_zone: bool
    origin: Origin


class Queue(Named):
    """A line people wait in. Its letter opens every ticket number; `service_minutes` is the mean serving."""

    letter: QueueLetter
    section: SectionCode
    service_minutes: Minutes = Field(gt=0)


class Counter(Named):
    """A window. `queues` are those it serves, the most its own first."""

    code: CounterCode
    section: SectionCode
    floor: int
    type: CounterType
    queues: tuple[QueueLetter, ...] = Field(min_length=1)
    origin: Origin

    @property
    def number(self) -> int:
        """What people read and hear: 44 for W44."""
        return int(self.code.removeprefix("W"))


class Kiosk(Entry):
    """A touchscreen machine and what is built into it."""

    code: KioskCode
    place_zh: str
    place_en: str
    zone: ZoneCode
    open_24h: bool
    devices: tuple[KioskDevice, ...]
    origin: Origin


class Board(Entry):
    """A large calling board. `shows` is one section's code, or `all`."""

    code: DeviceCode
    zone: ZoneCode
    shows: SectionCode | Literal["all"]
