"""The simulator against queueing theory: where a formula is exact, it lies in the simulator's 95 % interval.

Each check runs independent stretches of a hall of equal windows and one line, leaves the first part of each out (the
hall starts empty), and holds the formula against the interval of the stretches' means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, factorial, inf, sqrt
from random import Random
from statistics import fmean, stdev

import pytest

from caller.domain.days import Desk, Matter, Plan, Run, Visit, run
from caller.domain.tickets.dispatch import ClassTerms, Policy

WINDOWS, MINUTES = 4, 5.0
STRETCHES, VISITS, WARM = 20, 3_000, 600
T_95 = 2.093
"""Student's t for 19 degrees of freedom."""

FIRST_COME = Policy(classes=(ClassTerms(name="all", ordinary=True),))
STRICT = Policy(
    classes=(
        ClassTerms(name="first", head_start=2e9),
        ClassTerms(name="second", head_start=1e9),
        ClassTerms(name="last", ordinary=True),
    )
)
SLOPES = (4.0, 2.0, 1.0)
ACCUMULATING = Policy(
    classes=(
        ClassTerms(name="first", weight=SLOPES[0]),
        ClassTerms(name="second", weight=SLOPES[1]),
        ClassTerms(name="last", weight=SLOPES[2], ordinary=True),
    )
)
SHARES = (0.2, 0.3, 0.5)


@dataclass(frozen=True)
class Stretch:
    """Waits of the visits after the warm-up, by class, and how many of them gave up."""

    waits: tuple[list[float], ...]
    gave_up: int

    @property
    def all(self) -> list[float]:
        return [wait for waits in self.waits for wait in waits]


def stretch(load: float, policy: Policy, seed: int, patience: float = inf) -> Stretch:
    random = Random(f"theory-{seed}-{load}")
    visits: list[Visit] = []
    at = 0.0
    for _ in range(VISITS):
        at += random.expovariate(load * WINDOWS / MINUTES)
        kind = random.choices(range(len(policy.classes)), SHARES[: len(policy.classes)])[0]
        stays = random.expovariate(1 / patience) if patience < inf else inf
        visits.append(Visit(at, at, 0, kind, random.expovariate(1 / MINUTES), patience=stays))
    desks = tuple(Desk(code=f"w{number}", matters=(0,), fixed=0) for number in range(WINDOWS))
    matters = (Matter(code="all", share=1.0, minutes=MINUTES, cv=1.0),)
    return seen(run(Plan(matters=matters, desks=desks, tickets=VISITS, lasts=at), visits, policy), len(policy.classes))


def seen(done: Run, classes: int) -> Stretch:
    waits: tuple[list[float], ...] = tuple([] for _ in range(classes))
    gave_up = 0
    for number, visit in list(enumerate(done.visits))[WARM:]:
        gave_up += done.called[number] == inf
        waits[visit.kind].append(min(done.called[number] - visit.at, visit.patience))
    return Stretch(waits, gave_up)


def agrees(theory: float, values: Sequence[float]) -> None:
    half = T_95 * stdev(values) / sqrt(len(values))
    assert abs(fmean(values) - theory) <= half, f"theory {theory:.4f}, simulated {fmean(values):.4f} ± {half:.4f}"


def erlang_c(load: float) -> float:
    a = load * WINDOWS
    waiting = a**WINDOWS / factorial(WINDOWS) / (1 - load)
    return waiting / (sum(a**k / factorial(k) for k in range(WINDOWS)) + waiting)


@pytest.mark.req("Q-05")
@pytest.mark.parametrize("load", [0.5, 0.7, 0.85])
def test_erlang_c(load: float) -> None:
    stretches = [stretch(load, FIRST_COME, seed) for seed in range(STRETCHES)]
    spare = WINDOWS * (1 - load) / MINUTES
    agrees(erlang_c(load) / spare, [fmean(one.all) for one in stretches])
    agrees(erlang_c(load), [fmean(wait > 0 for wait in one.all) for one in stretches])
    agrees(erlang_c(load) * exp(-spare * 5), [fmean(wait > 5 for wait in one.all) for one in stretches])


def erlang_a(load: float, patience: float) -> tuple[float, float]:
    """The mean wait of all who come, and the share of those who give up."""
    rate = load * WINDOWS / MINUTES
    chances = [1.0]
    for people in range(1, 400):
        leaving = min(people, WINDOWS) / MINUTES + max(0, people - WINDOWS) / patience
        chances.append(chances[-1] * rate / leaving)
    whole = sum(chances)
    queue = sum(max(0, people - WINDOWS) * chance for people, chance in enumerate(chances)) / whole
    return queue / rate, queue / patience / rate


@pytest.mark.req("Q-05")
@pytest.mark.parametrize("load", [0.7, 0.9, 1.2])
def test_erlang_a(load: float) -> None:
    patience = 8.0
    stretches = [stretch(load, FIRST_COME, seed, patience) for seed in range(STRETCHES)]
    wait, gave_up = erlang_a(load, patience)
    agrees(wait, [fmean(one.all) for one in stretches])
    agrees(gave_up, [one.gave_up / (VISITS - WARM) for one in stretches])


def cobham(load: float) -> list[float]:
    base = erlang_c(load) * MINUTES / WINDOWS
    upto = [load * sum(SHARES[: k + 1]) for k in range(len(SHARES))]
    return [base / ((1 - (upto[k - 1] if k else 0.0)) * (1 - upto[k])) for k in range(len(SHARES))]


def kleinrock(load: float) -> list[float]:
    """Accumulating priorities: a class waits W = (W₀/(1-ρ) - Σ_slower ρW(1-b'/b)) / (1 - Σ_faster ρ(1-b/b'))."""
    base = erlang_c(load) * MINUTES / WINDOWS / (1 - load)
    waits = [0.0] * len(SHARES)
    for k in reversed(range(len(SHARES))):
        slower = sum(load * SHARES[i] * waits[i] * (1 - SLOPES[i] / SLOPES[k]) for i in range(k + 1, len(SHARES)))
        faster = sum(load * SHARES[i] * (1 - SLOPES[k] / SLOPES[i]) for i in range(k))
        waits[k] = (base - slower) / (1 - faster)
    return waits


@pytest.mark.req("Q-05")
@pytest.mark.parametrize("load", [0.5, 0.7, 0.85])
@pytest.mark.parametrize(("policy", "theory"), [(STRICT, cobham), (ACCUMULATING, kleinrock)])
def test_priorities(load: float, policy: Policy, theory: Callable[[float], list[float]]) -> None:
    stretches = [stretch(load, policy, seed) for seed in range(STRETCHES)]
    for kind, wait in enumerate(theory(load)):
        agrees(wait, [fmean(one.waits[kind]) for one in stretches])
