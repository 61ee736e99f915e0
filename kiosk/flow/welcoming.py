"""From nobody to somebody: the start, the card, the greeting."""

from dataclasses import replace

from kiosk.flow import guiding
from kiosk.flow.applying.guiding import open_renewal
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, end, stay
from kiosk.flow.events import (
    AskedGuide,
    CardFailed,
    CardRead,
    ChoseNoCard,
    Continued,
    Event,
    OpenedGuides,
    OpenedRenewal,
    VisitorKnown,
    VisitorUnknown,
    WentBack,
)
from kiosk.flow.orders import AskWho, BeginVisit
from kiosk.flow.steps import (
    CardExpired,
    CardProblem,
    Closed,
    GuideHint,
    Menu,
    OutOfService,
    PleaseWait,
    ReadingCard,
    Refused,
    Start,
    Visit,
    Visitor,
)


def transition(step: OutOfService | Closed | Start | PleaseWait | GuideHint, event: Event, context: Context) -> Next:
    """What happens where nobody has said who they are."""
    match step, event:
        case Start(), _:
            return _start(step, event)
        case GuideHint(visit), ChoseNoCard():
            return stay(Menu(visit))
        case GuideHint(visit), CardRead(card):
            return ReadingCard(replace(visit, card_on_pad=True), card), (AskWho(card),)
        case GuideHint(), WentBack():
            return end(step, context, gave_up=False)
        case _:
            return stay(step)


def _start(step: Start, event: Event) -> Next:
    visit = step.visit
    match event:
        case ChoseNoCard():
            return Menu(visit), (BeginVisit(),)
        case OpenedGuides():
            return guiding.hub(visit), (BeginVisit(),)
        case AskedGuide():
            return GuideHint(visit), (BeginVisit(),)
        case CardRead(card):
            return ReadingCard(replace(visit, card_on_pad=True), card), (BeginVisit(), AskWho(card))
        case CardFailed(trouble):
            return CardProblem(visit, trouble), (BeginVisit(),)
        case _:
            return stay(step)


def with_card(step: ReadingCard | CardProblem | CardExpired, event: Event, context: Context) -> Next:
    """What happens with a card on the pad."""
    match step, event:
        case ((ReadingCard(visit) | CardProblem(visit)), CardRead(card)):
            return ReadingCard(replace(visit, card_on_pad=True), card), (AskWho(card),)
        case ReadingCard(visit, card), VisitorKnown(answered, greeting) if card == answered:
            return _greeted(visit, Visitor(card, greeting))
        case ((CardProblem(visit) | CardExpired(visit)), (ChoseNoCard() | Continued())):
            return stay(Menu(visit))
        case CardProblem(), WentBack():
            return end(step, context, gave_up=False)
        case CardExpired(visit), OpenedRenewal():
            return stay(open_renewal(Menu(visit), context))
        case ReadingCard(visit, card), VisitorUnknown(answered, sentence) if card == answered:
            return stay(Refused(visit, sentence, Menu(visit)))
        case _:
            return stay(step)


def _greeted(visit: Visit, visitor: Visitor) -> Next:
    """Somebody is known. Who is old gets large type unless the size was chosen by hand."""
    greeting = visitor.greeting
    large = visit.large or (greeting.elderly and not visit.size_chosen)
    known = replace(visit, visitor=visitor, large=large, card_on_pad=True)
    return stay(CardExpired(known) if greeting.card_expired else Menu(known))
