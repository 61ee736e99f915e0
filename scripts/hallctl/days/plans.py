"""Plans of days: the reference day from its file, any hall's day from its catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import Field, TypeAdapter

from broker.catalogue import Catalogue
from broker.catalogue.entry import Entry, Share
from caller.domain.days import Desk, Matter, Pause, Plan

REFERENCE_DAY = Path(__file__).parents[3] / "config" / "days" / "reference_day.toml"
_HALL_CV = 0.7
"""How service times of one queue spread where nothing was learned yet: as those of the reference day do."""


class _Matter(Entry):
    share: Share
    cv: float = Field(ge=0)
    minutes: tuple[float, ...]


class _Window(Entry):
    matters: tuple[str, ...] = ()
    comprehensive_from: str | None = None
    fixed: str
    slowness: float = Field(gt=0)
    lunch: float


class _Appointments(Entry):
    share: Share
    every: float
    last: float
    early: float
    spread: float


class _Lunch(Entry):
    minutes: float


class _Day(Entry):
    tickets: int
    lasts: float
    loads: tuple[float, ...]
    profile: tuple[float, ...]
    no_show_share: Share
    no_show_costs: float
    priority_share: Share
    walk: float
    turn_around: float
    volume_sd: float
    service_sd: float
    appointments: _Appointments
    matters: Mapping[str, _Matter]
    lunch: _Lunch
    windows: Mapping[str, _Window]


def reference_plan(load: float, file: Path = REFERENCE_DAY) -> Plan:
    """Read the reference day at one of its loads. Raises ValueError for another load, OSError, pydantic's errors."""
    # TOML has whole numbers and lists where the model has floats and tuples
    day = TypeAdapter(_Day).validate_python(tomllib.loads(file.read_text(encoding="utf-8")), strict=False)
    if load not in day.loads:
        raise ValueError(f"load {load:g}: the day is written for {', '.join(f'{one:g}' for one in day.loads)}")
    at = day.loads.index(load)
    codes = list(day.matters)
    return Plan(
        matters=tuple(
            Matter(code=code, share=matter.share, minutes=matter.minutes[at], cv=matter.cv)
            for code, matter in day.matters.items()
        ),
        desks=tuple(_desk(code, window, codes, day.lunch.minutes) for code, window in day.windows.items()),
        tickets=day.tickets,
        lasts=day.lasts,
        profile=day.profile,
        no_show_share=day.no_show_share,
        no_show_costs=day.no_show_costs,
        priority_share=day.priority_share,
        appointment_share=day.appointments.share,
        appointment_every=day.appointments.every,
        appointment_last=day.appointments.last,
        appointment_early=day.appointments.early,
        appointment_spread=day.appointments.spread,
        walk=day.walk,
        turn_around=day.turn_around,
        volume_sd=day.volume_sd,
        service_sd=day.service_sd,
    )


def _desk(code: str, window: _Window, codes: list[str], lunch: float) -> Desk:
    matters = [codes.index(matter) for matter in window.matters]
    if window.comprehensive_from is not None:
        first = codes.index(window.comprehensive_from)
        matters = [*range(first, len(codes)), *range(first)]
    return Desk(
        code=code,
        matters=tuple(matters),
        fixed=codes.index(window.fixed),
        slowness=window.slowness,
        comprehensive=window.comprehensive_from is not None,
        pauses=(Pause(at=window.lunch, minutes=lunch),),
    )


def hall_plan(catalogue: Catalogue, load: float, like: Plan) -> Plan:
    """Make a day of a hall's own queues and windows at a load; habits (walk, classes, peaks) are those of `like`.

    Nothing is known of how many come for what: every queue is busy as its windows are many, a window of k queues
    giving each a k-th of its time.
    """
    letters = [queue.letter for queue in catalogue.queues]
    minutes = [float(queue.service_minutes) for queue in catalogue.queues]
    desks = tuple(
        Desk(
            code=counter.code,
            matters=tuple(letters.index(letter) for letter in counter.queues),
            fixed=letters.index(counter.queues[0]),
            comprehensive=counter.type == "comprehensive",
        )
        for counter in catalogue.counters
    )
    work = [sum(1 / len(desk.matters) for desk in desks if at in desk.matters) for at in range(len(letters))]
    visits = [windows / each for windows, each in zip(work, minutes, strict=True)]
    matters = tuple(
        Matter(code=letter, share=count / sum(visits), minutes=each, cv=_HALL_CV)
        for letter, count, each in zip(letters, visits, minutes, strict=True)
    )
    return replace(like, matters=matters, desks=desks, tickets=0.0).at_load(load)
