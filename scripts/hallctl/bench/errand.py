"""Scenario E01 as its visitor has it: a hygiene licence by touches on the real kiosk, and how long the machine took.

It is the walk of `hallctl scenario E01`, with all devices emulated and the sandboxes at no delay. The visitor waits
from each touch until the next thing can be done (`scripts/scenarios/stopwatch.py`). The printer's own time, here the
start of its emulated mechanism, is in the whole. The first visit is the hall's first: nothing is warm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from broker.catalogue import Catalogue
from broker.catalogue.people import Scenario
from broker.terms import ScenarioCode
from kiosk.wording import wording
from scripts.hallctl.bench.measures import Measure, shown, within
from scripts.hallctl.bench.whole import WholeHall
from scripts.scenarios.at_kiosk import Visit
from scripts.scenarios.at_window import Stuck
from scripts.scenarios.stopwatch import Wait

VISITS = 5
MOST_IN_ALL, MOST_TO_FORM, MOST_TO_PRINTER = 10.0, 1.5, 1.0
LOOK_SECONDS = 0.02
_CODE = ScenarioCode("E01")
_PRINT = wording("zh-Hans").applying.paper_print


@dataclass(frozen=True, slots=True)
class Errand:
    """One visit: its waits in order, and when the certificate's last byte had reached the printer."""

    waits: Sequence[Wait]
    arrived: float

    @property
    def in_all(self) -> float:
        """How long the visitor waited, card and printer included."""
        return sum(wait.seconds for wait in self.waits)

    @property
    def to_form(self) -> float:
        """From the last answer to the filled form: the result and the consent between them are touched at once."""
        form = next(at for at, wait in enumerate(self.waits) if wait.to == "Form")
        last = max(at for at, wait in enumerate(self.waits[:form]) if wait.at == "Asking")
        return sum(wait.seconds for wait in self.waits[last : form + 1])

    @property
    def to_printer(self) -> float:
        """From the touch that prints to the certificate at the printer."""
        return self.arrived - next(wait.began for wait in self.waits if wait.after == _PRINT)

    @property
    def longest(self) -> Wait:
        """The longest single wait."""
        return max(self.waits, key=lambda wait: wait.seconds)


def errands(hall: WholeHall, catalogue: Catalogue, visits: int = VISITS) -> list[Errand]:
    """Play E01 so often. Raises `Stuck`, `Refused`."""
    it = scenario(catalogue, _CODE)
    return [_errand(hall, catalogue, it) for _ in range(visits)]


def scenario(catalogue: Catalogue, code: ScenarioCode) -> Scenario:
    """Give a scenario of the catalogue."""
    return next(one for one in catalogue.scenarios if one.code == code)


def _errand(hall: WholeHall, catalogue: Catalogue, it: Scenario) -> Errand:
    before = len(_papers(hall, it))
    visit = Visit(catalogue, it, hall.rig.post, hall.rig.get, LOOK_SECONDS)
    visit.play()
    arrived = _papers(hall, it)[before:]
    if len(arrived) != 1:
        raise Stuck(f"{it.code}: one paper was to come out, it were {len(arrived)}")
    return Errand(visit.glass.waits, arrived[0])


def _papers(hall: WholeHall, it: Scenario) -> list[float]:
    return [float(paper["arrived"]) for paper in hall.rig.get(f"/api/papers/{it.place}")["papers"]]


def measures_of(visits: Sequence[Errand]) -> list[Measure]:
    """Hold the worst of the visits against what was promised; name its longest wait."""
    slowest = max(visits, key=lambda visit: visit.in_all)
    wait = slowest.longest
    return [
        within(MOST_IN_ALL, f"E01: waiting for the machine, most of {len(visits)}", slowest.in_all, "s"),
        shown(f"E01: of it the longest, {wait.at} to {wait.to}", wait.seconds, "s"),
        within(MOST_TO_FORM, "E01: last answer to filled form, most", max(one.to_form for one in visits), "s"),
        within(MOST_TO_PRINTER, "E01: tap to certificate at printer, most", max(one.to_printer for one in visits), "s"),
    ]
