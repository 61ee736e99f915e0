"""Writes the TOML of a program's settings from plain values. Reading TOML is the standard library's."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | Path | Sequence[Value] | Mapping[str, Value]"


def toml_text(settings: Mapping[str, Value]) -> str:
    """Give the text of a file: first the plain keys, then a section for every mapping. None of them may be None."""
    plain = {key: value for key, value in settings.items() if not isinstance(value, Mapping)}
    lines = [f"{key} = {_value(value)}" for key, value in plain.items()]
    for key, value in settings.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{key}]", *(f"{name} = {_value(each)}" for name, each in value.items())]
    return "\n".join(lines) + "\n"


def _value(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str() | Path():
            return json.dumps(str(value), ensure_ascii=False)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
        case _:
            return "[\n" + "".join(f"  {_value(each)},\n" for each in value) + "]" if value else "[]"
