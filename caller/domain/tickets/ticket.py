"""A ticket: one visit to one queue, its states and their only moves, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from broker.catalogue.rules import TicketClass
from broker.terms import (
    CounterCode,
    QueueLetter,
    ServiceCode,
    ServingId,
    SituationCode,
    StaffNo,
    TicketId,
    TicketNumber,
    VisitorKey,
)
from caller.domain.events import (
    AnyEvent,
    LanguageCode,
    ServingStarted,
    TicketCalled,
    TicketClosed,
    TicketCompleted,
    TicketNoShow,
    TicketParked,
    TicketRecalled,
    TicketReinstated,
    TicketResumed,
    TicketTransferred,
)


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no_show"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CLOSED = "closed"


_S = TicketState

OPEN = frozenset({_S.WAITING, _S.CALLED, _S.SERVING, _S.PARKED})
"""States in which a visitor holds the ticket: no second one of the same queue is given."""

AT_COUNTER = frozenset({_S.CALLED, _S.SERVING})
"""States in which a counter holds the ticket and calls nobody else."""

MOVES: Mapping[type[AnyEvent], tuple[frozenset[TicketState], TicketState]] = MappingProxyType(
    {
        TicketCalled: (frozenset({_S.WAITING}), _S.CALLED),
        TicketRecalled: (frozenset({_S.CALLED}), _S.CALLED),
        ServingStarted: (frozenset({_S.CALLED}), _S.SERVING),
        TicketCompleted: (frozenset({_S.SERVING}), _S.COMPLETED),
        TicketNoShow: (frozenset({_S.CALLED}), _S.NO_SHOW),
        TicketParked: (frozenset({_S.SERVING}), _S.PARKED),
        TicketResumed: (frozenset({_S.PARKED}), _S.WAITING),
        TicketTransferred: (frozenset({_S.WAITING, _S.CALLED, _S.SERVING}), _S.WAITING),
        TicketReinstated: (frozenset({_S.NO_SHOW}), _S.WAITING),
        TicketClosed: (frozenset({_S.WAITING, _S.CALLED, _S.PARKED}), _S.CLOSED),
    }
)
"""Event → (the states it may happen in, the state after). A move outside this table is a defect, never a refusal."""


class ImpossibleMoveError(Exception):
    """Raised when an event would move a ticket outside the table: the journal or a rule is wrong."""

    def __init__(self, number: TicketNumber, state: TicketState, event: str) -> None:
        """Keep which ticket, where it stood and what was to happen."""
        super().__init__(f"{number} is {state}, {event} cannot happen to it")
        self.number = number
        self.state = state
        self.event = event


@dataclass(slots=True, kw_only=True)
class Ticket:
    """One ticket. Changed by `apply` alone.

    `rank` is the order of arrival over the whole hall (times may go back, ranks never do); `waits_since` is the time of
    arrival, or that of somebody who came before, where the clock went back. `only_counter` is the one window a transfer
    named; `others_first` how many of the queue are called before a reinstated ticket.
    """

    ticket_id: TicketId
    number: TicketNumber
    day: date
    serial: int
    rank: int
    queue: QueueLetter
    service: ServiceCode | None
    situation: SituationCode | None
    ticket_class: TicketClass
    class_reason: str | None
    visitor: VisitorKey | None
    masked_name: str | None
    language: LanguageCode
    code: str
    issued_by: str
    issued_at: datetime
    waits_since: datetime
    state: TicketState = TicketState.WAITING
    counter: CounterCode | None = None
    only_counter: CounterCode | None = None
    others_first: int = 0
    call_count: int = 0
    first_called_at: datetime | None = None
    called_at: datetime | None = None
    served_at: datetime | None = None
    ended_at: datetime | None = None
    serving_id: ServingId | None = None
    servings: int = 0
    first_contact: StaffNo | None = None
    slip_printed: bool | None = None
    slip_fault: str | None = None
    reasons: tuple[str, ...] = ()
    sent_from: CounterCode | None = None
    sent_because: str | None = None

    def move(self, event: AnyEvent) -> None:
        """Take the state that `event` leads to. Raises `ImpossibleMoveError`."""
        allowed, after = MOVES[type(event)]
        if self.state not in allowed:
            raise ImpossibleMoveError(self.number, self.state, type(event).__name__)
        self.state = after
