"""The rules that decide "meets the conditions" (P-06): pure, over values that are given and never kept.

Each rule has a name; `check` gives every rule that concerns the case with its verdict, naming fields and materials.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from broker.catalogue.field_values import flaw_of, is_id_number, is_offered, is_uscc
from broker.catalogue.papers import FieldType, FormField
from broker.terms import FieldKey
from caller.domain.cases.case import Case
from caller.domain.cases.words import SETTLED, RuleName, Verdict

Values = Mapping[FieldKey, str]
Fields = Mapping[FieldKey, FormField]

_DATE = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
_LARGEST_NUMBER = 10_000_000.0
_LARGEST_AMOUNT = 1_000_000_000_000.0
_PAST = frozenset({"p_birth", "n_birth", "c_founded", "v_reg", "v_issue"})
"""Dates of something that has happened."""
_VALIDITY = frozenset({"p_valid", "r_valid"})
"""Until when a paper called for this case is good."""
_INSPECTION = frozenset({"v_insp"})
_FOREVER = "长期"
_FROM_REGISTERS = frozenset({"证照", "共享库"})
"""What a register says of another person is contested by people, never judged by its form."""


_TYPED = frozenset({None, "本人填写"})
"""Where a value comes from that the applicant wrote: what has no source yet is being written."""
_TYPE_RULES: Mapping[FieldType, RuleName] = MappingProxyType(
    {
        "phone": "phone_valid",
        "idno": "idno_valid",
        "uscc": "uscc_valid",
        "date": "dates_readable",
        "money": "amounts_in_bounds",
        "number": "numbers_in_bounds",
    }
)


def check(case: Case, fields: Fields, values: Values, today: date) -> tuple[Verdict, ...]:
    """Hold every rule against a case; `values` are those of all its fields, `fields` the catalogue's."""
    verdicts = [*_of_form(case, values), *_of_materials(case)]
    for rule, concerns, good in _VALUE_RULES:
        keys = [key for key in case.fields if key in fields and concerns(key, fields[key])]
        told = [key for key in keys if values.get(key, "").strip()]
        if rule == "idno_valid":
            told = [key for key in told if case.fields[key].source not in _FROM_REGISTERS]
        if told:
            wrong = tuple(key for key in told if not good(values[key].strip(), today))
            verdicts.append(Verdict(rule, not wrong, wrong))
    return tuple(_with_typed(case, fields, values, verdicts))


def _with_typed(case: Case, fields: Fields, values: Values, verdicts: list[Verdict]) -> Iterator[Verdict]:
    """Hold what the applicant wrote to the kiosk's own rules as well: what is typed there is taken nowhere else."""
    known = {key: values.get(key, "").strip() for key in case.fields if key in fields}
    typed = {key: text for key, text in known.items() if text and case.fields[key].source in _TYPED}
    flawed = {key for key, text in typed.items() if flaw_of(fields[key].type, text) is not None}
    for one in verdicts:
        more = tuple(key for key in typed if key in flawed and _TYPE_RULES.get(fields[key].type) == one.rule)
        about = tuple(dict.fromkeys((*one.about, *more)))
        yield replace(one, met=one.met and not more, about=about) if more else one
    chosen = {key: text for key, text in typed.items() if fields[key].options}
    if chosen:
        strange = tuple(key for key, text in chosen.items() if not is_offered(fields[key], text))
        yield Verdict("options_kept", not strange, strange)


def problems(case: Case, fields: Fields, values: Values, today: date) -> Mapping[FieldKey, RuleName]:
    """Give the rule that a field's value breaks, for every field with such a value; what is empty is no fault."""
    wrong = [one for one in check(case, fields, values, today) if not one.met and one.rule in VALUE_RULES]
    return {FieldKey(key): one.rule for one in wrong for key in one.about}


def _of_form(case: Case, values: Values) -> Iterator[Verdict]:
    missing = tuple(key for key, one in case.fields.items() if one.required and not values.get(key, "").strip())
    yield Verdict("fields_present", not missing, missing)
    contested = tuple(key for key, one in case.fields.items() if one.contested)
    yield Verdict("nothing_contested", not contested, contested)


def _of_materials(case: Case) -> Iterator[Verdict]:
    unsettled = tuple(one.material for one in case.materials.values() if one.state not in SETTLED)
    yield Verdict("materials_settled", not unsettled, unsettled)
    soft = tuple(one.material for one in case.materials.values() if one.core and one.state in ("promised", "deferred"))
    yield Verdict("core_not_promised", not soft, soft)


def dates_in(text: str) -> list[date]:
    """Give the dates written in a value: `2026-11-23`, `2026.11.23`, `20261123`, `2026年11月23日`."""
    found: list[date] = []
    for year, month, day in _DATE.findall(text):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _readable(text: str, _today: date) -> bool:
    return bool(dates_in(text))


def _not_in_future(text: str, today: date) -> bool:
    return all(day <= today for day in dates_in(text))


def _not_past(text: str, today: date) -> bool:
    """The last date of `2020-01-01 至 2040-01-01` counts; 长期 never ends; a value without a date is no validity."""
    days = dates_in(text)
    return _FOREVER in text or (bool(days) and max(days) >= today)


def _within(most: float) -> Callable[[str, date], bool]:
    def good(text: str, _today: date) -> bool:
        found = _NUMBER.match(text.replace(",", "").replace("，", ""))
        return found is not None and 0 <= float(found[0]) <= most

    return good


def _is(good: Callable[[str], bool]) -> Callable[[str, date], bool]:
    return lambda text, _today: good(text)


def _matches(pattern: re.Pattern[str]) -> Callable[[str, date], bool]:
    return lambda text, _today: pattern.fullmatch(text) is not None


def _of_type(name: str) -> Callable[[str, FormField], bool]:
    return lambda _key, field: field.type == name


def _among(keys: Collection[str]) -> Callable[[str, FormField], bool]:
    return lambda key, _field: key in keys


_VALUE_RULES: tuple[tuple[RuleName, Callable[[str, FormField], bool], Callable[[str, date], bool]], ...] = (
    ("dates_readable", _of_type("date"), _readable),
    ("dates_not_in_future", _among(_PAST), _not_in_future),
    ("validity_not_past", _among(_VALIDITY), _not_past),
    ("inspection_not_past", _among(_INSPECTION), _not_past),
    ("numbers_in_bounds", _of_type("number"), _within(_LARGEST_NUMBER)),
    ("amounts_in_bounds", _of_type("money"), _within(_LARGEST_AMOUNT)),
    ("idno_valid", _of_type("idno"), _is(is_id_number)),
    ("uscc_valid", _of_type("uscc"), _is(is_uscc)),
    ("phone_valid", _of_type("phone"), _matches(_PHONE)),
)
"""Rule, the fields it concerns, when a value is good. A field nobody filled is the matter of `fields_present`."""

VALUE_RULES: frozenset[RuleName] = frozenset({*(rule for rule, _, _ in _VALUE_RULES), "options_kept"})
"""Rules about the value of a single field."""

WAITS: frozenset[RuleName] = frozenset({"nothing_contested", "materials_settled"})
"""Rules that do not send a visitor back: a clerk looks at what is contested, a proof may still be on its way."""
