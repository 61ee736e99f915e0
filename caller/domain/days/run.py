"""A day from the first visitor to the last, thousands of times faster than life, through the hall's own dispatch.

It is told who comes and which windows there are, and gives when everybody was called, and where. Nothing is drawn here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf

from caller.domain.days.draw import Visit
from caller.domain.days.plan import Plan
from caller.domain.tickets.dispatch import Dispatch, Line, Policy, Waiting, Window

_FREE, _AWAY, _BACK, _GIVES_UP = range(4)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a day, by visit: the minute of the call (infinite for who gave up) and the window.

    `order` are the visits in the order they were called; `closed` is when the last window had done.
    """

    visits: Sequence[Visit]
    called: list[float]
    windows: list[int]
    order: list[int]
    closed: float


def floor_of(plan: Plan, policy: Policy) -> Dispatch:
    """Give the empty hall of a plan, its windows closed."""
    lines = [
        Line(matter.code, len(policy.classes), minutes=plan.window_minutes(at), share=matter.share)
        for at, matter in enumerate(plan.matters)
    ]
    windows = [Window(desk.code, desk.matters, desk.comprehensive) for desk in plan.desks]
    return Dispatch(policy, lines, windows)


def run(plan: Plan, visits: Sequence[Visit], policy: Policy) -> Run:
    """Run a day. `visits` are in the order of arrival; the classes of `policy` are those of the plan."""
    return _Day(plan, visits, policy).run()


class _Day:
    """The hall while the day goes on."""

    def __init__(self, plan: Plan, visits: Sequence[Visit], policy: Policy) -> None:
        """Set everything up; windows open at their time."""
        self.plan = plan
        self.visits = visits
        self.floor = floor_of(plan, policy)
        self.called = [inf] * len(visits)
        self.windows = [-1] * len(visits)
        self.order: list[int] = []
        self.closed = plan.lasts
        self.waiting: dict[int, Waiting] = {}
        self.pauses = [list(desk.pauses) for desk in plan.desks]
        self.due = [0] * len(plan.desks)
        self.events: list[tuple[float, int, int]] = [(desk.opens, _BACK, at) for at, desk in enumerate(plan.desks)]
        self.events += [(pause.at, _AWAY, at) for at, desk in enumerate(plan.desks) for pause in desk.pauses]
        heapify(self.events)

    def run(self) -> Run:
        """Let everything happen in its order; at one moment a window's news goes before an arrival."""
        events = self.events
        for number, visit in enumerate(self.visits):
            while events and events[0][0] <= visit.at:
                self._happen(*heappop(events))
            self._arrive(number, visit)
        while events:
            self._happen(*heappop(events))
        return Run(self.visits, self.called, self.windows, self.order, self.closed)

    def _arrive(self, number: int, visit: Visit) -> None:
        waiting = Waiting(str(number), visit.matter, visit.kind, visit.since, number)
        self.floor.join(waiting)
        at = self.floor.place(waiting, visit.at)
        if at is not None:
            self._call(at, waiting, visit.at)
        elif visit.patience < inf:
            self.waiting[number] = waiting
            heappush(self.events, (visit.at + visit.patience, _GIVES_UP, number))

    def _happen(self, now: float, what: int, at: int) -> None:
        if what == _FREE:
            self._free(at, now)
        elif what == _BACK:
            self.floor.open(at)
            self._free(at, now)
        elif what == _AWAY:
            self.due[at] += 1
            if self.floor.windows[at].idle_since is not None:
                self._go_away(at, now)
        elif at in self.waiting:
            self.floor.leave(self.waiting.pop(at))

    def _free(self, at: int, now: float) -> None:
        if self.due[at]:
            self._go_away(at, now)
            return
        waiting = self.floor.pick(at, now)
        if waiting is None:
            self.floor.windows[at].idle_since = now
        else:
            self._call(at, waiting, now)

    def _go_away(self, at: int, now: float) -> None:
        self.due[at] -= 1
        self.floor.close(at)
        pause = self.pauses[at].pop(0)
        heappush(self.events, (max(now, pause.at + pause.minutes), _BACK, at))

    def _call(self, at: int, waiting: Waiting, now: float) -> None:
        number = waiting.rank
        visit = self.visits[number]
        self.floor.called(waiting)
        self.waiting.pop(number, None)
        self.floor.windows[at].idle_since = None
        self.called[number], self.windows[number] = now, at
        self.order.append(number)
        plan = self.plan
        served = plan.walk + visit.minutes * plan.desks[at].slowness
        until = now + (served if visit.shows else plan.no_show_costs)
        self.closed = max(self.closed, until)
        heappush(self.events, (until + plan.turn_around, _FREE, at))
