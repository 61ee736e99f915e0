"""One day, drawn from a plan and a seed: who comes when, for what, and how long it will take.

What happens to a visitor is drawn before anybody is called, so that two policies see the very same people.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import exp, inf, log, sqrt
from random import Random

from caller.domain.days.plan import APPOINTMENT, ORDINARY, PRIORITY, Plan


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor. `since` is the later of arrival and booked time; `patience` how long they stay uncalled."""

    at: float
    since: float
    matter: int
    kind: int
    minutes: float
    shows: bool = True
    patience: float = inf


def draw(plan: Plan, seed: int) -> list[Visit]:
    """Draw a day: the same seed gives the same day, whatever is done with it."""
    # nothing here is a secret: a day must be drawn again alike
    random = Random(f"day-{seed}")  # noqa: S311 - the same day at every run
    volume = _factor(random, plan.volume_sd)
    habits = _Habits.of(plan, _factor(random, plan.service_sd))
    times = _arrivals(plan, random, plan.tickets * volume)
    visits = [_visit(plan, random, at, habits) for at in times]
    visits.sort(key=lambda visit: visit.at)
    return visits


def _factor(random: Random, spread: float) -> float:
    """Give a factor of the day that is one on average."""
    return exp(random.gauss(-spread * spread / 2, spread))


def _arrivals(plan: Plan, random: Random, expected: float) -> list[float]:
    """Give the times of a Poisson process whose rate follows the profile."""
    part = plan.lasts / len(plan.profile)
    whole = sum(plan.profile)
    times: list[float] = []
    for number, weight in enumerate(plan.profile):
        rate = expected * weight / whole / part
        at = random.expovariate(rate) if rate else inf
        while at < part:
            times.append(number * part + at)
            at += random.expovariate(rate)
    return times


@dataclass(frozen=True, slots=True)
class _Habits:
    """What is the same for all visitors of a day."""

    cumulated: tuple[float, ...]
    minutes: tuple[float, ...]
    spreads: tuple[float, ...]

    @classmethod
    def of(cls, plan: Plan, pace: float) -> "_Habits":
        """Work out the day's means and spreads of the logarithms."""
        shares = tuple(accumulate(matter.share for matter in plan.matters))
        spreads = tuple(sqrt(log(1 + matter.cv**2)) for matter in plan.matters)
        middles = (
            matter.minutes * pace * exp(-spread * spread / 2)
            for matter, spread in zip(plan.matters, spreads, strict=True)
        )
        return cls(tuple(share / shares[-1] for share in shares), tuple(middles), spreads)


def _visit(plan: Plan, random: Random, at: float, habits: _Habits) -> Visit:
    """Draw one visitor; as many numbers are drawn whatever comes of them."""
    matter = min(bisect_right(habits.cumulated, random.random()), len(plan.matters) - 1)
    kind = _kind(plan, random.random())
    minutes = habits.minutes[matter] * exp(random.gauss(0.0, habits.spreads[matter]))
    shows = random.random() >= plan.no_show_share
    booked = int(random.random() * (plan.appointment_last // plan.appointment_every + 1)) * plan.appointment_every
    early = random.gauss(plan.appointment_early, plan.appointment_spread)
    if kind == APPOINTMENT:
        return Visit(booked + early, max(booked + early, booked), matter, kind, minutes, shows)
    return Visit(at, at, matter, kind, minutes, shows)


def _kind(plan: Plan, chance: float) -> int:
    if chance < plan.priority_share:
        return PRIORITY
    return APPOINTMENT if chance < plan.priority_share + plan.appointment_share else ORDINARY
