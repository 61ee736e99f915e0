"""The walk of a bench through all screens: nothing is pressed twice while something else was not pressed at all."""

from collections import Counter
from typing import Any

from scripts.hallctl.bench.wandering import least_used, wander

SCREENS = {
    ("Start", ""): {"begin": "Menu", "more": "Guides"},
    ("Menu", ""): {"one": "Result", "end": "Start"},
    ("Result", ""): {"back": "Menu"},
    ("Guides", ""): {"back": "Start"},
}


class PaperGlass:
    """A kiosk of four screens; every tap takes two seconds of its clock, every look one."""

    def __init__(self) -> None:
        self.step = "Start"
        self.now = 0.0

    def texts(self) -> dict[str, Any]:
        self.now += 1
        return self._facts()

    def tap(self, text: str) -> dict[str, Any]:
        self.now += 3
        self.step = SCREENS[self.step, ""][text]
        return self._facts()

    def _facts(self) -> dict[str, Any]:
        buttons = [{"text": text} for text in SCREENS[self.step, ""]]
        return {"step": self.step, "large": False, "buttons": buttons}


def test_every_screen_is_seen_and_a_taps_time_is_its_own() -> None:
    glass = PaperGlass()
    found = wander(glass, 12, clock=lambda: glass.now)
    assert set(found.screens) == {"Start", "Menu", "Result", "Guides"}
    assert found.steps == 4
    assert found.taps == [2.0] * 12


def test_the_button_pressed_least_comes_next_and_none_is_no_button() -> None:
    facts = {"step": "Menu", "buttons": [{"text": "a"}, {"text": "b"}, {"text": ""}]}
    used = Counter({"a": 3, "b": 1})
    assert least_used(facts, used) == "b"
    assert least_used({"step": "Menu", "buttons": []}, used) is None
