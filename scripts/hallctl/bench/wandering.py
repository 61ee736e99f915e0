"""Walks through a kiosk's screens without a plan: always the button that was pressed least, so that all are seen.

What only a card, an application or the night shows is reached from where a walk with a plan has led (`tour.py`).
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Protocol, TypeVar

from kiosk.wording import WORDINGS

Answer = TypeVar("Answer")

_LOOKS = 20
_WAIT_SECONDS = 0.2
_NOTHING_TO_PRESS = 50
"""So many looks in a row at a screen without a button: ten seconds, then the walk is over."""
LONGEST_STAY = 12
"""So many taps in a row that bring no other screen: then it goes back, where that can be done."""
SIGN, KEY, ROUND = "(sign)", "(key)", "(round)"
_KEYBOARDS = frozenset({"Typing", "Search"})
_BACK = frozenset(say.back for say in WORDINGS.values())
_ROUND = frozenset(
    text
    for say in WORDINGS.values()
    for text in (
        say.language_name, say.large_type, say.normal_type, say.aiding.call, say.aiding.call_off,
        say.aiding.voice_on, say.aiding.voice_off, say.aiding.seated, say.aiding.standing,
    )
)  # fmt: skip


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

    def note(self, seconds: float, facts: Mapping[str, Any]) -> None:
        """Note a tap, and what it brought."""
        self.taps.append(max(0.0, seconds))
        self.screens[name_of(facts)] += 1

    def and_(self, other: "Wandered") -> "Wandered":
        """Give two walks as one."""
        return Wandered([*self.taps, *other.taps], self.screens + other.screens)


def wander(
    glass: Glass, taps: int, *, never: frozenset[str] = frozenset(), clock: Callable[[], float] = time.monotonic
) -> Wandered:
    """Press so many buttons, none of `never`. What the answer for the texts takes is taken off each tap."""
    found = Wandered()
    used: Counter[str] = Counter()
    asking = asking_seconds(glass.texts, clock)
    facts = glass.texts()
    step, stayed, waits = facts["step"], 0, 0
    while len(found.taps) < taps and waits < _NOTHING_TO_PRESS:
        button = _first_of(_BACK, facts) if stayed >= LONGEST_STAY else None
        if facts["step"] not in found.steps:
            # it came by itself: drawn anew in another size or language it is timed too
            button = _first_of(_ROUND, facts)
        button = button or least_used(facts, used, never)
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
        stayed = stayed + 1 if facts["step"] == step else 0
        step = facts["step"]
        found.note(seconds - asking, facts)
    return found


def least_used(facts: Mapping[str, Any], used: Mapping[str, int], never: frozenset[str] = frozenset()) -> str | None:
    """Give the button of this screen that was pressed least anywhere; the last of equals, None where there is none.

    "Back" and what stands round every page come first in a frame, so a page's own things have their turn before them.
    What stands round every page (languages, sizes, voice, help) counts as one button, else it would be most of the
    walk; so do the keys of a keyboard.
    """
    texts = [str(button["text"]) for button in facts["buttons"] if button["text"] and button["text"] not in never]
    drawn_on: Mapping[str, Any] | None = facts.get("glass")
    if drawn_on is not None and drawn_on["takes"] == "strokes":
        texts.append(SIGN)
    texts.reverse()
    return min(texts, key=lambda text: (used.get(kind_of(text, facts), 0), used.get(text, 0)), default=None)


def kind_of(text: str, facts: Mapping[str, Any]) -> str:
    """Name what a button is counted as."""
    if text in _ROUND:
        return ROUND
    return KEY if len(text) == 1 and facts["step"] in _KEYBOARDS else text


def _first_of(labels: frozenset[str], facts: Mapping[str, Any]) -> str | None:
    return next((str(button["text"]) for button in facts["buttons"] if button["text"] in labels), None)


def _press(glass: Glass, button: str) -> dict[str, Any]:
    return glass.sign() if button == SIGN else glass.tap(button)


def name_of(facts: Mapping[str, Any]) -> str:
    """Name a screen as it is counted."""
    return f"{facts['step']} large" if facts["large"] else str(facts["step"])


def asking_seconds(look: Callable[[], object], clock: Callable[[], float] = time.monotonic) -> float:
    """Give how long a question for what stands there takes: every tap's answer holds one."""
    return median(_seconds(look, clock)[0] for _ in range(_LOOKS))


def _seconds(do: Callable[[], Answer], clock: Callable[[], float]) -> tuple[float, Answer]:
    began = clock()
    facts = do()
    return clock() - began, facts
