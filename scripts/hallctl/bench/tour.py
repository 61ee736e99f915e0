"""A tour of all that a kiosk's glass shows: without a card, an application half done and done, and at night.

Each part of the way is first led by a scenario's own walk, then wandered. Every touch is timed to the screen it brings,
key by key and page by page; those that end a visit with a card are timed by themselves (`changing.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from broker.catalogue import Catalogue
from broker.terms import ScenarioCode
from kiosk.flow.steps import Step
from kiosk.wording import wording
from scripts.hallctl.bench.errand import scenario
from scripts.hallctl.bench.wandering import Wandered, wander
from scripts.hallctl.bench.whole import WholeHall
from scripts.scenarios.at_kiosk import Visit

DAY_KIOSK, NIGHT_KIOSK = "K05", "K09"
_BY_DAY, _BY_NIGHT = ScenarioCode("E01"), ScenarioCode("E11")
_FINISH = frozenset({wording("zh-Hans").finish, wording("zh-Hant").finish, wording("en").finish})
_NIGHT = "23:00"
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


@dataclass(frozen=True, slots=True)
class Tour:
    """A whole hall with K05 and K09."""

    hall: WholeHall
    catalogue: Catalogue

    def walk(self, report: Callable[[str, Wandered], None] = lambda _part, _found: None) -> Wandered:
        """Go everywhere; the hall's clock stands at night afterwards. Raises `Stuck`, `Refused`, OSError."""
        parts = (
            ("without a card", lambda: wander(self.hall.door(DAY_KIOSK), 400)),
            ("from the review", lambda: self._from(_BY_DAY, DAY_KIOSK, "Review", 200)),
            ("from the certificate", lambda: self._from(_BY_DAY, DAY_KIOSK, "Paper", 120)),
            ("from a record, at night", lambda: self._from(_BY_NIGHT, NIGHT_KIOSK, "Paper", 60)),
            ("without a card, at night", lambda: wander(self.hall.door(NIGHT_KIOSK), 100)),
        )
        whole = Wandered()
        for name, part in parts:
            if "night" in name:
                self.hall.rig.post("/api/clock", {"wish": _NIGHT})
            found = part()
            report(name, found)
            whole = whole.and_(found)
        return whole

    def _from(self, code: ScenarioCode, kiosk: str, step: str, taps: int) -> Wandered:
        visit = Visit(self.catalogue, scenario(self.catalogue, code), self.hall.rig.post, self.hall.rig.get)
        visit.go_to(step)
        try:
            return wander(self.hall.door(kiosk), taps, never=_FINISH)
        finally:
            visit.leave()
