"""The walk of a bench through all screens: nothing is pressed twice while something else was not pressed at all."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from scripts.hallctl.bench.tour import ALL, BY_THEMSELVES, missed
from scripts.hallctl.bench.wandering import LONGEST_STAY, SIGN, Wandered, least_used, wander

SCREENS = {
    ("Start", ""): {"begin": "Menu", "more": "Guides"},
    ("Menu", ""): {"one": "Result", "end": "Start"},
    ("Result", ""): {"back": "Menu"},
    ("Guides", ""): {"back": "Start"},
}


class PaperGlass:
    """A kiosk of four screens; every tap takes two seconds of its clock, every look one."""

    def __init__(self, screens: Mapping[tuple[str, str], Mapping[str, str]] = SCREENS) -> None:
        self.screens = screens
        self.step = "Start"
        self.now = 0.0
        self.pressed: list[str] = []

    def texts(self) -> dict[str, Any]:
        self.now += 1
        return self._facts()

    def tap(self, text: str) -> dict[str, Any]:
        self.now += 3
        self.pressed.append(text)
        self.step = self.screens[self.step, ""][text]
        return self._facts()

    def sign(self) -> dict[str, Any]:
        raise OSError

    def _facts(self) -> dict[str, Any]:
        buttons = [{"text": text} for text in self.screens[self.step, ""]]
        return {"step": self.step, "large": False, "buttons": buttons}


def test_every_screen_is_seen_and_a_taps_time_is_its_own() -> None:
    glass = PaperGlass()
    found = wander(glass, 12, clock=lambda: glass.now)
    assert set(found.screens) == {"Start", "Menu", "Result", "Guides"}
    assert found.taps == [2.0] * 12


def test_the_button_pressed_least_comes_next_and_none_is_no_button() -> None:
    facts = {"step": "Menu", "buttons": [{"text": "a"}, {"text": "b"}, {"text": ""}]}
    assert least_used(facts, Counter({"a": 1, "b": 3})) == "a"
    assert least_used(facts, Counter({"a": 1, "b": 1})) == "b"
    assert least_used({"step": "Menu", "buttons": []}, {}) is None


def test_what_must_never_be_pressed_is_not() -> None:
    glass = PaperGlass()
    found = wander(glass, 12, never=frozenset({"end", "more"}), clock=lambda: glass.now)
    assert found.steps == {"Menu", "Result"}


def test_who_has_stayed_long_enough_goes_back() -> None:
    glass = PaperGlass({("Start", ""): {}, ("Menu", ""): {"Back": "Start", **dict.fromkeys("abcdefghijklmn", "Menu")}})
    glass.step = "Menu"
    assert wander(glass, LONGEST_STAY, clock=lambda: glass.now).steps == {"Menu"}
    glass.step = "Menu"
    assert wander(glass, LONGEST_STAY + 1, clock=lambda: glass.now).steps == {"Menu", "Start"}


def test_a_screen_that_came_by_itself_is_drawn_anew_to_be_timed() -> None:
    glass = PaperGlass({("Menu", ""): {"English": "Menu", "own": "Menu"}})
    glass.step = "Menu"
    assert wander(glass, 1, clock=lambda: glass.now).screens == {"Menu": 1}
    assert glass.pressed == ["English"]


def test_the_keys_of_a_keyboard_are_one_button_and_each_has_its_turn() -> None:
    keyboard = {"step": "Typing", "buttons": [{"text": text} for text in ("back", "q", "w")]}
    assert least_used(keyboard, {}) == "w"
    assert least_used(keyboard, {"w": 1, "(key)": 1}) == "back"
    assert least_used(keyboard, {"w": 1, "(key)": 1, "back": 2}) == "q"
    answers = {"step": "Asking", "buttons": [{"text": "是"}, {"text": "否"}]}
    assert least_used(answers, {"是": 1}) == "否"


def test_what_stands_round_every_page_is_one_button() -> None:
    facts = {"step": "Menu", "buttons": [{"text": text} for text in ("English", "Large type", "Help", "own")]}
    assert least_used(facts, {"own": 1, "English": 1, "(round)": 2}) == "own"
    assert least_used(facts, {"own": 2, "Help": 1, "(round)": 1}) == "Large type"


def test_where_a_signature_is_asked_for_it_is_given_in_its_turn() -> None:
    facts = {"step": "Signing", "glass": {"takes": "strokes"}, "buttons": [{"text": "back"}]}
    assert least_used(facts, {"back": 1}) == SIGN
    assert least_used({**facts, "glass": {"takes": "nothing"}}, {"back": 1}) == "back"


def test_two_walks_are_one_and_what_neither_saw_is_missed() -> None:
    first, second = Wandered([0.1], Counter({"Menu": 1})), Wandered([0.2], Counter({"Menu large": 2, "Form": 1}))
    both = first.and_(second)
    assert both.taps == [0.1, 0.2]
    assert both.steps == {"Menu", "Form"}
    assert missed(both) == ALL - BY_THEMSELVES - {"Menu", "Form"}
    assert BY_THEMSELVES < ALL
