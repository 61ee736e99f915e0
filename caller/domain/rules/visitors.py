"""Rules for visitors: taking a ticket, its slip, coming back after having been passed over."""

from datetime import datetime, timedelta

from broker.catalogue.rules import TicketClass
from broker.terms import PackageCode
from caller.domain import commands as c
from caller.domain import refusals
from caller.domain.events import AnyEvent, SlipReported, TicketIssued, TicketReinstated
from caller.domain.hall import Hall
from caller.domain.tickets.numbering import id_of, number_of
from caller.domain.tickets.ticket import OPEN, TicketState


def issue(hall: Hall, command: c.IssueTicket, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Give a ticket. One open ticket per person and queue; numbers start at 1 each day and are never used twice."""
    if command.queue not in hall.catalogue.queues_by_letter:
        raise refusals.UnknownQueue(command.queue)
    _check_service(hall, command)
    if not hall.calendar.is_open(now, command.queue):
        raise refusals.HallClosed(hall.calendar.next_opening(now, command.queue))
    if command.visitor is not None:
        _check_holding(hall, command, command.visitor, now)
    day = hall.state.day or hall.calendar.day_of(now)
    serial = hall.state.serials.get(command.queue, 0) + 1
    number = number_of(hall.catalogue, command.queue, serial)
    taken = {ticket.number for ticket in hall.carried_over()}
    while number in taken:
        serial += 1
        number = number_of(hall.catalogue, command.queue, serial)
    ticket_class, reason = _class_of(hall, command.visitor)
    return [
        TicketIssued(
            at=now,
            ticket_id=id_of(day, number),
            number=number,
            day=day,
            serial=serial,
            queue=command.queue,
            service=command.service,
            situation=command.situation,
            ticket_class=ticket_class,
            class_reason=reason,
            visitor=command.visitor.key if command.visitor else None,
            masked_name=command.visitor.masked_name if command.visitor else None,
            language=command.language,
            code=command.code,
            issued_by=actor.code,
        )
    ]


def _check_service(hall: Hall, command: c.IssueTicket) -> None:
    if command.service is None:
        return
    matter = hall.catalogue.services_by_code.get(command.service) or hall.catalogue.packages_by_code.get(
        PackageCode(command.service)
    )
    if matter is None or matter.queue != command.queue:
        raise refusals.UnknownService(command.service)


def _check_holding(hall: Hall, command: c.IssueTicket, visitor: c.Visitor, now: datetime) -> None:
    for ticket in hall.held(visitor.key):
        if ticket.queue != command.queue:
            continue
        if ticket.state in OPEN or _may_return(hall, ticket.ended_at, now):
            raise refusals.AlreadyHolding(ticket.ticket_id, ticket.number)


def _may_return(hall: Hall, passed_at: datetime | None, now: datetime) -> bool:
    minutes = hall.catalogue.distribution.passed_may_return_minutes
    return passed_at is not None and now - passed_at <= timedelta(minutes=minutes)


def _class_of(hall: Hall, visitor: c.Visitor | None) -> tuple[TicketClass, str | None]:
    if visitor is not None and visitor.age >= hall.catalogue.green_channel.age:
        return "green", "age"
    return "normal", None


def report_slip(hall: Hall, command: c.ReportSlip, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Keep how the slip came out; only the kiosk that issued the ticket knows, or one that reprinted it."""
    del actor
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None:
        raise refusals.NoSuchTicket(command.ticket_id)
    if (ticket.slip_printed, ticket.slip_fault) == (command.printed, command.fault):
        return []
    return [SlipReported(at=now, ticket_id=command.ticket_id, printed=command.printed, fault=command.fault)]


def return_to_queue(hall: Hall, command: c.ReturnToQueue, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Take a passed visitor back within the catalogue's minutes, as the third of the queue (two others go first)."""
    del actor
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None or ticket.visitor != command.visitor or ticket.queue not in hall.catalogue.queues_by_letter:
        raise refusals.NoSuchTicket(command.ticket_id)
    if ticket.state is not TicketState.NO_SHOW:
        raise refusals.NotPassed(ticket.number)
    rules = hall.catalogue.distribution
    if not _may_return(hall, ticket.ended_at, now):
        raise refusals.ReturnTooLate(ticket.number, rules.passed_may_return_minutes)
    for other in hall.held(command.visitor):
        if other.queue == ticket.queue and other.state in OPEN:
            raise refusals.AlreadyHolding(other.ticket_id, other.number)
    return [TicketReinstated(at=now, ticket_id=ticket.ticket_id, others_first=rules.passed_return_position - 1)]
