"""Key sequences of a call pad → what the clerk wants, by a table.

The table is a hall's setting: a pattern of keys in hex joined by `+`, where `#` stands for any digit. The default is
the reference hall's. Time is given in; nothing here reads a clock or a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hardware.ports.call_pad import PadAction, PadKey

DEFAULT_KEYS: Mapping[str, PadKey] = MappingProxyType(
    {
        "0C": PadKey.NEXT,
        "0D": PadKey.RECALL,
        "1+0F": PadKey.ARRIVED,
        "6+0F": PadKey.NO_SHOW,
        "0+0F": PadKey.PARK,
        "12": PadKey.PAUSE,
        "#+#+13": PadKey.TRANSFER,
        "0B": PadKey.FINISH,
    }
)
"""What each sequence of keys means until a hall's settings say otherwise."""

_ANY_DIGIT = -1
_LAST_DIGIT = 9


class KeyTableError(ValueError):
    """A pattern in the settings that is no key sequence, or two that mean the same keys. `pattern` is the culprit."""

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.pattern = pattern


@dataclass(frozen=True, slots=True)
class UnknownKeys:
    """Keys that end in a function key and mean nothing in the table."""

    keys: tuple[int, ...]


def compile_table(table: Mapping[str, PadKey]) -> dict[tuple[int, ...], PadKey]:
    """Patterns as tuples of key codes, −1 for any digit.

    Raises:
        KeyTableError: a part is neither `#`, a digit nor a hex key, the last part is a digit, or a pattern is double.
    """
    compiled: dict[tuple[int, ...], PadKey] = {}
    for pattern, key in table.items():
        codes = tuple(_code(part, pattern) for part in pattern.split("+"))
        if codes[-1] <= _LAST_DIGIT or codes in compiled:
            raise KeyTableError(pattern)
        compiled[codes] = key
    return compiled


@dataclass(slots=True)
class KeyReader:
    """Collects digits until a function key ends the sequence. Digits older than the time-out are forgotten."""

    table: Mapping[tuple[int, ...], PadKey]
    digit_timeout_seconds: float = 5.0
    _digits: list[int] = field(default_factory=list)
    _last_at: float = 0.0

    def press(self, code: int, now: float) -> PadAction | UnknownKeys | None:
        """What one more key at `now` (seconds of a monotonic clock) makes: an action, nonsense, or nothing yet."""
        if self._digits and now - self._last_at > self.digit_timeout_seconds:
            self._digits.clear()
        self._last_at = now
        if code <= _LAST_DIGIT:
            self._digits.append(code)
            return None
        digits = tuple(self._digits)
        self._digits.clear()
        key = self._meaning(digits, code)
        if key is None:
            return UnknownKeys((*digits, code))
        window = int("".join(map(str, digits))) if key is PadKey.TRANSFER and digits else None
        return PadAction(key, window)

    def _meaning(self, digits: tuple[int, ...], code: int) -> PadKey | None:
        exact = self.table.get((*digits, code))
        return exact if exact is not None else self.table.get((*(_ANY_DIGIT for _ in digits), code))


def _code(part: str, pattern: str) -> int:
    if part == "#":
        return _ANY_DIGIT
    try:
        code = int(part, 16)
    except ValueError:
        raise KeyTableError(pattern) from None
    if not 0 <= code <= 0xFF:  # noqa: PLR2004 - one byte
        raise KeyTableError(pattern)
    return code
