"""A reader of the identity cards that mainland China issues, and the cards as values.

What is read from a card is somebody's personal data: no `repr` of these values shows more than a masked name, so that a
log line or a traceback can carry them. The photograph is kept as its raw bytes: it is coded in a form for which there
is no open decoder, so nobody shows it.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol


class Sex(Enum):
    """Sex as coded by GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"

    @property
    def label(self) -> str:
        """The standard's own word, as printed on cards and forms."""
        return {"0": "未知", "1": "男", "2": "女", "9": "未说明"}[self.value]


@dataclass(frozen=True, slots=True)
class Nation:
    """A nationality (民族) as coded by GB/T 3304; an unknown code has the name 其他(code)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a card is valid, both included; `valid_to` None stands for 长期."""

    valid_from: date
    valid_to: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the card is valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, repr=False)
class ResidentCard:
    """A resident identity card. `additional_addresses` were written to the chip after it was made."""

    name: str
    sex: Sex
    nation: Nation
    birth: date
    address: str
    number: str
    authority: str
    validity: Validity
    additional_addresses: tuple[str, ...] = ()
    photo: bytes = b""

    def __repr__(self) -> str:
        """Show the masked name only."""
        return _masked(self, self.name)


@dataclass(frozen=True, slots=True, repr=False)
class HongKongMacauTaiwanCard:
    """A residence permit for people of Hong Kong, Macau and Taiwan; it states no nationality."""

    name: str
    sex: Sex
    birth: date
    address: str
    number: str
    authority: str
    validity: Validity
    travel_permit_number: str
    issue_count: str
    additional_addresses: tuple[str, ...] = ()
    photo: bytes = b""

    def __repr__(self) -> str:
        """Show the masked name only."""
        return _masked(self, self.name)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignerCard2017:
    """A foreigner's permanent residence card of the 2017 form, whose number has 15 characters."""

    name_english: str
    name_chinese: str
    sex: Sex
    birth: date
    number: str
    country: str
    validity: Validity
    card_version: str
    agency_code: str
    photo: bytes = b""

    def __repr__(self) -> str:
        """Show the masked name only."""
        return _masked(self, self.name_chinese or self.name_english)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignerCard2023:
    """A foreigner's permanent residence card of the 2023 form, whose number has 18 characters like a resident's.

    `country` is the ISO 3166-1 code of three letters, `earlier_permit` links to a permit of an earlier form.
    """

    name_english: str
    name_chinese: str
    sex: Sex
    birth: date
    number: str
    country: str
    validity: Validity
    renewal_count: str
    earlier_permit: str
    photo: bytes = b""

    def __repr__(self) -> str:
        """Show the masked name only."""
        return _masked(self, self.name_chinese or self.name_english)


Card = ResidentCard | HongKongMacauTaiwanCard | ForeignerCard2017 | ForeignerCard2023


def _masked(card: Card, name: str) -> str:
    return f"{type(card).__name__}({name[:1]}*)"


@dataclass(frozen=True, slots=True)
class NoCard:
    """Nothing lies on the pad, nor did at the last look."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card was put on the pad and has been read."""

    card: Card


@dataclass(frozen=True, slots=True)
class SameCard:
    """The card of the last `NewCard` still lies there."""


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card of the last `NewCard` has gone; said once, then `NoCard`."""


Sighting = NoCard | NewCard | SameCard | CardRemoved


@dataclass(frozen=True, slots=True)
class SamId:
    """The number of a reader's security module, by its five parts; vendors differ in how they pad it."""

    maker: int
    model: int
    made_on: int
    serial: int
    suffix: int

    def __str__(self) -> str:
        """The usual written form, `AA.BB-CCCCCCCC-DDDDDDDDDD-EEEEEEEEEE`."""
        return f"{self.maker:02d}.{self.model:02d}-{self.made_on:08d}-{self.serial:010d}-{self.suffix:010d}"


class CardReader(Protocol):
    """A reader with one pad. Every method raises children of `DeviceError` and belongs to one thread."""

    def poll(self) -> Sighting:
        """Look at the pad once and read what was newly put there; takes up to the driver's time-outs.

        Raises `DeviceRefused` or `BadFrame` when a card is there but could not be read: it has to be put again.
        """
        ...

    def sam_id(self) -> SamId:
        """Ask for the number of the security module."""
        ...

    def self_check(self) -> None:
        """Have the reader test itself. Raises `DeviceRefused` when it finds a fault."""
        ...
