"""Fields that follow from other fields or from the calendar (系统). Pure; worked out again whenever a form changes."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.terms import FieldKey

_DISTRICT = re.compile(r"^(?:.+?省)?.+?市(?:.+?[区县市镇乡])?")
_YEAR = re.compile(r"\((\d{4})\)")
_YEARS_VALID = 4
_SMALL_HOME = Decimal(140)
_DEED_TAX_SMALL, _DEED_TAX_LARGE = Decimal("0.01"), Decimal("0.015")

Known = Mapping[FieldKey, str]


def calculated(catalogue: Catalogue, wanted: Sequence[FieldKey], known: Known, today: date) -> dict[FieldKey, str]:
    """Give the calculated fields of `wanted` that follow from what is known now."""
    found: dict[FieldKey, str] = {}
    for key in wanted:
        rule = RULES.get(key)
        if rule is not None and catalogue.form_fields[key].source == "calc":
            text = rule(known, today)
            if text:
                found[key] = text
    return found


def _today(_known: Known, today: date) -> str:
    return today.isoformat()


def _first(known: Known, *keys: str) -> str | None:
    return next((text for key in keys if (text := known.get(FieldKey(key)))), None)


def _address(known: Known) -> str | None:
    return _first(known, "b_paddr", "t_addr", "hy_addr", "c_addr", "h_addr", "p_addr")


def _district(known: Known, _today: date) -> str | None:
    address = _address(known)
    found = None if address is None else _DISTRICT.match(address)
    return None if found is None else found.group()


def _sign_place(known: Known, _today: date) -> str | None:
    address = _address(known)
    return None if address is None else f"{address} 门头"


def _sign_text(known: Known, _today: date) -> str | None:
    return _first(known, "b_name", "c_name")


def _floor_area(known: Known, _today: date) -> str | None:
    return _first(known, "b_parea", "hy_area", "h_area")


def _licence_end(_known: Known, today: date) -> str:
    """Four years, as a road-transport licence runs."""
    leap = today.month == 2 and today.day == 29  # noqa: PLR2004 - the day that most years lack
    return today.replace(year=today.year + _YEARS_VALID, day=28 if leap else today.day).isoformat()


def _years_held(known: Known, today: date) -> str | None:
    """The year of a title certificate is in its number: 示(2009)不动产权第…号."""
    found = _YEAR.search(_first(known, "h_cert") or "")
    return None if found is None else str(max(0, today.year - int(found.group(1))))


def _deed_tax(known: Known, _today: date) -> str | None:
    """The deed tax (契税) of a first home: 1 % up to 140 m², 1.5 % above; the tax office has the last word."""
    try:
        price = Decimal(_first(known, "h_price") or "")
        area = Decimal(_first(known, "h_area") or "0")
    except InvalidOperation:
        return None
    rate = _DEED_TAX_SMALL if area <= _SMALL_HOME else _DEED_TAX_LARGE
    return f"{price * rate:.2f}"


RULES: Mapping[str, Callable[[Known, date], str | None]] = MappingProxyType(
    {
        "s_date": _today,
        "b_district": _district,
        "t_district": _district,
        "sg_place": _sign_place,
        "sg_text": _sign_text,
        "fi_area": _floor_area,
        "t_valid": _licence_end,
        "h_years": _years_held,
        "h_tax": _deed_tax,
    }
)
"""Field → how it follows from others."""
