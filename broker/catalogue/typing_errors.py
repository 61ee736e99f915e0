"""What pydantic finds wrong with the types, said so that a hall's clerk understands it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from broker.catalogue.checks import Finding
from broker.catalogue.places import key_of

_Words = tuple[str, str]
_Context = Mapping[str, Any]

_TEXT: _Words = ("须为文字,写在引号里", "must be text, in quotes")
_WHOLE: _Words = ("须为整数,不加引号", "must be a whole number, without quotes")
_LIST: _Words = ("须为列表 [ … ]", "must be a list [ … ]")
_TABLE: _Words = ("须为一组键值 { … }", "must be a table { … }")
_EMPTY: _Words = ("不能为空", "must not be empty")
_DAY: _Words = ("须为日期,例如 2026-11-23", "must be a date, for example 2026-11-23")

_PLAIN: Mapping[str, _Words] = {
    "missing": ("缺少这个键", "this key is missing"),
    "extra_forbidden": ("没有这样的键,请检查是否写错", "there is no such key: perhaps it is misspelt"),
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": ("须为数字,不加引号", "must be a number, without quotes"),
    "bool_type": ("须为 true 或 false", "must be true or false"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "too_short": _EMPTY,
    "string_too_short": ("太短了", "is too short"),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "union_tag_not_found": ("须写 go、result、service 三者之一", "needs one of go, result or service"),
}
_WITH_CONTEXT: Mapping[str, Callable[[_Context], _Words]] = {
    "literal_error": lambda c: (f"只能是: {c['expected']}", f"must be one of: {c['expected']}"),
    "string_pattern_mismatch": lambda c: (f"写法不对,须符合 {c['pattern']}", f"must be written like {c['pattern']}"),
    "greater_than": lambda c: (f"须大于 {c['gt']}", f"must be more than {c['gt']}"),
    "greater_than_equal": lambda c: (f"不得小于 {c['ge']}", f"must be at least {c['ge']}"),
    "less_than_equal": lambda c: (f"不得大于 {c['le']}", f"must be at most {c['le']}"),
}


def typing_findings(error: ValidationError, tree: Mapping[str, object]) -> list[tuple[str, Finding]]:
    """Give one finding per key that has a wrong type, with pydantic's name for the mistake (`types.missing`)."""
    found: dict[str, tuple[str, Finding]] = {}
    for details in error.errors(include_url=False):
        key = key_of(tree, details["loc"])
        zh, en = _words(details)
        found.setdefault(key, (f"types.{details['type']}", Finding(key, zh, en)))
    return list(found.values())


def _words(details: ErrorDetails) -> _Words:
    kind = details["type"]
    if kind in _WITH_CONTEXT:
        return _WITH_CONTEXT[kind](details.get("ctx", {}))
    return _PLAIN.get(kind) or (f"值不对: {details['msg']}", f"not allowed here: {details['msg']}")
