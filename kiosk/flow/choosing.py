"""From the ten sections to one queue: menu, matters, search, result."""

from dataclasses import replace

from kiosk.flow import guiding
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, end, stay
from kiosk.flow.events import (
    AskedReprint,
    AskedTicket,
    ChosePad,
    ChoseQueue,
    ChoseSection,
    ChoseService,
    Erased,
    Event,
    OpenedGuides,
    OpenedPassed,
    OpenedRating,
    OpenedSearch,
    TurnedPage,
    Typed,
    WentBack,
)
from kiosk.flow.orders import AskTicket, PrintSlip
from kiosk.flow.steps import (
    AlreadyHolding,
    Issuing,
    Menu,
    PassedOver,
    RateLastVisit,
    Result,
    Search,
    SectionMatters,
    Ticket,
    Wanted,
)
from kiosk.flow.ticketing import held, may_return

TYPED_AT_MOST = 12


def transition(step: Menu | SectionMatters | Search | Result, event: Event, context: Context) -> Next:
    """What happens while somebody chooses."""
    if isinstance(event, TurnedPage):
        return stay(replace(step, page=max(0, step.page + event.by)))
    match step:
        case Menu():
            return _menu(step, event, context)
        case SectionMatters():
            return _section(step, event, context)
        case Search():
            return _search(step, event, context)
        case Result():
            return _result(step, event, context)


def _menu(step: Menu, event: Event, context: Context) -> Next:
    visit = step.visit
    match event:
        case ChoseSection(section):
            return stay(SectionMatters(visit, section))
        case OpenedGuides():
            return stay(guiding.hub(visit))
        case OpenedSearch():
            return stay(Search(visit))
        case AskedReprint(ticket):
            return Ticket(visit, ticket, again=True), (PrintSlip(ticket, visit.language),)
        case OpenedPassed(ticket):
            return stay(PassedOver(visit, ticket))
        case OpenedRating() if visit.visitor is not None and visit.visitor.greeting.rateable is not None:
            return stay(RateLastVisit(visit, visit.visitor.greeting.rateable))
        case WentBack():
            return end(step, context, gave_up=False)
        case _:
            return stay(step)


def _section(step: SectionMatters, event: Event, context: Context) -> Next:
    match event:
        case ChoseService(service) if context.offer is not None and service in context.offer.services:
            return stay(Result(step.visit, Wanted(context.offer.services[service].queue, service), step))
        case ChoseQueue(queue):
            return stay(Result(step.visit, Wanted(queue), step))
        case WentBack():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def _search(step: Search, event: Event, context: Context) -> Next:
    match event:
        case Typed(text) if len(step.typed) < TYPED_AT_MOST:
            return stay(_searched(step, step.typed + text, context))
        case Erased():
            return stay(_searched(step, step.typed[:-1], context))
        case ChosePad(pad):
            return stay(_searched(replace(step, pad=pad), "", context))
        case ChoseService(service) if context.offer is not None and service in context.offer.services:
            return stay(Result(step.visit, Wanted(context.offer.services[service].queue, service), step))
        case WentBack():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def _searched(step: Search, typed: str, context: Context) -> Search:
    found = context.offer.search.find(typed) if context.offer is not None else ()
    return replace(step, typed=typed, page=0, found=found)


def _result(step: Result, event: Event, context: Context) -> Next:
    visit, wanted = step.visit, step.wanted
    match event:
        case AskedTicket() if context.hall_here:
            known = _held(step, context)
            if known is not None:
                return stay(known)
            card = None if visit.visitor is None else visit.visitor.card
            return Issuing(visit, wanted), (AskTicket(wanted.queue, wanted.service, visit.language, card),)
        case WentBack():
            return stay(step.came_from)
        case _:
            return stay(step)


def _held(step: Result, context: Context) -> AlreadyHolding | PassedOver | None:
    """Give the reprint offer where the visitor's greeting already names an open ticket of this queue."""
    if step.visit.visitor is None:
        return None
    for ticket in step.visit.visitor.greeting.tickets:
        gone = ticket.state == "no_show" and not may_return(ticket, context)
        if ticket.queue == step.wanted.queue and not gone:
            return held(step.visit, ticket)
    return None
