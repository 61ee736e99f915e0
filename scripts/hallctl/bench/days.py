"""A journal as a hall has it after many days, made quickly by the hall's own rules, codec and journal.

Every event is decided by `caller.domain` and written by the real journal, hash after hash; only the threads, the bus
and the answers are left out. About 10,000 events make a day, so a million are a hundred working days.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice

from broker.catalogue import Catalogue
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, StaffNo
from caller.adapters.journal import SqlJournal
from caller.application.ports import Batch, Row
from caller.domain import commands as c
from caller.domain.apply import apply
from caller.domain.decide import decide
from caller.domain.events import TicketCompleted
from caller.domain.hall import Hall
from caller.domain.refusals import Refusal
from caller.domain.tickets.ticket import TicketState
from scripts.hallctl.bench.seating import seats

EVENTS_A_DAY = 10_000
_BATCH = 2_000
_OPEN, _CLOSE = time(9), time(16, 45)
_NOON = (time(12), time(13))
_TIMER = c.Actor("timer", "hall")
_KIOSK = c.Actor("client", "K01")


@dataclass(slots=True)
class History:
    """Works a hall day after day. `now` is the hall's time; what happens is drawn from `randomness`."""

    hall: Hall
    randomness: random.Random
    now: datetime

    def all(self, days: Sequence[date], events: int) -> Iterator[Row]:
        """Work these days until there are so many events. Each row is given right after it was applied."""
        rows = chain.from_iterable((self.sit_down(), *(self.day(day) for day in days)))
        return islice(rows, events)

    def sit_down(self) -> Iterator[Row]:
        """Have a person sit down at every window."""
        counters = [counter.code for counter in self.hall.catalogue.counters]
        for code, staff in seats(self.hall.catalogue, counters).items():
            yield from self._do(c.SignIn(CounterCode(code), StaffNo(staff)), c.Actor("staff", staff))

    def day(self, day: date) -> Iterator[Row]:
        """Work one day from opening until shortly before closing."""
        zone = self.hall.calendar.zone
        self.now = datetime.combine(day, _OPEN, zone)
        close = datetime.combine(day, _CLOSE, zone)
        yield from self._do(c.BeginDay(day), _TIMER)
        pace = (close - self.now - timedelta(hours=1)).total_seconds() / EVENTS_A_DAY
        codes = [counter.code for counter in self.hall.catalogue.counters]
        queues = [queue.letter for queue in self.hall.catalogue.queues]
        while self.now < close:
            if _NOON[0] <= self.now.timetz().replace(tzinfo=None) < _NOON[1]:
                self.now = datetime.combine(day, _NOON[1], zone)
            for row in self._step(codes, queues):
                self.now += timedelta(seconds=pace)
                yield row
            self.now += timedelta(seconds=0.05)

    def _step(self, codes: Sequence[CounterCode], queues: Sequence[QueueLetter]) -> Iterator[Row]:
        if self.randomness.random() < 0.15:  # noqa: PLR2004 - enough visitors to keep the windows busy
            yield from self._arrive(self.randomness.choice(queues))
            return
        code = self.randomness.choice(codes)
        for row in self._do(self._work(code), c.Actor("staff", self.hall.counters[code].staff or "")):
            yield row
            if isinstance(row.event, TicketCompleted) and self.randomness.random() < 0.6:  # noqa: PLR2004 - most press
                yield from self._rate(code)

    def _arrive(self, queue: QueueLetter) -> Iterator[Row]:
        word = f"{self.randomness.getrandbits(72):018x}"
        yield from self._do(c.IssueTicket(queue, None, None, "zh-Hans", None, word), _KIOSK)
        newest = next(reversed(self.hall.tickets))
        yield from self._do(c.ReportSlip(newest, printed=True, fault=None), _KIOSK)
        yield from self._do(
            c.ReportVisit(
                kiosk=ClientCode(_KIOSK.code),
                outcome="ticket",
                last_screen="ticket",
                lasted_seconds=self.randomness.uniform(8, 70),
                language="zh-Hans",
                large=False,
                with_card=False,
            ),
            _KIOSK,
        )

    def _work(self, code: CounterCode) -> c.Command:
        counter = self.hall.counters[code]
        ticket = self.hall.tickets.get(counter.ticket_id) if counter.ticket_id is not None else None
        if ticket is not None:
            return self._with_visitor(code, arrived=ticket.state is TicketState.SERVING)
        asked = counter.last_serving
        if asked is not None and self.hall.servings[asked].state == "asking":
            return c.LapseRating(asked)
        return c.CallNext(code)

    def _rate(self, code: CounterCode) -> Iterator[Row]:
        asked = self.hall.counters[code].last_serving
        if asked is not None:
            stars = self.randomness.choice((5, 5, 5, 4))
            yield from self._do(c.Rate(asked, stars, (), "rater", code, None), c.Actor("client", "N-S01"))

    def _with_visitor(self, code: CounterCode, *, arrived: bool) -> c.Command:
        chance = self.randomness.random()
        if arrived:
            return c.Transfer(code, QueueLetter("T"), None, "领证") if chance < 0.02 else c.Complete(code)  # noqa: PLR2004
        if chance < 0.05:  # noqa: PLR2004 - few do not come
            return c.NoShow(code)
        return c.Recall(code) if chance < 0.1 else c.StartServing(code)  # noqa: PLR2004

    def _do(self, command: c.Command, actor: c.Actor) -> Iterator[Row]:
        try:
            events = decide(self.hall, command, actor, self.now.astimezone(UTC))
        except Refusal:
            return
        for event in events:
            apply(self.hall, event)
            yield Row(event, actor, None)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: events in all, the number of the snapshot's last event, and the hall's time at the end."""

    events: int
    snapshot_at: int
    ended_at: datetime


def write_history(
    database_url: str, code: HallCode, catalogue: Catalogue, *, events: int, after_snapshot: int, last_day: date
) -> Written:
    """Write `events` events into a new journal, the newest snapshot `after_snapshot` events before the end.

    The days are working days, the last of them near `last_day`, in whose midst the journal stops. Raises
    what the journal does.
    """
    hall = Hall(catalogue)
    days = working_days(hall, events // EVENTS_A_DAY, last_day)
    opening = datetime.combine(days[0], _OPEN, hall.calendar.zone)
    history = History(hall, random.Random(f"{last_day}"), opening)  # noqa: S311 - the same days at every run
    journal = SqlJournal(database_url, code, now=opening)
    waiting: list[Row] = []
    snapshot_at = 0
    for row in history.all(days, events):
        waiting.append(row)
        end = journal.seq + len(waiting)
        # a snapshot holds exactly the events written before it: the row in hand is applied already
        if len(waiting) == _BATCH or end in (events, events - after_snapshot):
            journal.append(Batch(waiting, {}))
            waiting = []
        if end == events - after_snapshot:
            journal.keep_snapshot(journal.seq, hall.state)
            snapshot_at = journal.seq
    journal.close()
    return Written(events, snapshot_at, history.now.astimezone(UTC))


def working_days(hall: Hall, count: int, last: date) -> list[date]:
    """Give the last `count` working days up to and with `last`, and one more to be sure."""
    found = [last]
    day = last
    while len(found) <= count:
        day -= timedelta(days=1)
        if hall.calendar.is_workday(day):
            found.append(day)
    return found[::-1]
