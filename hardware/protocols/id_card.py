"""What the chip of an identity card holds: 256 bytes of text in four layouts, a photograph, additional addresses.

Layouts by GA/T 490 and, for the card of 2023, the notice of the National Immigration Administration: UTF-16LE, padded
with U+0020; two bytes at offset 248 tell the layout. `parse_text` and `build_text` are each other's inverse. The errors
name the field and never its content.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import assert_never

from hardware.ports.card_reader import (
    Card,
    ForeignerCard2017,
    ForeignerCard2023,
    HongKongMacauTaiwanCard,
    Nation,
    ResidentCard,
    Sex,
    Validity,
)
from hardware.protocols import id_number
from hardware.protocols.nations import nation_name

TEXT_BYTES = 256
PHOTO_BYTES = 1024
ADDRESS_BYTES = 70
MOST_ADDITIONAL_ADDRESSES = 4

_KIND_AT = 248
_LONG_TERM = "长期"
_ENGLISH_FIRST_PART = 35

# field → (offset, bytes), one table per layout
_RESIDENT = {
    "name": (0, 30), "sex": (30, 2), "nation": (32, 4), "birth": (36, 16), "address": (52, 70), "number": (122, 36),
    "authority": (158, 30), "valid_from": (188, 16), "valid_to": (204, 16),
}  # fmt: skip
_HONG_KONG_MACAU_TAIWAN = {
    **{field: place for field, place in _RESIDENT.items() if field != "nation"},
    "travel_permit_number": (220, 18), "issue_count": (238, 4), "kind": (_KIND_AT, 2),
}  # fmt: skip
_FOREIGNER_2017 = {
    "name_english": (0, 120), "sex": (120, 2), "number": (122, 30), "country": (152, 6), "name_chinese": (158, 30),
    "valid_from": (188, 16), "valid_to": (204, 16), "birth": (220, 16), "card_version": (236, 4),
    "agency_code": (240, 8), "kind": (_KIND_AT, 2),
}  # fmt: skip
_FOREIGNER_2023 = {
    "name_chinese": (0, 30), "sex": (30, 2), "renewal_count": (32, 4), "birth": (36, 16), "name_english": (52, 70),
    "number": (122, 36), "valid_from": (188, 16), "valid_to": (204, 16), "name_english_rest": (220, 22),
    "country": (242, 6), "kind": (_KIND_AT, 2), "earlier_permit": (250, 6),
}  # fmt: skip

Layout = dict[str, tuple[int, int]]


class BadCardTextError(ValueError):
    """Raised when a chip's data break their layout; `field` names where, the content stays out of it."""

    def __init__(self, field: str) -> None:
        """Keep the field's name."""
        super().__init__(f"bad {field}")
        self.field = field


@dataclass(frozen=True, slots=True, repr=False)
class CardRecord:
    """The parts of a read answer, as bytes."""

    text: bytes
    photo: bytes
    fingerprint: bytes | None = None

    def __repr__(self) -> str:
        """Show the lengths only."""
        return f"CardRecord({len(self.text)} + {len(self.photo)} + {len(self.fingerprint or b'')} bytes)"


def parse_record(data: bytes, *, with_fingerprint: bool = False) -> CardRecord:
    """Split the data of a read answer by its leading lengths (2 bytes each, big endian). Raises `BadCardTextError`."""
    count = 3 if with_fingerprint else 2
    lengths = [int.from_bytes(data[2 * place : 2 * place + 2], "big") for place in range(count)]
    if len(data) != 2 * count + sum(lengths) or lengths[0] != TEXT_BYTES:
        raise BadCardTextError("lengths")
    text_end = 2 * count + TEXT_BYTES
    photo_end = text_end + lengths[1]
    return CardRecord(
        text=data[2 * count : text_end],
        photo=data[text_end:photo_end],
        fingerprint=data[photo_end:] if with_fingerprint else None,
    )


def build_record(record: CardRecord) -> bytes:
    """Put the parts of a read answer together, each with its length in front."""
    parts = [record.text, record.photo] + ([] if record.fingerprint is None else [record.fingerprint])
    return b"".join(len(part).to_bytes(2, "big") for part in parts) + b"".join(parts)


def parse_address(data: bytes) -> str:
    """Read one additional address of 70 bytes. Raises `BadCardTextError`."""
    if len(data) != ADDRESS_BYTES:
        raise BadCardTextError("additional address")
    return _decoded(data, "additional address")


def build_address(address: str) -> bytes:
    """Write one additional address. Raises ValueError when it is too long."""
    return _encoded(address, ADDRESS_BYTES, "additional address")


def parse_text(text: bytes, photo: bytes = b"") -> Card:
    """Read the text area of any kind of card. Raises `BadCardTextError`."""
    if len(text) != TEXT_BYTES:
        raise BadCardTextError("text length")
    match text[_KIND_AT : _KIND_AT + 2]:
        case b"J\x00":
            return _hong_kong_macau_taiwan(_split(text, _HONG_KONG_MACAU_TAIWAN), photo)
        case b"I\x00":
            return _foreigner_2017(_split(text, _FOREIGNER_2017), photo)
        case b"Y\x00":
            return _foreigner_2023(_split(text, _FOREIGNER_2023), photo)
        case _:  # a resident's: these bytes are reserved, mostly spaces
            return _resident(_split(text, _RESIDENT), photo)


def build_text(card: Card) -> bytes:
    """Write a card's text area. Raises ValueError when a field is too long for its place."""
    values: dict[str, object] = {field.name: getattr(card, field.name) for field in fields(card)}
    values |= {"sex": card.sex.value, "birth": _day(card.birth)}
    values |= {"valid_from": _day(card.validity.valid_from), "valid_to": _day(card.validity.valid_to)}
    match card:
        case ResidentCard():
            return _joined(_RESIDENT, values | {"nation": card.nation.code})
        case HongKongMacauTaiwanCard():
            return _joined(_HONG_KONG_MACAU_TAIWAN, values | {"kind": "J"})
        case ForeignerCard2017():
            return _joined(_FOREIGNER_2017, values | {"kind": "I"})
        case ForeignerCard2023():
            first, rest = card.name_english[:_ENGLISH_FIRST_PART], card.name_english[_ENGLISH_FIRST_PART:]
            return _joined(_FOREIGNER_2023, values | {"name_english": first, "name_english_rest": rest, "kind": "Y"})
        case _:
            assert_never(card)


def with_additional_addresses(card: Card, addresses: tuple[str, ...]) -> Card:
    """Add what 30 03 gave to a card that can carry additional addresses; the foreigners' cards carry none."""
    match card:
        case ResidentCard() | HongKongMacauTaiwanCard():
            return replace(card, additional_addresses=addresses)
        case ForeignerCard2017() | ForeignerCard2023():
            return card
        case _:
            assert_never(card)


def _resident(text: dict[str, str], photo: bytes) -> ResidentCard:
    return ResidentCard(
        name=text["name"],
        sex=_sex(text),
        nation=Nation(text["nation"], nation_name(text["nation"])),
        birth=_date(text, "birth"),
        address=text["address"],
        number=_number(text),
        authority=text["authority"],
        validity=_validity(text),
        photo=photo,
    )


def _hong_kong_macau_taiwan(text: dict[str, str], photo: bytes) -> HongKongMacauTaiwanCard:
    return HongKongMacauTaiwanCard(
        name=text["name"],
        sex=_sex(text),
        birth=_date(text, "birth"),
        address=text["address"],
        number=_number(text),
        authority=text["authority"],
        validity=_validity(text),
        travel_permit_number=text["travel_permit_number"],
        issue_count=text["issue_count"],
        photo=photo,
    )


def _foreigner_2017(text: dict[str, str], photo: bytes) -> ForeignerCard2017:
    return ForeignerCard2017(
        name_english=text["name_english"],
        name_chinese=text["name_chinese"],
        sex=_sex(text),
        birth=_date(text, "birth"),
        number=text["number"],
        country=text["country"],
        validity=_validity(text),
        card_version=text["card_version"],
        agency_code=text["agency_code"],
        photo=photo,
    )


def _foreigner_2023(text: dict[str, str], photo: bytes) -> ForeignerCard2023:
    return ForeignerCard2023(
        # a first part that is full runs on in the second, without a space of its own
        name_english=text["name_english"].ljust(_ENGLISH_FIRST_PART) + text["name_english_rest"]
        if text["name_english_rest"]
        else text["name_english"],
        name_chinese=text["name_chinese"],
        sex=_sex(text),
        birth=_date(text, "birth"),
        number=_number(text),
        country=text["country"],
        validity=_validity(text),
        renewal_count=text["renewal_count"],
        earlier_permit=text["earlier_permit"],
        photo=photo,
    )


def _sex(text: dict[str, str]) -> Sex:
    try:
        return Sex(text["sex"])
    except ValueError:
        return Sex.UNKNOWN  # a code of a later standard is no reason to turn somebody away


def _number(text: dict[str, str]) -> str:
    number = id_number.folded(text["number"])
    if not id_number.is_valid(number):
        raise BadCardTextError("number")
    return number


def _validity(text: dict[str, str]) -> Validity:
    long_term = text["valid_to"] == _LONG_TERM
    return Validity(_date(text, "valid_from"), None if long_term else _date(text, "valid_to"))


def _date(text: dict[str, str], field: str) -> date:
    digits = text[field]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        # without the digits: they are somebody's
        raise BadCardTextError(field) from None


def _day(day: date | None) -> str:
    return _LONG_TERM if day is None else f"{day:%Y%m%d}"


def _split(text: bytes, layout: Layout) -> dict[str, str]:
    return {field: _decoded(text[start : start + size], field) for field, (start, size) in layout.items()}


def _joined(layout: Layout, values: dict[str, object]) -> bytes:
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for field, (start, size) in layout.items():
        text[start : start + size] = _encoded(str(values[field]), size, field)
    return bytes(text)


def _decoded(data: bytes, field: str) -> str:
    try:
        return data.decode("utf-16-le").rstrip(" \0")
    except UnicodeDecodeError:
        raise BadCardTextError(field) from None


def _encoded(text: str, size: int, field: str) -> bytes:
    data = text.encode("utf-16-le")
    if len(data) > size:
        raise ValueError(f"{field} is longer than its {size // 2} places")
    return data + " ".encode("utf-16-le") * ((size - len(data)) // 2)
