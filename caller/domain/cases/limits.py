"""The clock of a case (限时办结, T-01): when it starts, when it ends, what its pauses do.

The day of acceptance is day 0; what begins outside working hours starts with the next working morning (K-06). Working
days move by the working days of a pause; hours and minutes count in working time alone, without noon and nights.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from broker.catalogue.services import Package, Service, Situation
from caller.domain.calendar import HallCalendar
from caller.domain.cases.case import Pause
from caller.domain.cases.words import Limit


def limit_of(service: Service, situation: Situation) -> Limit:
    """Give the promised limit of a service in one situation."""
    if service.promised_hours is not None:
        return Limit("hours", service.promised_hours)
    if service.promised_minutes is not None:
        return Limit("minutes", service.promised_minutes)
    return Limit("working_days", service.promised_of(situation))


def limit_of_package(package: Package) -> Limit:
    """Give the promised limit of a package as a whole (P-05)."""
    return Limit("working_days", package.promised)


def clock_start(calendar: HallCalendar, at: datetime) -> datetime:
    """Give when the clock of what begins at `at` starts: at once in a working day, else the next working morning."""
    spans = calendar.working_spans(calendar.day_of(at))
    if spans and at < spans[-1][1]:
        return max(at, spans[0][0])
    return calendar.working_spans(calendar.next_workday(calendar.day_of(at)))[0][0]


def due_of(calendar: HallCalendar, limit: Limit, starts_at: datetime, pauses: Iterable[Pause] = ()) -> datetime:
    """Give the end of the limit: the close of the last working day, or the very minute of hours and minutes."""
    ended = [(pause.began_at, pause.ended_at) for pause in pauses if pause.ended_at is not None]
    if limit.unit == "working_days":
        paused = sum(calendar.working_days_between(calendar.day_of(a), calendar.day_of(b)) for a, b in ended)
        last = calendar.working_day_after(calendar.day_of(starts_at), limit.amount + paused)
        return end_of_day(calendar, last)
    promised = timedelta(hours=limit.amount) if limit.unit == "hours" else timedelta(minutes=limit.amount)
    return working_time_after(calendar, starts_at, sum((_worked(calendar, a, b) for a, b in ended), promised))


def end_of_day(calendar: HallCalendar, day: date) -> datetime:
    """Give when the hall's work ends on a day; on a day off, on the working day before it."""
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return calendar.working_spans(day)[-1][1]


def working_time_after(calendar: HallCalendar, at: datetime, left: timedelta) -> datetime:
    """Give the moment when `left` of working time has passed since `at`."""
    day = calendar.day_of(at)
    while True:
        for start, end in calendar.working_spans(day):
            begin = max(start, at)
            if begin < end and begin + left <= end:
                return begin + left
            left -= max(timedelta(), end - begin)
        day = calendar.next_workday(day)


def _worked(calendar: HallCalendar, start: datetime, end: datetime) -> timedelta:
    day, worked = calendar.day_of(start), timedelta()
    while day <= calendar.day_of(end):
        for opens, closes in calendar.working_spans(day):
            worked += max(timedelta(), min(closes, end) - max(opens, start))
        day += timedelta(days=1)
    return worked
