"""Walks through a kiosk's screens without a plan: always the button that was pressed least, so that all are seen.

What only a card, an application or the night shows is reached from where a walk with a plan has led (`tour.py`).
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Protocol

_LOOKS = 20
_WAIT_SECONDS = 0.2
_NOTHING_TO_PRESS = 50
"""So many looks in a row at a screen without a button: ten seconds, then the walk is over."""
SIGN, KEY = "(sign)", "(key)"
_KEYBOARDS = frozenset({"Typing", "Search"})


class Glass(Protocol):
    """A kiosk's screen and its touch."""

    def texts(self) -> dict[str, Any]:
        """Give what stands there."""
        ...

    def tap(self, text: str) -> dict[str, Any]:
        """Touch a button; give what stands there once it is drawn. Raises OSError when there is none."""
        ...

    def sign(self) -> dict[str, Any]:
        """Sign; give what stands there once it is drawn. Raises OSError where nothing is to be signed."""
        ...


@dataclass(slots=True)
class Wandered:
    """What a walk came to: seconds by tap, and how often each screen stood there (`Menu`, `Menu large`)."""

    taps: list[float] = field(default_factory=list[float])
    screens: Counter[str] = field(default_factory=Counter[str])

    @property
    def steps(self) -> frozenset[str]:
        """Which kinds of screen were seen, whatever their size."""
        return frozenset(name.split()[0] for name in self.screens)

    def and_(self, other: "Wandered") -> "Wandered":
        """Give two walks as one."""
        return Wandered([*self.taps, *other.taps], self.screens + other.screens)


def wander(
    glass: Glass, taps: int, *, never: frozenset[str] = frozenset(), clock: Callable[[], float] = time.monotonic
) -> Wandered:
    """Press so many buttons, none of `never`. What the answer for the texts takes is taken off each tap."""
    found = Wandered()
    used: Counter[str] = Counter()
    asking = median(_seconds(glass.texts, clock)[0] for _ in range(_LOOKS))
    facts = glass.texts()
    waits = 0
    while len(found.taps) < taps and waits < _NOTHING_TO_PRESS:
        button = least_used(facts, used, never)
        if button is None:
            waits += 1
            time.sleep(_WAIT_SECONDS)
            facts = glass.texts()
            continue
        waits = 0
        used.update({button, kind_of(button, facts)})
        try:
            seconds, facts = _seconds(lambda pressed=button: _press(glass, pressed), clock)
        except OSError:
            # the screen went on by itself between the look and the tap
            facts = glass.texts()
            continue
        found.taps.append(max(0.0, seconds - asking))
        found.screens[name_of(facts)] += 1
    return found


def least_used(facts: Mapping[str, Any], used: Mapping[str, int], never: frozenset[str] = frozenset()) -> str | None:
    """Give the button of this screen that was pressed least anywhere; the first of equals, None where there is none.

    Languages, sizes and "back" stand on every screen: counted by screen they would be most of the walk. So would the
    keys of a keyboard, which change no screen: together they are one button.
    """
    texts = [str(button["text"]) for button in facts["buttons"] if button["text"] and button["text"] not in never]
    drawn_on: Mapping[str, Any] | None = facts.get("glass")
    if drawn_on is not None and drawn_on["takes"] == "strokes":
        texts.append(SIGN)
    return min(texts, key=lambda text: (used.get(kind_of(text, facts), 0), used.get(text, 0)), default=None)


def kind_of(text: str, facts: Mapping[str, Any]) -> str:
    """Name what a button is counted as."""
    return KEY if len(text) == 1 and facts["step"] in _KEYBOARDS else text


def _press(glass: Glass, button: str) -> dict[str, Any]:
    return glass.sign() if button == SIGN else glass.tap(button)


def name_of(facts: Mapping[str, Any]) -> str:
    """Name a screen as it is counted."""
    return f"{facts['step']} large" if facts["large"] else str(facts["step"])


def _seconds(do: Callable[[], dict[str, Any]], clock: Callable[[], float]) -> tuple[float, dict[str, Any]]:
    began = clock()
    facts = do()
    return clock() - began, facts
