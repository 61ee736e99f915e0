"""What a day did to its visitors: waiting times by class, overtakings, fairness, when the doors closed.

Overtakings are counted anew from the calls: what dispatch says of itself is not believed. Waiting counts from the
later of arrival and booked time. Days are tallied one by one and merged, so that they can be run apart.
"""

from array import array
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil, inf
from statistics import fmean, pstdev

from caller.domain.days.plan import APPOINTMENT, ORDINARY, PRIORITY
from caller.domain.days.run import Run


def _floats() -> "array[float]":
    return array("d")


def _small() -> "array[int]":
    return array("H")


@dataclass(slots=True)
class Tally:
    """The tickets of one day or more, a column each; `over` how often the bound was broken; `closed` by day."""

    waits: "array[float]" = field(default_factory=_floats)
    kinds: "array[int]" = field(default_factory=_small)
    matters: "array[int]" = field(default_factory=_small)
    overtaken: "array[int]" = field(default_factory=_small)
    closed: "array[float]" = field(default_factory=_floats)
    gave_up: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table's row, minutes and shares. `fairness` is the spread of the matters' mean waits over the mean wait.

    `overtaken_most` is how often the unluckiest ticket was overtaken, `overtaken_over` how many were more often than 5
    times (or the bound that was asked for). `closes_late` is the mean of minutes after closing time.
    """

    tickets: int
    mean: float
    p95: float
    p99: float
    over_15: float
    over_30: float
    ordinary_p95: float
    priority_mean: float
    priority_p95: float
    priority_worst: float
    appointment_p95: float
    fairness: float
    overtaken_most: int
    overtaken_over: int
    closes_late: float


def tally(run: Run) -> Tally:
    """Take down what a run did. Who gave up is counted and waits no more."""
    found = Tally()
    overtaken = overtakings(run)
    for number, visit in enumerate(run.visits):
        if run.called[number] == inf:
            found.gave_up += 1
            continue
        found.waits.append(max(0.0, run.called[number] - visit.since))
        found.kinds.append(visit.kind)
        found.matters.append(visit.matter)
        found.overtaken.append(overtaken[number])
    found.closed.append(run.closed)
    return found


def merged(tallies: Iterable[Tally]) -> Tally:
    """Put days together."""
    whole = Tally()
    for one in tallies:
        whole.waits.extend(one.waits)
        whole.kinds.extend(one.kinds)
        whole.matters.extend(one.matters)
        whole.overtaken.extend(one.overtaken)
        whole.closed.extend(one.closed)
        whole.gave_up += one.gave_up
    return whole


def overtakings(run: Run) -> list[int]:
    """Count for every visit how many later arrivals for the same matter were called before it."""
    overtaken = [0] * len(run.visits)
    called: dict[int, list[int]] = {}
    for number in run.order:
        earlier_calls = called.setdefault(run.visits[number].matter, [])
        overtaken[number] = len(earlier_calls) - bisect_right(earlier_calls, number)
        insort(earlier_calls, number)
    return overtaken


def figures(whole: Tally, *, lasts: float, bound: int = 5) -> Figures:
    """Make a row of the tickets of one day or more that each `lasts` so many minutes."""
    waits = sorted(whole.waits)
    by_kind = [_of(whole, whole.kinds, kind) for kind in (ORDINARY, PRIORITY, APPOINTMENT)]
    means = [fmean(found) for matter in sorted(set(whole.matters)) if (found := _of(whole, whole.matters, matter))]
    mean = fmean(waits) if waits else 0.0
    return Figures(
        tickets=len(waits),
        mean=mean,
        p95=_percentile(waits, 0.95),
        p99=_percentile(waits, 0.99),
        over_15=_share_over(waits, 15.0),
        over_30=_share_over(waits, 30.0),
        ordinary_p95=_percentile(by_kind[ORDINARY], 0.95),
        priority_mean=fmean(by_kind[PRIORITY]) if by_kind[PRIORITY] else 0.0,
        priority_p95=_percentile(by_kind[PRIORITY], 0.95),
        priority_worst=max(by_kind[PRIORITY], default=0.0),
        appointment_p95=_percentile(by_kind[APPOINTMENT], 0.95),
        fairness=pstdev(means) / mean if mean else 0.0,
        overtaken_most=max(whole.overtaken, default=0),
        overtaken_over=sum(count > bound for count in whole.overtaken),
        closes_late=fmean(closed - lasts for closed in whole.closed) if whole.closed else 0.0,
    )


def _of(whole: Tally, column: "array[int]", value: int) -> list[float]:
    return sorted(wait for wait, found in zip(whole.waits, column, strict=True) if found == value)


def _percentile(ordered: Sequence[float], share: float) -> float:
    """Give the smallest value that at least `share` of all do not exceed; 0 of none."""
    return ordered[max(0, ceil(len(ordered) * share) - 1)] if ordered else 0.0


def _share_over(ordered: Sequence[float], minutes: float) -> float:
    return (len(ordered) - bisect_right(ordered, minutes)) / len(ordered) if ordered else 0.0
