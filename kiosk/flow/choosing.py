"""From the ten sections to one queue: menu, matters, what is done together, search, result."""

from dataclasses import replace

from kiosk.flow import guiding
from kiosk.flow.applying.asking import hall_works
from kiosk.flow.applying.guiding import open_certificate_renewal, open_matter
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
    OpenedCases,
    OpenedCertificateRenewal,
    OpenedGuides,
    OpenedMap,
    OpenedMatter,
    OpenedPassed,
    OpenedRating,
    OpenedSearch,
    OpenedTogether,
    TurnedPage,
    Typed,
    WentBack,
)
from kiosk.flow.orders import ListAsk, PrintSlip
from kiosk.flow.steps import (
    Doing,
    HallMap,
    Menu,
    PassedOver,
    RateLastVisit,
    Result,
    Search,
    SectionMatters,
    Ticket,
    Together,
    Visit,
    Wanted,
)
from kiosk.flow.ticketing import ask_for_ticket

TYPED_AT_MOST = 12


def transition(step: Menu | SectionMatters | Together | Search | Result, event: Event, context: Context) -> Next:
    """What happens while somebody chooses."""
    if isinstance(event, TurnedPage):
        return stay(replace(step, page=max(0, step.page + event.by)))
    match step:
        case Menu():
            return _menu(step, event, context)
        case SectionMatters():
            return _section(step, event, context)
        case Together():
            return _together(step, event, context)
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
        case OpenedTogether(life):
            return stay(Together(visit, life))
        case OpenedSearch():
            return stay(Search(visit))
        case OpenedMatter(owner):
            return stay(open_matter(step, owner, context))
        case WentBack():
            return end(step, context, gave_up=False)
        case _:
            return _own(step, event, context)


def _own(step: Menu, event: Event, context: Context) -> Next:
    """What the visitor already has here."""
    visit = step.visit
    match event:
        case AskedReprint(ticket):
            return Ticket(visit, ticket, again=True), (PrintSlip(ticket, visit.language),)
        case OpenedPassed(ticket):
            return stay(PassedOver(visit, ticket))
        case OpenedRating() if visit.visitor is not None and visit.visitor.greeting.rateable is not None:
            return stay(RateLastVisit(visit, visit.visitor.greeting.rateable))
        case OpenedCertificateRenewal(owner, situation):
            return stay(open_certificate_renewal(step, owner, situation, context))
        case OpenedCases() if _may_see_cases(visit):
            return hall_works(step, Doing.LISTING, ListAsk())
        case _:
            return stay(step)


def _may_see_cases(visit: Visit) -> bool:
    """Tell whether the card lets its owner see cases: an expired one gives a ticket and the renewal only (K-01)."""
    return visit.visitor is not None and not visit.visitor.greeting.card_expired


def _section(step: SectionMatters, event: Event, context: Context) -> Next:
    match event:
        case ChoseService(owner) | OpenedMatter(owner):
            return stay(open_matter(step, owner, context))
        case ChoseQueue(queue):
            return stay(Result(step.visit, Wanted(queue), step))
        case WentBack():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def _together(step: Together, event: Event, context: Context) -> Next:
    match event:
        case OpenedTogether(life):
            return stay(Together(step.visit, life))
        case OpenedMatter(owner):
            return stay(open_matter(step, owner, context))
        case WentBack() if step.life is not None:
            return stay(Together(step.visit))
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
        case ChoseService(owner) | OpenedMatter(owner):
            return stay(open_matter(step, owner, context))
        case WentBack():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def _searched(step: Search, typed: str, context: Context) -> Search:
    found = context.offer.search.find(typed) if context.offer is not None else ()
    return replace(step, typed=typed, page=0, found=found)


def _result(step: Result, event: Event, context: Context) -> Next:
    match event:
        case AskedTicket():
            return ask_for_ticket(step, step.wanted, context)
        case OpenedMap():
            return stay(HallMap(step.visit, step.wanted.queue, step))
        case WentBack():
            return stay(step.came_from)
        case _:
            return stay(step)
