"""Why this ticket, here, now: the choice of `Dispatch.pick` once more, at leisure, with what decided it.

A reason is a code and one figure; the console makes a sentence of it that a citizen accepts. Every reason is a fact of
the moment of the call, so it is kept with the call and not worked out later.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from caller.domain.tickets.dispatch.dispatch import Dispatch
from caller.domain.tickets.dispatch.line import Line, Waiting

Code = Literal[
    "sent_here",  # to this very window
    "known_clerk",  # the visitor was with this window's clerk before
    "helps",  # another window's line, figure: minutes its longest waits
    "overtaken",  # may not be overtaken again, figure: how often it was
    "share",  # the priority tickets of the line have had their share of its calls
    "class",  # its class goes before others, detail: which
    "longest_waiting",  # nobody this window may call waits longer
    "long_line",  # so many wait in this line, figure: people
    "short_matter",  # it takes little time, figure: minutes
    "waited",  # figure: minutes
    "not_served_here",  # the other's line is none of this window's, detail: that line
    "came_earlier",  # in the same line, before the other
    "waited_longer",  # weighed over all this window's lines
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. As text it is what the journal keeps: `class:green`, `waited:12`."""

    code: Code
    figure: float | None = None
    detail: str | None = None

    def __str__(self) -> str:
        if self.detail is not None:
            return f"{self.code}:{self.detail}"
        return self.code if self.figure is None else f"{self.code}:{round(self.figure, 1):g}"


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call and why."""

    waiting: Waiting
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who would go from one line, and what its score is made of: class and wait, matter, length of the line."""

    waiting: Waiting
    value: float
    root: float
    urge: float
    lost: float = 0.0
    way: Code | None = None

    @property
    def score(self) -> float:
        """What `Dispatch.pick` compares."""
        return self.value * self.root - self.lost + self.urge

    @property
    def order(self) -> tuple[float, float, int]:
        """The greatest score first, then who came earlier."""
        return _order(self.score, self.waiting)


def _order(score: float, waiting: Waiting) -> tuple[float, float, int]:
    return (-score, waiting.since, waiting.rank)


def candidates(hall: Dispatch, at: int, now: float) -> list[Candidate]:
    """Give who could be called at a window, one of each line, with the parts of their scores."""
    window = hall.windows[at]
    starts = hall.head_starts(now)
    weight = hall.policy.help if len(window.lines) > 1 else 0.0
    found: list[Candidate] = []

    def stand(line: Line, index: int, lost: float, way: Code | None) -> None:
        if len(line):
            waiting, value = hall.first(line, now, starts)
            found.append(Candidate(waiting, value, hall.roots[index], hall.urge(index, weight), lost, way))

    for place, index in enumerate(window.lines):
        stand(hall.lines[index], index, hall.policy.preference * place, None)
    helped = hall.helped(window, now)
    for place, index in enumerate(helped, start=len(window.lines)):
        stand(hall.lines[index], index, hall.policy.preference * place, "helps")
    for index, waiting, value in hall.sent_to(at, now, starts):
        found.append(Candidate(waiting, value, hall.roots[index], hall.urge(index, weight), 0.0, "sent_here"))
    for waiting in hall.acquainted(at):
        minutes = now - waiting.since + starts[waiting.kind] + hall.policy.first_contact
        root, urge = hall.roots[waiting.line], hall.urge(waiting.line, weight)
        found.append(Candidate(waiting, hall.weights[waiting.kind] * minutes, root, urge, 0.0, "known_clerk"))
    return found


def choose(hall: Dispatch, at: int, now: float) -> Choice | None:
    """Give who is next at a window, with the reasons; None when nobody waits that it may call."""
    found = candidates(hall, at, now)
    if not found:
        return None
    best = min(found, key=lambda one: one.order)
    return Choice(best.waiting, tuple(_reasons(hall, found, best, now)))


def _reasons(hall: Dispatch, found: list[Candidate], best: Candidate, now: float) -> Iterator[Reason]:
    waiting = best.waiting
    line = hall.line_of(waiting)
    terms = hall.policy.classes[waiting.kind]
    if best.way is not None:
        yield Reason(best.way, hall.longest(line, now) if best.way == "helps" else None)
    if line.order and line.overtaken >= hall.most and waiting is line.order[0]:
        yield Reason("overtaken", line.overtaken)
    elif best.way != "known_clerk" and _held_back(hall, line, waiting):
        yield Reason("share", hall.policy.priority_share)
    if not terms.ordinary:
        yield Reason("class", detail=terms.name)
    if all(_none_before(hall.line_of(one.waiting), waiting) for one in found):
        yield Reason("longest_waiting")
    elif _decided(found, best, lambda one: one.value * one.root - one.lost):
        yield Reason("long_line", len(hall.lines[waiting.line]))
    elif _decided(found, best, lambda one: one.value - one.lost + one.urge):
        yield Reason("short_matter", hall.lines[waiting.line].minutes)
    yield Reason("waited", now - waiting.since)


def _none_before(line: Line, waiting: Waiting) -> bool:
    return all((waiting.since, waiting.rank) <= heads[0][:2] for heads in line.by_class if heads)


def _held_back(hall: Dispatch, line: Line, waiting: Waiting) -> bool:
    """Tell whether an ordinary ticket goes because priority ones of its line had their share."""
    if waiting.kind not in hall.ordinary or not hall.spent(line):
        return False
    return any(heads for kind, heads in enumerate(line.by_class) if kind not in hall.ordinary)


def _decided(found: list[Candidate], best: Candidate, without: Callable[[Candidate], float]) -> bool:
    """Tell whether another would have gone if one part of the score did not count."""
    return min(found, key=lambda one: _order(without(one), one.waiting)) is not best


def before(hall: Dispatch, at: int, called: Waiting, other: Waiting, now: float) -> tuple[Reason, ...]:
    """Answer "why was that ticket called before me?": to be asked before `called` leaves its line."""
    return tuple(_before(hall, at, called, other, now))


def _before(hall: Dispatch, at: int, called: Waiting, other: Waiting, now: float) -> Iterator[Reason]:
    window = hall.windows[at]
    if other.line not in (*window.lines, *hall.helped(window, now)) or other.only not in (None, at):
        yield Reason("not_served_here", detail=hall.lines[other.line].code)
        return
    found = candidates(hall, at, now)
    best = next((one for one in found if one.waiting is called), None)
    if best is None:
        return
    for reason in _reasons(hall, found, best, now):
        if reason.code in ("sent_here", "known_clerk", "helps", "overtaken", "share", "class"):
            yield reason
    yield from _compared(hall, found, best, other, now)


def _compared(hall: Dispatch, found: list[Candidate], best: Candidate, other: Waiting, now: float) -> Iterator[Reason]:
    called = best.waiting
    same = called.line == other.line
    if (called.since, called.rank) < (other.since, other.rank):
        yield Reason("came_earlier" if same else "waited_longer", other.since - called.since)
        return
    rival = next((one for one in found if one.waiting.line == other.line and one.way is None), None)
    if same or rival is None:
        return
    if best.urge > rival.urge and best.value * best.root - best.lost < rival.value * rival.root - rival.lost:
        yield Reason("long_line", len(hall.lines[called.line]))
    elif best.root > rival.root:
        yield Reason("short_matter", hall.lines[called.line].minutes)
    yield Reason("waited", now - called.since)
