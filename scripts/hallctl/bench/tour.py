"""A tour of all that a kiosk's glass shows: without a card, an application half done and done, and at night.

A scenario's own walk leads to where a card and an application are needed; from there it is wandered. Every touch is
timed to the screen it brings; those that end a visit with a card are timed by themselves (`changing.py`).
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, get_args

from broker.catalogue import Catalogue
from broker.terms import ScenarioCode
from kiosk.flow.steps import Step
from kiosk.wording import wording
from scripts.hallctl.bench.errand import scenario
from scripts.hallctl.bench.wandering import Wandered, asking_seconds, wander
from scripts.hallctl.bench.whole import WholeHall
from scripts.hallctl.rig import Refused
from scripts.scenarios.at_kiosk import Visit

DAY_KIOSK, NIGHT_KIOSK = "K05", "K09"
_BY_DAY, _BY_NIGHT = ScenarioCode("E01"), ScenarioCode("E11")
_FINISH = frozenset({wording("zh-Hans").finish, wording("zh-Hant").finish, wording("en").finish})
_BACK = wording("zh-Hans").back
_NIGHT = "23:00"
_TOUCHES = frozenset({"/api/tap", "/api/draw"})
ALL = frozenset(step.__name__ for step in get_args(Step))
BY_THEMSELVES = frozenset({
    "OutOfService", "Closed", "PleaseWait", "TimeoutWarning",
    "ReadingCard", "CardProblem", "CardExpired", "CardRemoved", "RateLastVisit", "PassedOver",
    "Calling", "Refused", "AlreadyHolding",
})  # fmt: skip
"""Screens that no touch brings: what the hall, the clock or a card says."""


def missed(found: Wandered) -> frozenset[str]:
    """Give the kinds of screen that a touch brings and that none has brought."""
    return ALL - BY_THEMSELVES - found.steps


@dataclass(slots=True)
class TimedPost:
    """The rig's door for a walk at one kiosk; every touch on its glass is timed."""

    hall: WholeHall
    kiosk: str
    found: Wandered = field(default_factory=Wandered)
    clock: Callable[[], float] = time.monotonic
    _asking: float = field(init=False)

    def __post_init__(self) -> None:
        """Find out what a look takes: it is taken off each touch."""
        self._asking = asking_seconds(lambda: self.hall.rig.get(f"/api/show/{self.kiosk}"), self.clock)

    def __call__(self, path: str, wish: Mapping[str, object]) -> Mapping[str, Any]:
        """Ask the rig for something."""
        began = self.clock()
        facts = self.hall.rig.post(path, wish)
        if path in _TOUCHES:
            self.found.note(self.clock() - began - self._asking, facts)
        return facts


@dataclass(frozen=True, slots=True)
class Tour:
    """A whole hall with K05 and K09."""

    hall: WholeHall
    catalogue: Catalogue

    def walk(self) -> Wandered:
        """Go everywhere; the hall's clock stands at night afterwards. Raises `Stuck`, `Refused`, OSError."""
        found = self.as_stranger(DAY_KIOSK, 400)
        found = found.and_(self.from_(_BY_DAY, DAY_KIOSK, "Paper", 100))
        found = found.and_(self.from_(_BY_DAY, DAY_KIOSK, "Paper", 60, first=(_BACK, _BACK)))
        found = found.and_(self.from_(_BY_DAY, DAY_KIOSK, "Review", 100))
        found = found.and_(self.from_(_BY_DAY, DAY_KIOSK, "Form", 60))
        found = found.and_(self.from_(_BY_DAY, DAY_KIOSK, "Materials", 100))
        self.hall.rig.post("/api/clock", {"wish": _NIGHT})
        found = found.and_(self.from_(_BY_NIGHT, NIGHT_KIOSK, "Paper", 60))
        return found.and_(self.as_stranger(NIGHT_KIOSK, 100))

    def as_stranger(self, kiosk: str, taps: int) -> Wandered:
        """Wander without a card."""
        try:
            return wander(self.hall.door(kiosk), taps)
        finally:
            self._leave(kiosk)

    def from_(self, code: ScenarioCode, kiosk: str, step: str, taps: int, *, first: tuple[str, ...] = ()) -> Wandered:
        """Walk through a scenario to a screen, press `first` there, and wander on."""
        post = TimedPost(self.hall, kiosk)
        visit = Visit(self.catalogue, scenario(self.catalogue, code), post, self.hall.rig.get)
        visit.go_to(step)
        for label in first:
            visit.glass.tap(label)
        walked = Wandered(list(post.found.taps), post.found.screens.copy())
        try:
            return walked.and_(wander(self.hall.door(kiosk), taps, never=_FINISH))
        finally:
            with suppress(Refused):  # the card is gone already
                self.hall.rig.post("/api/uncard", {"kiosk": kiosk})
            self._leave(kiosk)

    def _leave(self, kiosk: str) -> None:
        """End the visit, in whatever language it stands there."""
        door = self.hall.door(kiosk)
        for button in door.texts()["buttons"]:
            if button["text"] in _FINISH:
                door.tap(button["text"])
