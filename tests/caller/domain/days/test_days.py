"""Days drawn from plans: the same people for every policy, rules of the day kept, figures counted as they say."""

from dataclasses import replace
from math import inf
from statistics import fmean

import pytest

from caller.domain.days import (
    ADOPTED,
    APPOINTMENT,
    LONGEST_WAIT_FIRST,
    ORDINARY,
    PRIORITY,
    Desk,
    Matter,
    Pause,
    Plan,
    Run,
    Visit,
    draw,
    figures,
    merged,
    overtakings,
    run,
    tally,
)
from scripts.hallctl.days import reference_plan

ONE = Plan(
    matters=(Matter(code="a", share=1.0, minutes=5.0, cv=1.0),),
    desks=(Desk(code="w", matters=(0,), fixed=0),),
    tickets=1,
    lasts=100,
)


def visit(at: float, minutes: float = 5.0, kind: int = ORDINARY, *, shows: bool = True) -> Visit:
    return Visit(at, at, 0, kind, minutes, shows)


def test_the_same_seed_draws_the_same_day() -> None:
    plan = reference_plan(0.87)
    assert draw(plan, 7) == draw(plan, 7)
    assert draw(plan, 7) != draw(plan, 8)


def test_a_reference_day_has_the_shares_it_is_written_with() -> None:
    plan = reference_plan(0.87)
    visits = [one for seed in range(12) for one in draw(plan, seed)]
    assert len(visits) / 12 == pytest.approx(3_500, rel=0.05)
    for kind, share in ((PRIORITY, 0.12), (APPOINTMENT, 0.15)):
        assert sum(one.kind == kind for one in visits) / len(visits) == pytest.approx(share, abs=0.005)
    assert sum(not one.shows for one in visits) / len(visits) == pytest.approx(0.08, abs=0.004)
    booked = [one for one in visits if one.kind == APPOINTMENT]
    assert fmean(one.at - one.since for one in booked) == pytest.approx(-6.4, abs=0.3)
    mean = sum(matter.share * matter.minutes for matter in plan.matters)
    assert fmean(one.minutes for one in visits) == pytest.approx(mean, rel=0.04)
    in_parts = [
        sum(part * 30 <= one.at < part * 30 + 30 for one in visits if one.kind != APPOINTMENT) for part in (2, 7)
    ]
    assert in_parts[0] / in_parts[1] == pytest.approx(1.4 / 0.55, rel=0.1)


def test_a_window_walks_serves_turns_around_and_goes_to_lunch() -> None:
    plan = replace(
        ONE,
        walk=0.5,
        turn_around=0.25,
        no_show_costs=1.0,
        desks=(replace(ONE.desks[0], pauses=(Pause(at=12, minutes=10),)),),
    )
    visits = [visit(0.0), visit(1.0, shows=False), visit(2.0), visit(3.0), visit(30.0)]
    done = run(plan, visits, LONGEST_WAIT_FIRST)
    # 0.5 + 5 + 0.25, then a no-show of 1 + 0.25, then a visit that ends at 12.75: lunch until 22 all the same
    assert done.called == [0.0, 5.75, 7.0, 22.0, 30.0]
    assert done.closed == 100


def test_windows_serve_who_waits_after_closing_time() -> None:
    done = run(ONE, [visit(98.0), visit(99.0), visit(99.5)], LONGEST_WAIT_FIRST)
    assert done.called == [98.0, 103.0, 108.0]
    assert done.closed == 113.0
    assert figures(tally(done), lasts=100).closes_late == 13.0


def test_who_has_no_patience_gives_up() -> None:
    visits = [visit(0.0), replace(visit(1.0), patience=2.0), visit(2.0)]
    done = run(ONE, visits, LONGEST_WAIT_FIRST)
    assert done.called == [0.0, inf, 5.0]
    assert (tally(done).gave_up, figures(tally(done), lasts=100).tickets) == (1, 2)


def test_overtakings_are_counted_from_the_calls() -> None:
    visits = [visit(float(at)) for at in range(5)]
    done = Run(visits, [0.0] * 5, [0] * 5, [3, 0, 4, 2, 1], 100)
    assert overtakings(done) == [1, 3, 2, 0, 0]


def test_figures_are_what_their_names_say() -> None:
    plan = replace(ONE, matters=(ONE.matters[0], replace(ONE.matters[0], code="b")))
    visits = [replace(visit(0.0, kind=kind), matter=at % 2) for at, kind in enumerate((0, 0, 1, 2) * 5)]
    calls = [float(at * 2) for at in range(20)]
    row = figures(tally(Run(visits, calls, [0] * 20, list(range(20)), 112.0)), lasts=plan.lasts, bound=5)
    assert (row.tickets, row.mean, row.p95, row.p99) == (20, 19.0, 36.0, 38.0)
    assert (row.over_15, row.over_30) == (12 / 20, 4 / 20)
    assert (row.ordinary_p95, row.priority_p95, row.appointment_p95) == (34.0, 36.0, 38.0)
    assert row.fairness == pytest.approx(1 / 19)
    assert (row.overtaken_most, row.overtaken_over, row.closes_late) == (0, 0, 12.0)


@pytest.mark.req("Q-05", "Q-10")
def test_on_busy_reference_days_no_promise_is_broken() -> None:
    plan = reference_plan(0.93)
    free, kept = (
        figures(merged(tally(run(plan, draw(plan, seed), policy)) for seed in range(3)), lasts=plan.lasts)
        for policy in (ADOPTED.unbounded, ADOPTED)
    )
    assert free.overtaken_most > 5
    assert (kept.overtaken_most, kept.overtaken_over) == (5, 0)
    assert kept.priority_p95 < kept.ordinary_p95 / 4


@pytest.mark.req("Q-05")
def test_the_adopted_policy_halves_the_waits_of_fixed_windows() -> None:
    plan = reference_plan(0.87)
    days = [draw(plan, seed) for seed in range(6)]
    fixed = figures(merged(tally(run(plan.fixed(), day, LONGEST_WAIT_FIRST)) for day in days), lasts=plan.lasts)
    adopted = figures(merged(tally(run(plan, day, ADOPTED)) for day in days), lasts=plan.lasts)
    assert adopted.tickets == fixed.tickets
    assert adopted.mean < fixed.mean / 2
    assert adopted.p95 < fixed.p95 / 2


def test_a_plan_is_put_at_a_load() -> None:
    plan = reference_plan(0.87).at_load(0.5)
    assert plan.at_load(1.0).tickets == pytest.approx(plan.tickets * 2)
