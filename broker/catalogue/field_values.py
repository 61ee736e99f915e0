"""What a value of each type of field must look like: one rule for the kiosk, which says it at once, and for the hall.

Identity numbers by GB 11643 (check character ISO 7064 MOD 11-2), organisations' codes by GB 32100, mobile numbers of
the mainland: 11 digits, beginning with 13 to 19.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from broker.catalogue.papers import FieldType, FormField

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100 leaves out I, O, S, V and Z."""

YES, NO = "是", "否"
_ID_LENGTH = _USCC_LENGTH = 18


class Flaw(Enum):
    """Why a value will not do; UNFINISHED is for who types it: letters that are no characters yet."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    NO_PHONE = "no_phone"
    NO_ID_NUMBER = "no_id_number"
    NO_USCC = "no_uscc"
    NO_DATE = "no_date"
    NO_MONEY = "no_money"
    NO_NUMBER = "no_number"
    NO_CHOICE = "no_choice"


def flaw_of(kind: FieldType, value: str) -> Flaw | None:
    """Tell what is wrong with a value as it is written down; None when nothing is. Dates are ISO 8601: 2026-11-23."""
    if not value.strip():
        return Flaw.EMPTY
    rule = _RULES.get(kind)
    return None if rule is None or rule[0](value) else rule[1]


def is_offered(field: FormField, value: str) -> bool:
    """Tell whether a field takes this value: one of its options, where it is a closed choice."""
    return field.type != "choice" or not field.options or value in {one.zh for one in field.options}


def is_area(key: str) -> bool:
    """Tell whether a number is an area, in square metres, by its field's name. A choice named so is none."""
    return key.endswith("area")


def is_id_number(value: str) -> bool:
    """Tell whether it has 18 characters, a real date of birth and the right check character, an X written large."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value) or not _is_date(f"{value[6:10]}-{value[10:12]}-{value[12:14]}"):
        return False
    return value[-1] == id_check(value)


def id_check(number: str) -> str:
    """Give the check character that belongs to the first seventeen digits of an identity number."""
    total = sum(int(digit) * weight for digit, weight in zip(number, ID_WEIGHTS, strict=False))
    return ID_CHECKS[total % len(ID_CHECKS)]


def is_uscc(value: str) -> bool:
    """Tell whether it is a unified social credit code: 18 characters of its alphabet, the last one the check."""
    if len(value) != _USCC_LENGTH or any(character not in USCC_ALPHABET for character in value):
        return False
    modulus = len(USCC_ALPHABET)
    total = sum(USCC_ALPHABET.index(character) * pow(3, place, modulus) for place, character in enumerate(value[:-1]))
    return value[-1] == USCC_ALPHABET[-total % modulus]


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_amount(value: str, *, places: int) -> bool:
    """Tell whether it is an amount, with at most so many places behind the point."""
    return re.fullmatch(rf"[0-9]{{1,12}}(\.[0-9]{{1,{places}}})?", value) is not None


def _is_money(value: str) -> bool:
    return _is_amount(value, places=2) and Decimal(value) > 0


_RULES: Mapping[FieldType, tuple[Callable[[str], bool], Flaw]] = {
    "phone": (lambda value: re.fullmatch(r"1[3-9][0-9]{9}", value) is not None, Flaw.NO_PHONE),
    "idno": (is_id_number, Flaw.NO_ID_NUMBER),
    "uscc": (is_uscc, Flaw.NO_USCC),
    "date": (_is_date, Flaw.NO_DATE),
    "money": (_is_money, Flaw.NO_MONEY),
    "number": (lambda value: _is_amount(value, places=4), Flaw.NO_NUMBER),
    "bool": (lambda value: value in {YES, NO}, Flaw.NO_CHOICE),
}
