"""What the hall's answers mean to the flow. What was sealed to a visit is opened here, with that visit's key."""

import logging
from typing import TypeAlias

from broker.errors import NotForYou
from broker.messages import (
    ApplicationGiven,
    ApplicationView,
    CaseList,
    CasesGiven,
    DocumentFile,
    DocumentGiven,
    Done,
    Identified,
    Identify,
    IssueTicket,
    Rate,
    RateCase,
    Refused,
    Reply,
    Request,
    ReturnToQueue,
    Sealed,
    TicketGiven,
    WithCard,
)
from kiosk.effects.keys import VisitKeys
from kiosk.effects.pages import first_page
from kiosk.flow.events import (
    ApplicationCame,
    CaseRated,
    CasesCame,
    DocumentCame,
    Event,
    HallSilent,
    RatingTaken,
    RequestRefused,
    TicketIssued,
    VisitorKnown,
    VisitorUnknown,
)

log = logging.getLogger(__name__)

_SealedReply: TypeAlias = ApplicationGiven | CasesGiven | DocumentGiven


def event_of(request: Request, reply: Reply, keys: VisitKeys) -> Event:
    """Give the event an answer becomes. What cannot be opened any more (the visit is over) is told as silence."""
    match request, reply:
        case Identify(card=card), Refused():
            return VisitorUnknown(card, reply.sentence)
        case Identify(card=card), Identified(greeting=sealed):
            return _greeted(card, sealed, keys)
        case _, Refused():
            return RequestRefused(reply.sentence, reply.ticket)
        case ((IssueTicket() | ReturnToQueue()), TicketGiven(ticket=ticket)):
            return TicketIssued(ticket)
        case _:
            return _of_a_case(request, reply, keys)


def _greeted(card: Sealed, sealed: Sealed, keys: VisitKeys) -> Event:
    try:
        return VisitorKnown(card, keys.greeting(card, sealed))
    except NotForYou:
        log.warning("a greeting came after its visit, or for another key")
        return VisitorUnknown(card)


def _of_a_case(request: Request, reply: Reply, keys: VisitKeys) -> Event:
    match request, reply:
        case Rate(), Done():
            return RatingTaken()
        case RateCase(), Done() | ApplicationGiven():
            return CaseRated()
        case WithCard(card=card), ApplicationGiven() | CasesGiven() | DocumentGiven():
            return _opened(card, reply, keys)
        case _:
            log.error("%s was answered with %s", request.kind, reply.kind)
            return HallSilent()


def _opened(card: Sealed, reply: _SealedReply, keys: VisitKeys) -> Event:
    try:
        match reply:
            case ApplicationGiven(application=sealed):
                return ApplicationCame(keys.open(card, sealed, ApplicationView))
            case CasesGiven(cases=sealed):
                return CasesCame(keys.open(card, sealed, CaseList))
            case DocumentGiven(document=sealed):
                file = keys.open(card, sealed, DocumentFile)
                return DocumentCame(file, first_page(file))
    except NotForYou:
        log.warning("%s came after its visit, or for another key", reply.kind)
        return HallSilent()
