"""From asking for a number to holding it: the hall's answer, the slip, the reprint."""

from dataclasses import replace

from broker.messages import TicketView
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, after, stay
from kiosk.flow.events import (
    AskedReprint,
    AskedReturn,
    Continued,
    Event,
    HallSilent,
    OpenedMap,
    RequestRefused,
    SlipFailed,
    SlipPrinted,
    TicketIssued,
    WentBack,
)
from kiosk.flow.orders import AskReturn, AskTicket, PrintSlip
from kiosk.flow.steps import (
    AlreadyHolding,
    Asking,
    HallMap,
    Issuing,
    Matched,
    Menu,
    PassedOver,
    Printing,
    Refused,
    Result,
    Ticket,
    Visit,
    Wanted,
)


def transition(step: Issuing | Ticket | AlreadyHolding | PassedOver, event: Event, context: Context) -> Next:
    """What happens around a ticket."""
    match step:
        case Issuing():
            return _issuing(step, event)
        case Ticket():
            return _ticket(step, event)
        case AlreadyHolding(visit, ticket):
            return _already_holding(visit, ticket, event, step)
        case PassedOver():
            return _passed_over(step, event, context)


def _issuing(step: Issuing, event: Event) -> Next:
    visit = step.visit
    match event:
        case TicketIssued(ticket):
            return Ticket(_holding(visit, ticket), ticket), (PrintSlip(ticket, visit.language),)
        case RequestRefused(_, ticket) if ticket is not None:
            return stay(held(visit, ticket))
        case RequestRefused(sentence):
            return stay(Refused(visit, sentence, Menu(visit)))
        case HallSilent():
            return stay(Refused(visit, None, Menu(visit)))
        case _:
            return stay(step)


def _holding(visit: Visit, ticket: TicketView) -> Visit:
    """Give the visit with the new ticket among those it may reprint."""
    visit = after(visit, "ticket")
    if visit.visitor is None:
        return visit
    greeting = visit.visitor.greeting
    others = tuple(known for known in greeting.tickets if known.ticket_id != ticket.ticket_id)
    more = greeting.model_copy(update={"tickets": (*others, ticket)})
    return replace(visit, visitor=replace(visit.visitor, greeting=more))


def _ticket(step: Ticket, event: Event) -> Next:
    match event:
        case SlipPrinted(ticket) if ticket.ticket_id == step.ticket.ticket_id:
            return stay(replace(step, visit=after(step.visit, "reprint"), printing=Printing.DONE, trouble=None))
        case SlipFailed(ticket, trouble) if ticket.ticket_id == step.ticket.ticket_id:
            return stay(replace(step, printing=Printing.FAILED, trouble=trouble))
        case AskedReprint(ticket) if step.printing is Printing.FAILED:
            return replace(step, printing=Printing.RUNNING, trouble=None), (PrintSlip(ticket, step.visit.language),)
        case OpenedMap() if step.printing is not Printing.RUNNING:
            return stay(HallMap(step.visit, step.ticket.queue, step))
        case Continued() | WentBack():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def held(visit: Visit, ticket: TicketView) -> AlreadyHolding | PassedOver:
    """Give the step for a ticket that the visitor has already."""
    return PassedOver(visit, ticket) if ticket.state == "no_show" else AlreadyHolding(visit, ticket)


def may_return(ticket: TicketView, context: Context) -> bool:
    """Tell whether a passed ticket may still wait again, by the caller's clock."""
    return ticket.return_until is not None and context.now is not None and context.now <= ticket.return_until


def _passed_over(step: PassedOver, event: Event, context: Context) -> Next:
    visit, ticket = step.visit, step.ticket
    wanted = Wanted(ticket.queue, ticket.service)
    match event:
        case AskedReturn() if visit.visitor is not None and may_return(ticket, context):
            return Issuing(visit, wanted), (AskReturn(ticket.ticket_id, visit.visitor.card),)
        case AskedReturn():
            return stay(Result(visit, wanted, Menu(visit)))
        case Continued() | WentBack():
            return stay(Menu(visit))
        case _:
            return stay(step)


def _already_holding(visit: Visit, held: TicketView, event: Event, step: AlreadyHolding) -> Next:
    match event:
        case AskedReprint():
            return Ticket(visit, held, again=True), (PrintSlip(held, visit.language),)
        case Continued() | WentBack():
            return stay(Menu(visit))
        case _:
            return stay(step)


def ask_for_ticket(step: Result | Asking | Matched, wanted: Wanted, context: Context) -> Next:
    """Give the step after a wish for a number: the open ticket of that queue where there is one, else a new one."""
    if not context.hall_here:
        return stay(step)
    known = _held_already(step.visit, wanted, context)
    if known is not None:
        return stay(known)
    visit = step.visit
    card = None if visit.visitor is None else visit.visitor.card
    return Issuing(visit, wanted), (AskTicket(wanted.queue, wanted.service, visit.language, card),)


def _held_already(visit: Visit, wanted: Wanted, context: Context) -> AlreadyHolding | PassedOver | None:
    """Give the reprint offer where the visitor's greeting already names an open ticket of this queue."""
    if visit.visitor is None:
        return None
    for ticket in visit.visitor.greeting.tickets:
        gone = ticket.state == "no_show" and not may_return(ticket, context)
        if ticket.queue == wanted.queue and not gone:
            return held(visit, ticket)
    return None
