"""When the hall works: working days with moved workdays and holidays, hours, extended hours, working time counted."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from broker.catalogue import Catalogue
from broker.catalogue.entry import ClockSpan
from broker.terms import QueueLetter

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD_DAYS = 30
_SATURDAY = 5


class HallCalendar:
    """The hall's own calendar. Times come and go in UTC; days are the hall's."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take hours, holidays, moved workdays and the time zone from the catalogue."""
        self._hours = catalogue.hall.hours
        self._holidays = frozenset(catalogue.calendar.holidays)
        self._moved = frozenset(catalogue.calendar.workdays_moved)
        self._weekend = frozenset(_WEEKDAYS.index(day) for day in catalogue.calendar.weekend)
        self._known: dict[tuple[date, bool], tuple[tuple[datetime, datetime], ...]] = {}
        self.zone = ZoneInfo(catalogue.hall.timezone)

    def local(self, at: datetime) -> datetime:
        """Give `at` on the clocks of the hall."""
        return at.astimezone(self.zone)

    def day_of(self, at: datetime) -> date:
        """Give the hall's day at `at`."""
        return self.local(at).date()

    def is_workday(self, day: date) -> bool:
        """Tell whether the hall works that day."""
        if day in self._moved:
            return True
        return day not in self._holidays and day.weekday() not in self._weekend

    def is_open(self, at: datetime, queue: QueueLetter | None = None) -> bool:
        """Tell whether tickets are given at `at`: of `queue`, or of any queue at all."""
        return any(start <= at < end for start, end in self._spans(self.day_of(at), queue))

    def next_opening(self, at: datetime, queue: QueueLetter | None = None) -> datetime | None:
        """Give when tickets are next given, in UTC; None when not within a month."""
        day = self.day_of(at)
        for ahead in range(_LOOK_AHEAD_DAYS):
            starts = [start for start, _ in self._spans(day + timedelta(days=ahead), queue) if start > at]
            if starts:
                return min(starts)
        return None

    @property
    def mark(self) -> str:
        """A fingerprint of the working days: when it changes, dates that were counted by it may move."""
        days = [sorted(self._weekend), sorted(map(str, self._holidays)), sorted(map(str, self._moved))]
        return hashlib.sha256(repr(days).encode()).hexdigest()[:16]

    def working_day_after(self, day: date, working_days: int) -> date:
        """Give the `working_days`-th working day after `day`, which itself is day 0 (T-01); `day` for none."""
        for _ in range(working_days):
            day = self.next_workday(day)
        return day

    def next_workday(self, day: date) -> date:
        """Give the first working day after `day`."""
        day += timedelta(days=1)
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; 0 where `end` is not later."""
        return sum(self.is_workday(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))

    def working_spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Give the working time of a day in UTC, noon left out, extended hours too; empty on a day off."""
        midnight = datetime.combine(day, time(), self.zone)
        spans = sorted(self._hours.workdays, key=lambda span: span.start) if self.is_workday(day) else ()
        return tuple(((midnight + s.start).astimezone(UTC), (midnight + s.end).astimezone(UTC)) for s in spans)

    def _spans(self, day: date, queue: QueueLetter | None) -> tuple[tuple[datetime, datetime], ...]:
        extended = queue is None or queue in self._hours.extended_queues
        known = self._known.get((day, extended))
        if known is None:
            known = self._known[day, extended] = tuple(self._work_out(day, extended=extended))
        return known

    def _work_out(self, day: date, *, extended: bool) -> Iterator[tuple[datetime, datetime]]:
        spans: tuple[ClockSpan, ...] = ()
        if self.is_workday(day):
            spans = self._hours.workdays + (self._hours.extended if extended else ())
        elif extended and day.weekday() == _SATURDAY and day not in self._holidays:
            spans = self._hours.extended_saturday
        midnight = datetime.combine(day, time(), self.zone)
        for span in spans:
            yield (midnight + span.start).astimezone(UTC), (midnight + span.end).astimezone(UTC)
