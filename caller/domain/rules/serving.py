"""Rules for a clerk's work with one visitor: call, recall, arrived, done, not come, park, send on."""

from datetime import datetime, timedelta
from math import ceil

from broker.terms import CounterCode, QueueLetter, ServingId, StaffNo
from caller.domain import commands as c
from caller.domain import refusals
from caller.domain.events import (
    AnyEvent,
    RatingLapsed,
    ServingStarted,
    TicketCalled,
    TicketCompleted,
    TicketNoShow,
    TicketParked,
    TicketRecalled,
    TicketResumed,
    TicketTransferred,
)
from caller.domain.hall import Hall
from caller.domain.tickets.calling import choose
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.ticket import Ticket, TicketState


def staffed(hall: Hall, code: CounterCode) -> tuple[Counter, StaffNo]:
    """Give the counter and who sits there. Raises `UnknownCounter`, `CounterClosed`.

    Work begun at a window that a new catalogue no longer has is still brought to its end; nothing new begins there.
    """
    counter = hall.counters.get(code)
    if counter is None:
        raise refusals.UnknownCounter(code)
    if counter.staff is None:
        raise refusals.CounterClosed(counter.code)
    return counter, counter.staff


def _held(hall: Hall, code: CounterCode) -> tuple[Counter, StaffNo, Ticket]:
    counter, staff = staffed(hall, code)
    if counter.ticket_id is None:
        raise refusals.NothingCalled(counter.code)
    return counter, staff, hall.tickets[counter.ticket_id]


def _served(hall: Hall, code: CounterCode) -> tuple[Counter, StaffNo, Ticket]:
    counter, staff, ticket = _held(hall, code)
    if ticket.state is not TicketState.SERVING:
        raise refusals.NotArrived(ticket.number)
    return counter, staff, ticket


def _called(hall: Hall, code: CounterCode) -> tuple[Counter, StaffNo, Ticket]:
    counter, staff, ticket = _held(hall, code)
    if ticket.state is not TicketState.CALLED:
        raise refusals.AlreadyArrived(ticket.number)
    return counter, staff, ticket


def call_next(hall: Hall, command: c.CallNext, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Call whoever is next. A counter that holds a ticket calls nobody else."""
    del actor
    counter, staff = staffed(hall, command.counter)
    if counter.code not in hall.catalogue.counters_by_code:
        raise refusals.UnknownCounter(counter.code)
    if counter.paused_since is not None:
        raise refusals.CounterIsPaused(counter.code)
    if counter.ticket_id is not None:
        raise refusals.CounterBusy(counter.code, hall.tickets[counter.ticket_id].number)
    choice = choose(hall, counter, now)
    if choice is None:
        raise refusals.NobodyWaiting(counter.code)
    return [TicketCalled(at=now, ticket_id=choice.ticket_id, counter=counter.code, staff=staff, reasons=choice.reasons)]


def recall(hall: Hall, command: c.Recall, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Call again, as often and as far apart as the catalogue says: `call_times` 3 is one call and two recalls."""
    del actor
    counter, _, ticket = _called(hall, command.counter)
    rules = hall.catalogue.distribution
    if ticket.call_count >= rules.call_times:
        raise refusals.CalledOften(ticket.number, rules.call_times)
    since = now - (ticket.called_at or now)
    # a clock set back makes `since` negative: the gap is then unknown, and a clerk must not be locked out by it
    if timedelta() <= since < rules.call_gap:
        raise refusals.TooSoonToRecall(ticket.number, ceil((rules.call_gap - since).total_seconds()))
    return [TicketRecalled(at=now, ticket_id=ticket.ticket_id, counter=counter.code)]


def start(hall: Hall, command: c.StartServing, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """The visitor has arrived."""
    del actor
    counter, staff, ticket = _called(hall, command.counter)
    serving_id = ServingId(f"{ticket.ticket_id}.{ticket.servings + 1}")
    return [
        ServingStarted(at=now, ticket_id=ticket.ticket_id, counter=counter.code, staff=staff, serving_id=serving_id)
    ]


def complete(hall: Hall, command: c.Complete, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """The serving is done; the pad asks for the rating."""
    del actor
    counter, _, ticket = _served(hall, command.counter)
    return [
        TicketCompleted(at=now, ticket_id=ticket.ticket_id, counter=counter.code),
        *_asks_no_longer(hall, counter, now),
    ]


def _asks_no_longer(hall: Hall, counter: Counter, now: datetime) -> list[AnyEvent]:
    """A pad asks about one serving at a time: the one before lapses when the next is over."""
    before = hall.servings.get(counter.last_serving) if counter.last_serving is not None else None
    if before is None or before.state != "asking":
        return []
    return [RatingLapsed(at=now, serving_id=before.serving_id, counter=counter.code)]


def no_show(hall: Hall, command: c.NoShow, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """The visitor did not come."""
    del actor
    counter, _, ticket = _called(hall, command.counter)
    return [TicketNoShow(at=now, ticket_id=ticket.ticket_id, counter=counter.code)]


def park(hall: Hall, command: c.Park, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """The visitor waits aside; the counter is free for the next."""
    del actor
    counter, _, ticket = _served(hall, command.counter)
    return [TicketParked(at=now, ticket_id=ticket.ticket_id, counter=counter.code)]


def resume(hall: Hall, command: c.Resume, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """A parked ticket goes first at this counter."""
    del actor
    counter, _ = staffed(hall, command.counter)
    if counter.code not in hall.catalogue.counters_by_code:
        raise refusals.UnknownCounter(counter.code)
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None:
        raise refusals.NoSuchTicket(command.ticket_id)
    if ticket.state is not TicketState.PARKED or not _may_resume(hall, ticket, counter):
        raise refusals.NotParked(ticket.number)
    return [TicketResumed(at=now, ticket_id=ticket.ticket_id, counter=counter.code)]


def _may_resume(hall: Hall, ticket: Ticket, counter: Counter) -> bool:
    """Tell whether it is parked here, or where nobody sits any more at a counter of the same queue."""
    if ticket.counter in (None, counter.code):
        return True
    owner = hall.counters[ticket.counter] if ticket.counter else counter
    return owner.staff is None and ticket.queue in hall.catalogue.counter(counter.code).queues


def transfer(hall: Hall, command: c.Transfer, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Send the visitor on, with a reason; the arrival is kept, and the ticket goes before normal ones."""
    del actor
    counter, _, ticket = _held(hall, command.counter)
    if not command.reason.strip():
        raise refusals.ReasonNeeded
    transferred = TicketTransferred(
        at=now,
        ticket_id=ticket.ticket_id,
        counter=counter.code,
        to_queue=_target_queue(hall, command, ticket),
        to_counter=command.to_counter,
        reason=command.reason,
    )
    return [transferred, *(_asks_no_longer(hall, counter, now) if ticket.state is TicketState.SERVING else ())]


def _target_queue(hall: Hall, command: c.Transfer, ticket: Ticket) -> QueueLetter:
    if (command.to_queue is None) == (command.to_counter is None) or command.to_counter == command.counter:
        raise refusals.NowhereToGo(command.counter)
    if command.to_queue is not None:
        if command.to_queue not in hall.catalogue.queues_by_letter:
            raise refusals.UnknownQueue(command.to_queue)
        return command.to_queue
    return _queue_at(hall, command.to_counter, ticket)


def _queue_at(hall: Hall, target: CounterCode | None, ticket: Ticket) -> QueueLetter:
    if target is None or target not in hall.catalogue.counters_by_code:
        raise refusals.UnknownCounter(target or CounterCode(""))
    if hall.counters[target].staff is None:
        raise refusals.TargetClosed(target)
    queues = hall.catalogue.counter(target).queues
    return ticket.queue if ticket.queue in queues else queues[0]
