"""Bench `dispatch`: the adopted policy against what halls run, on the reference day; and what one choice costs.

All policies see the same people on the same days. The floor is fixed windows with first come first served, or longest
wait first where the question is what a preference costs others; both are run beside it. Promises are counted from the
calls, not asked of dispatch. The days are run on all processors, the cost of a choice on one.
"""

import time
from collections.abc import Sequence
from random import Random

from caller.domain.days import ADOPTED, POLICIES, Figures
from caller.domain.tickets.dispatch import Dispatch, Line, Waiting, Window, choose
from scripts.hallctl.bench.measures import Measure, at_most, none_of, percentile, shown, within
from scripts.hallctl.days import reference_plan, run_days

DAYS = 120
MIDDLE, LIGHT, HEAVY = 0.87, 0.80, 0.93
QUEUES, CALLS = 23, 2_000
FEW, MANY = (200, 64), (20_000, 2_000)
"""People waiting, windows."""

Rows = dict[str, Figures]


def run(days: int = DAYS) -> list[Measure]:
    """Run the bench: some two minutes on two idle processors."""
    seeds = range(days)
    middle = _rows(MIDDLE, seeds, ("fixed", "longest", "free", "adopted", "keen"))
    return [
        *against_fixed(middle, "free", "without promises, "),
        *against_fixed(middle, "adopted", ""),
        *at_other_loads(seeds),
        *against_longest(middle, "free", "without promises, "),
        *against_longest(middle, "adopted", ""),
        *price(middle),
        *keener(middle),
        *cost_of_a_choice(),
    ]


def _rows(load: float, seeds: Sequence[int], names: Sequence[str]) -> Rows:
    ran = run_days(reference_plan(load), [POLICIES[name] for name in names], seeds)
    return {row.way.name: row.figures for row in ran}


def against_fixed(rows: Rows, name: str, how: str) -> list[Measure]:
    """Hold waits at the middle load against fixed windows."""
    ours, fixed = rows[name], rows["fixed"]
    return [
        at_most(0.50, f"dispatch: {how}mean wait at {MIDDLE:g}", ours.mean, "min", fixed.mean),
        at_most(0.50, f"dispatch: {how}p95 at {MIDDLE:g}", ours.p95, "min", fixed.p95),
        at_most(0.35, f"dispatch: {how}over 30 min at {MIDDLE:g}", ours.over_30 * 100, "%", fixed.over_30 * 100),
    ]


def at_other_loads(seeds: Sequence[int]) -> list[Measure]:
    """Hold the 95th percentile on quieter and on busier days against fixed windows."""
    found: list[Measure] = []
    for load, bound in ((LIGHT, 0.40), (HEAVY, 0.62)):
        rows = _rows(load, seeds, ("fixed", "free", "adopted"))
        for name, how in (("free", "without promises, "), ("adopted", "")):
            ours, fixed = rows[name], rows["fixed"]
            found.append(at_most(bound, f"dispatch: {how}p95 at {load:g}", ours.p95, "min", fixed.p95))
            found.append(shown(f"dispatch: {how}priority p95 at {load:g}", ours.priority_p95, "min"))
        found.append(none_of(f"dispatch: overtaken more than 5 times at {load:g}", rows["adopted"].overtaken_over))
    return found


def against_longest(rows: Rows, name: str, how: str) -> list[Measure]:
    """Hold what the priority class gains, and what the others pay for it, against longest wait first."""
    ours, longest = rows[name], rows["longest"]
    return [
        at_most(1.30, f"dispatch: {how}ordinary p95", ours.ordinary_p95, "min", longest.ordinary_p95),
        at_most(0.10, f"dispatch: {how}priority p95", ours.priority_p95, "min", longest.priority_p95),
        at_most(1.00, f"dispatch: {how}spread of the matters' means", ours.fairness, "", longest.fairness),
    ]


def price(rows: Rows) -> list[Measure]:
    """Count broken promises and show what keeping them costs."""
    free, kept = rows["free"], rows["adopted"]
    return [
        none_of("dispatch: overtaken more than 5 times", kept.overtaken_over),
        shown("dispatch: most overtakings of one ticket", kept.overtaken_most, "", aim="<= 5"),
        shown("dispatch: the same without promises", free.overtaken_most, f"({free.overtaken_over} over 5)"),
        shown("dispatch: price of the promises, mean wait", kept.mean - free.mean, "min"),
        shown("dispatch: price of the promises, ordinary p95", kept.ordinary_p95 - free.ordinary_p95, "min"),
        shown("dispatch: price of the promises, priority p95", kept.priority_p95 - free.priority_p95, "min"),
        shown("dispatch: price of the promises, appointment p95", kept.appointment_p95 - free.appointment_p95, "min"),
        shown("dispatch: tickets that waited", kept.tickets, "each"),
    ]


def keener(rows: Rows) -> list[Measure]:
    """Show what is gained, and at whose cost, where short matters and long lines count more than adopted."""
    keen, fixed = rows["keen"], rows["fixed"]
    return [
        at_most(0.50, f"dispatch: keener, mean wait at {MIDDLE:g}", keen.mean, "min", fixed.mean),
        at_most(0.50, f"dispatch: keener, p95 at {MIDDLE:g}", keen.p95, "min", fixed.p95),
        at_most(0.35, f"dispatch: keener, over 30 min at {MIDDLE:g}", keen.over_30 * 100, "%", fixed.over_30 * 100),
        *against_longest(rows, "keen", "keener, "),
    ]


def cost_of_a_choice() -> list[Measure]:
    """Time a reasoned choice with the call that follows it, in a hall of one size and of a hundred times that."""
    few, many = (choice_seconds(*size) * 1e6 for size in (FEW, MANY))
    return [
        within(100, f"dispatch: one choice, {FEW[0]:,} waiting, {FEW[1]:,} windows", few, "µs", aim="100 µs"),
        at_most(3.0, f"dispatch: one choice, {MANY[0]:,} waiting, {MANY[1]:,} windows", many, "µs", few),
    ]


def choice_seconds(waiting: int, windows: int) -> float:
    """Give the median seconds of a choice with its reasons, and of the call, while so many wait."""
    random = Random("choices")  # noqa: S311 - the same hall at every run
    hall = _hall(random, windows)
    number = 0
    for number in range(waiting):
        hall.join(_visitor(random, number, number * 60 / waiting))
    now, seconds = 60.0, list[float]()
    for _ in range(CALLS):
        at = random.randrange(windows)
        now += 0.01
        began = time.perf_counter()
        choice = choose(hall, at, now)
        if choice is None:
            continue
        hall.called(choice.waiting)
        seconds.append(time.perf_counter() - began)
        number += 1
        hall.join(_visitor(random, number, now))
    return percentile(seconds, 0.5)


def _hall(random: Random, windows: int) -> Dispatch:
    """Give a hall of 23 queues: of eight windows one takes all of them, the others one to three."""
    lines = [Line(f"L{at}", len(ADOPTED.classes), minutes=random.uniform(4, 40)) for at in range(QUEUES)]
    desks = [
        Window(f"W{at}", tuple(random.sample(range(QUEUES), QUEUES if at % 8 == 0 else 1 + at % 3)), at % 8 == 0)
        for at in range(windows)
    ]
    hall = Dispatch(ADOPTED, lines, desks)
    for at in range(windows):
        hall.seat(at, f"C{at}")
        hall.open(at)
    return hall


def _visitor(random: Random, number: int, since: float) -> Waiting:
    kind = random.choices(range(len(ADOPTED.classes)), (0.73, 0.12, 0.15))[0]
    return Waiting(f"t{number}", random.randrange(QUEUES), kind, since, number)
