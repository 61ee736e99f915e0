"""What the clerk's page shows of the hall. Pure and quick: it runs on the controller's thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Literal, TypeAlias

from broker.terms import CounterCode, StaffNo, TicketId, TicketNumber
from caller.application.ports import Scene
from caller.console.matters import CLASSES, class_reason_of, language_of, matter_of
from caller.console.window.pauses import pause_in_words
from caller.console.words import Text
from caller.domain.hall import Hall
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.ticket import Ticket, TicketState

SHOWN_WAITING = 20

Phase: TypeAlias = Literal["left", "paused", "idle", "called", "serving"]


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A waiting or parked ticket, as a clerk sees it before calling."""

    ticket_id: TicketId
    number: TicketNumber
    matter: Text
    ticket_class: str
    class_word: Text
    identified: bool
    since: datetime
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """The ticket at the window. `recall_at` is None when it may not be called again; `sent_…` are of a transfer."""

    row: TicketRow
    masked_name: str | None
    class_reason: Text | None
    language: Text | None
    called_at: datetime | None
    served_at: datetime | None
    call_count: int
    call_times: int
    recall_at: datetime | None
    sent_from: int | None
    sent_because: str | None


@dataclass(frozen=True, slots=True)
class WindowView:
    """The whole of the page that changes. `rating` says whether the pad asks, never how it was answered."""

    code: CounterCode
    phase: Phase
    present: Present | None
    pause: Text | None
    paused_since: datetime | None
    waiting: tuple[TicketRow, ...]
    waiting_count: int
    parked: tuple[TicketRow, ...]
    rating: Literal["asked", "over"] | None
    bus_connected: bool
    unconfirmed: bool
    """The window's screen has not shown the present call."""


def window_view(scene: Scene, code: CounterCode, staff: StaffNo) -> WindowView:
    """Look at one window with the eyes of the person who sits there; phase `left` when that is somebody else now."""
    hall, counter = scene.hall, scene.hall.counters[code]
    ticket = None if counter.ticket_id is None else hall.tickets[counter.ticket_id]
    queues = hall.catalogue.counter(code).queues
    return WindowView(
        code=code,
        phase=_phase(counter, staff, ticket),
        present=None if ticket is None else _present(hall, ticket),
        pause=None if counter.paused_reason is None else pause_in_words(counter.paused_reason),
        paused_since=counter.paused_since,
        waiting=tuple(_row(hall, waiting) for waiting in islice(_in_call_order(hall, counter), SHOWN_WAITING)),
        waiting_count=len(counter.resumed) + sum(len(hall.lines[queue]) for queue in queues),
        parked=tuple(_row(hall, parked) for parked in hall.tickets.values() if _is_parked_for(hall, parked, counter)),
        rating=_rating(hall, counter),
        bus_connected=scene.bus_connected,
        unconfirmed=any(call.counter == code for call in scene.devices.unconfirmed),
    )


def window_of(scene: Scene, staff: StaffNo) -> CounterCode | None:
    """Give the window where a person sits, None when at none."""
    return next((counter.code for counter in scene.hall.counters.values() if counter.staff == staff), None)


def _phase(counter: Counter, staff: StaffNo, ticket: Ticket | None) -> Phase:
    if counter.staff != staff:
        return "left"
    if ticket is not None:
        return "called" if ticket.state is TicketState.CALLED else "serving"
    return "idle" if counter.open else "paused"


def _present(hall: Hall, ticket: Ticket) -> Present:
    rules = hall.catalogue.distribution
    may_recall = ticket.state is TicketState.CALLED and ticket.call_count < rules.call_times and ticket.called_at
    return Present(
        row=_row(hall, ticket),
        masked_name=ticket.masked_name,
        class_reason=class_reason_of(ticket),
        language=language_of(ticket),
        called_at=ticket.called_at,
        served_at=ticket.served_at,
        call_count=ticket.call_count,
        call_times=rules.call_times,
        recall_at=ticket.called_at + timedelta(seconds=rules.call_gap_seconds)
        if may_recall and ticket.called_at
        else None,
        sent_from=hall.catalogue.counter(ticket.sent_from).number if ticket.sent_from is not None else None,
        sent_because=ticket.sent_because,
    )


def _in_call_order(hall: Hall, counter: Counter) -> Iterator[Ticket]:
    """Give who may be called here, as far as class and arrival tell: resumed ones, then all own queues merged."""
    yield from (hall.tickets[ticket_id] for ticket_id in counter.resumed)
    lines = (hall.lines[queue].places for queue in hall.catalogue.counter(counter.code).queues)
    for _, _, ticket_id in merge(*lines):
        ticket = hall.tickets[ticket_id]
        if ticket.only_counter in (None, counter.code) or hall.counters[ticket.only_counter].staff is None:
            yield ticket


def _is_parked_for(hall: Hall, ticket: Ticket, counter: Counter) -> bool:
    """Tell whether a parked ticket may be taken up here: parked here, or where nobody sits any more."""
    if ticket.state is not TicketState.PARKED:
        return False
    if ticket.counter is None or ticket.counter == counter.code:
        return True
    return hall.counters[ticket.counter].staff is None and ticket.queue in hall.catalogue.counter(counter.code).queues


def _rating(hall: Hall, counter: Counter) -> Literal["asked", "over"] | None:
    serving = None if counter.last_serving is None else hall.servings.get(counter.last_serving)
    if serving is None or serving.state == "running":
        return None
    return "asked" if serving.state == "asking" else "over"


def _row(hall: Hall, ticket: Ticket) -> TicketRow:
    return TicketRow(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        matter=matter_of(hall.catalogue, ticket),
        ticket_class=ticket.ticket_class,
        class_word=CLASSES[ticket.ticket_class],
        identified=ticket.visitor is not None,
        since=ticket.issued_at,
        resumed=hall.resumed(ticket),
    )
