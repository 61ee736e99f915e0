"""Many days under several policies, on all processors. A process runs whole days and gives back their tallies."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from caller.domain.days import Figures, Plan, Tally, Way, draw, figures, merged, run, tally


@dataclass(frozen=True, slots=True)
class Ran:
    """The days of one plan under one way of running the hall."""

    way: Way
    figures: Figures


@dataclass(frozen=True, slots=True)
class _Task:
    plan: Plan
    ways: tuple[Way, ...]
    seed: int


def run_days(plan: Plan, ways: Sequence[Way], seeds: Sequence[int], *, bound: int = 5) -> list[Ran]:
    """Run every seed's day under every way; all ways see the same people. Rows in the order of `ways`."""
    tasks = [_Task(plan, tuple(ways), seed) for seed in seeds]
    processes = min(len(tasks), len(os.sched_getaffinity(0)))
    if processes == 1:
        days = [_work(task) for task in tasks]
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            days = list(pool.map(_work, tasks, chunksize=max(1, len(tasks) // (processes * 8))))
    return [
        Ran(way, figures(merged(day[at] for day in days), lasts=plan.lasts, bound=bound)) for at, way in enumerate(ways)
    ]


def _work(task: _Task) -> list[Tally]:
    visits = draw(task.plan, task.seed)
    return [tally(run(task.plan.fixed() if way.fixed else task.plan, visits, way.policy)) for way in task.ways]
