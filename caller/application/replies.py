"""What a decided command is answered with."""

from zoneinfo import ZoneInfo

from broker.messages import Done, Refused, Reply, TicketAtCounter, TicketGiven, TicketView
from broker.terms import CounterCode, RequestId
from caller.application.projections.tickets import ticket_view
from caller.application.sentences import sentence
from caller.domain import commands as c
from caller.domain.hall import Hall
from caller.domain.refusals import AlreadyHolding, Refusal
from caller.domain.tickets.ticket import Ticket


def reply_to(hall: Hall, command: c.Command, request_id: RequestId, ticket: Ticket | None) -> Reply:
    """Answer a command that was done; `ticket` is the one its first event is about."""
    match command:
        case c.IssueTicket() | c.ReturnToQueue():
            if ticket is None:
                raise LookupError(request_id)
            return TicketGiven(request_id=request_id, ticket=ticket_view(hall, ticket))
        case c.CallNext() | c.Recall() | c.StartServing():
            return _at_counter(hall, command.counter, request_id)
        case _:
            return Done(request_id=request_id)


def _at_counter(hall: Hall, code: CounterCode, request_id: RequestId) -> Reply:
    ticket_id = hall.counters[code].ticket_id
    if ticket_id is None:
        raise LookupError(code)
    ticket = hall.tickets[ticket_id]
    return TicketAtCounter(
        request_id=request_id,
        counter=code,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        call_count=ticket.call_count,
    )


def refuse(zone: ZoneInfo, refusal: Refusal, request_id: RequestId, held: TicketView | None = None) -> Refused:
    """Answer a command that is refused, with its sentence; `held` is the ticket that the refusal is about."""
    return Refused(request_id=request_id, reason=refusal.reason, sentence=sentence(refusal, zone), ticket=held)


def refuse_here(hall: Hall, refusal: Refusal, request_id: RequestId) -> Refused:
    """Answer a command that the hall refuses, showing a visitor the ticket already held."""
    held = hall.tickets.get(refusal.ticket_id) if isinstance(refusal, AlreadyHolding) else None
    return refuse(hall.calendar.zone, refusal, request_id, ticket_view(hall, held) if held is not None else None)
