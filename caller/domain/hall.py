"""The state of the hall and its indexes, to look at. `apply` folds events into it, `decide` holds the rules."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from broker.catalogue import Catalogue
from broker.terms import ClientCode, CounterCode, DeviceCode, QueueLetter, ServingId, TicketId, VisitorKey
from caller.domain import events as e
from caller.domain.calendar import HallCalendar
from caller.domain.cases.book import CaseBook
from caller.domain.tickets.calling import dispatch_of
from caller.domain.tickets.counter import Counter, Serving
from caller.domain.tickets.dispatch import Waiting
from caller.domain.tickets.line import Line, Place
from caller.domain.tickets.ticket import OPEN, Ticket, TicketState


@dataclass(frozen=True, slots=True)
class KioskDay:
    """What one kiosk did today (K-16), by outcome and, for visits given up, by last screen."""

    visits: Mapping[str, int]
    given_up_on: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Outage:
    """One fault of a device or client, still going on while `ended_at` is None."""

    client: ClientCode
    device: DeviceCode | None
    what: str
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class HallState:
    """Everything that is remembered, as plain data: what a snapshot keeps.

    `marks` (by rank) and `credits` (by queue) are what dispatch remembers of who was overtaken and whose turn it is.
    """

    day: date | None = None
    arrivals: int = 0
    latest_arrival: datetime | None = None
    marks: dict[int, int] = field(default_factory=dict[int, int])
    credits: dict[QueueLetter, float] = field(default_factory=dict[QueueLetter, float])
    carried: list[TicketId] = field(default_factory=list[TicketId])
    tickets: dict[TicketId, Ticket] = field(default_factory=dict[TicketId, Ticket])
    serials: dict[QueueLetter, int] = field(default_factory=dict[QueueLetter, int])
    counters: dict[CounterCode, Counter] = field(default_factory=dict[CounterCode, Counter])
    servings: dict[ServingId, Serving] = field(default_factory=dict[ServingId, Serving])
    rateable: dict[VisitorKey, ServingId] = field(default_factory=dict[VisitorKey, ServingId])
    notices: dict[str, e.NoticePosted] = field(default_factory=dict[str, e.NoticePosted])
    visits: dict[ClientCode, KioskDay] = field(default_factory=dict[ClientCode, KioskDay])
    outages: list[Outage] = field(default_factory=list[Outage])
    cases: CaseBook = field(default_factory=CaseBook)


class Hall:
    """The hall as it is now, with its indexes. One thread owns it."""

    def __init__(self, catalogue: Catalogue, state: HallState | None = None) -> None:
        """Start empty, or from what a snapshot kept. The catalogue is not part of the state."""
        self.catalogue = catalogue
        self.calendar = HallCalendar(catalogue)
        self.state = HallState() if state is None else state
        self.lines: defaultdict[QueueLetter, Line] = defaultdict(Line, {q.letter: Line() for q in catalogue.queues})
        self.by_visitor: defaultdict[VisitorKey, list[TicketId]] = defaultdict(list)
        self.by_code: dict[str, TicketId] = {}
        self.dispatch = dispatch_of(catalogue)
        self._standing: dict[TicketId, Waiting] = {}
        for line in self.dispatch.lines:
            line.marks = self.state.marks
            line.credit = self.state.credits.get(QueueLetter(line.code), line.credit)
        self._classes = {name: rank for rank, name in enumerate(catalogue.distribution.classes)}
        for counter in catalogue.counters:
            self.man(self.state.counters.setdefault(counter.code, Counter(code=counter.code)))
        for ticket in self.state.tickets.values():
            self.index(ticket)

    @property
    def tickets(self) -> dict[TicketId, Ticket]:
        """Today's tickets, ended ones too, and any still being served from the day before."""
        return self.state.tickets

    @property
    def counters(self) -> dict[CounterCode, Counter]:
        """All counters of the catalogue, and any the journal knows from an older one."""
        return self.state.counters

    @property
    def servings(self) -> dict[ServingId, Serving]:
        """Servings of today, and older ones that may still be rated."""
        return self.state.servings

    def counter(self, code: CounterCode) -> Counter:
        """Give a counter that the journal speaks of, though the catalogue may know it no longer."""
        return self.state.counters.setdefault(code, Counter(code=code))

    def carried_over(self) -> list[Ticket]:
        """Give tickets of an earlier day that are still being served: their numbers are taken."""
        return [self.state.tickets[ticket_id] for ticket_id in self.state.carried]

    def waiting(self, queue: QueueLetter) -> list[Ticket]:
        """Give who waits in a queue, in call order."""
        return [self.state.tickets[ticket_id] for ticket_id in self.lines[queue]]

    def place(self, ticket: Ticket) -> Place:
        """Give the place that a ticket has, or would have, in the line of its queue."""
        return (self._classes[ticket.ticket_class], ticket.rank, ticket.ticket_id)

    def minutes(self, at: datetime) -> float:
        """Give a time as dispatch counts it; it never goes back behind the last arrival."""
        latest = self.state.latest_arrival
        return (at if latest is None else max(at, latest)).timestamp() / 60

    def join(self, ticket: Ticket) -> None:
        """A ticket stands in the line of its queue."""
        self.lines[ticket.queue].join(self.place(ticket))
        line = self.dispatch.line_at.get(ticket.queue)
        if line is None:
            return
        waiting = Waiting(
            ticket=ticket.ticket_id,
            line=line,
            kind=self._classes[ticket.ticket_class],
            since=ticket.waits_since.timestamp() / 60,
            rank=ticket.rank,
            knows=ticket.first_contact if ticket.ticket_class == "returning" else None,
            only=self.dispatch.window_at.get(ticket.only_counter) if ticket.only_counter is not None else None,
        )
        self._standing[ticket.ticket_id] = waiting
        self.dispatch.join(waiting, others_first=ticket.others_first)

    def leave(self, ticket: Ticket, *, called: bool) -> None:
        """A ticket steps out of its line, because it was called or for another reason."""
        self.lines[ticket.queue].leave(self.place(ticket))
        waiting = self._standing.pop(ticket.ticket_id, None)
        if waiting is None:
            return
        if not called:
            self.dispatch.leave(waiting)
            return
        self.dispatch.called(waiting)
        self.state.credits[ticket.queue] = self.dispatch.lines[waiting.line].credit

    def pass_by(self, queue: QueueLetter) -> None:
        """Somebody of a queue was called who stood in no line: a parked visitor who was taken up again."""
        if queue in self.dispatch.line_at:
            self.dispatch.pass_by(self.dispatch.line_at[queue])

    def forget_shares(self) -> None:
        """A new day: nobody has overtaken anybody yet."""
        self.state.marks.clear()
        self.state.credits.clear()
        self.dispatch.forget_shares()

    def man(self, counter: Counter) -> None:
        """Let dispatch know who sits at a counter and whether it calls."""
        at = self.dispatch.window_at.get(counter.code)
        if at is None:
            return
        self.dispatch.seat(at, counter.staff)
        if counter.open:
            self.dispatch.open(at)
        else:
            self.dispatch.close(at)

    def ahead(self, ticket: Ticket) -> int:
        """Count who of its queue is called before this ticket as things stand."""
        if self.resumed(ticket):
            return 0
        line = self.lines[ticket.queue]
        return max(line.ahead_of(self.place(ticket)), min(ticket.others_first, len(line) - 1))

    def ahead_of_new(self, queue: QueueLetter) -> int:
        """Count who would be before somebody who takes a ticket of `queue` now."""
        return len(self.lines[queue])

    def held(self, visitor: VisitorKey) -> list[Ticket]:
        """Give the tickets of a visitor that are open, or passed over today."""
        return [
            ticket
            for ticket_id in self.by_visitor.get(visitor, ())
            if (ticket := self.state.tickets[ticket_id]).state in OPEN or ticket.state is TicketState.NO_SHOW
        ]

    def resumed(self, ticket: Ticket) -> bool:
        """Tell whether a parked ticket was taken up again and goes first at its counter."""
        return ticket.counter is not None and ticket.ticket_id in self.state.counters[ticket.counter].resumed

    def index(self, ticket: Ticket) -> None:
        """Enter a ticket into the look-ups; into its line when it waits there."""
        self.by_code[ticket.code] = ticket.ticket_id
        if ticket.visitor is not None:
            self.by_visitor[ticket.visitor].append(ticket.ticket_id)
        if ticket.state is TicketState.WAITING and not self.resumed(ticket):
            self.join(ticket)
