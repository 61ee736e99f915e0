"""What means the same on every screen: language, type size, finish, time, the card leaving, the hall going away."""

from dataclasses import replace

from kiosk.flow import aiding
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, end, nobody_is_here, resting, screen_name, stay
from kiosk.flow.events import (
    Broke,
    CalledHelp,
    CardGone,
    CardRead,
    ChoseLanguage,
    ConditionsChanged,
    Continued,
    Event,
    Finished,
    Idle,
    SecondPassed,
    ToggledLargeType,
    ToggledSeated,
    ToggledVoice,
    VisitorKnown,
    WentBack,
)
from kiosk.flow.orders import AskWho, BeginVisit
from kiosk.flow.patience import CARD_REMOVED_SECONDS, COUNTDOWN_SECONDS
from kiosk.flow.steps import (
    ApplyingStep,
    Asking,
    CardProblem,
    CardRemoved,
    CaseShown,
    Consent,
    EnteringStep,
    FieldShown,
    Form,
    GuideHint,
    Issuing,
    Matched,
    Materials,
    MaterialShown,
    Menu,
    MyCases,
    OutOfService,
    PleaseWait,
    Promise,
    ReadingCard,
    Refused,
    Result,
    Review,
    Search,
    SectionMatters,
    Start,
    Step,
    Thanks,
    Ticket,
    TimeoutWarning,
    Together,
    Unsure,
    Visit,
    Visitor,
)
from kiosk.flow.visiting import with_visit

_ENDS_AT_ONCE = (Thanks, CardProblem, GuideHint, OutOfService, PleaseWait)
_WITHOUT_A_FORM = (Menu, SectionMatters, Together, Search, Result, Asking, Matched, Unsure)
_ABOUT_A_CASE = (Consent, Form, FieldShown, Materials, MaterialShown, Promise, Review, CaseShown, MyCases)
_NEEDS_HALL = (*_WITHOUT_A_FORM, *_ABOUT_A_CASE)
_NUMBER_STANDS = (Ticket, Thanks, Issuing, Refused)


def transition(step: Step, event: Event, context: Context) -> Next | None:
    """Give the next step where the event means the same everywhere, else None."""
    match event:
        case ChoseLanguage() | ToggledLargeType() | ToggledSeated() | ToggledVoice() | CalledHelp():
            return _wish(step, event)
        case Finished():
            return end(step, context, gave_up=False)
        case Broke():
            visit_over = end(step, context, gave_up=True)[1]
            return OutOfService(Visit()), visit_over
        case Idle():
            return _idle(step, context)
        case ConditionsChanged():
            return _conditions(step, context)
        case CardGone():
            return _card_gone(step, context)
        case _:
            return _card_meanwhile(step, event, context)


def _wish(step: Step, event: Event) -> Next | None:
    visit = aiding.wish(step.visit, event)
    return None if visit is None else (with_visit(step, visit), aiding.call(event, screen_name(step)))


def _idle(step: Step, context: Context) -> Next:
    if nobody_is_here(step):
        return resting(context), ()
    if isinstance(step, Ticket) and step.trouble is None:
        return end(step, context, gave_up=False)
    if isinstance(step, _ENDS_AT_ONCE):
        return end(step, context, gave_up=True)
    return stay(TimeoutWarning(step.visit, COUNTDOWN_SECONDS, step))


def _conditions(step: Step, context: Context) -> Next:
    step = with_visit(step, aiding.heard(step.visit, context))
    if isinstance(step, OutOfService):
        return stay(step)
    if nobody_is_here(step):
        return stay(resting(context, step.visit))
    if isinstance(step, PleaseWait):
        return stay(step.under if context.hall_here else step)
    if not context.hall_here and isinstance(step, _NEEDS_HALL):
        return stay(PleaseWait(step.visit, step))
    return stay(step)


def _card_gone(step: Step, context: Context) -> Next:
    visit = replace(step.visit, card_on_pad=False)
    if isinstance(step, ReadingCard):
        return end(step, context, gave_up=True)
    if isinstance(step, CardProblem):
        return stay(Start(visit.wishes()))
    if visit.visitor is None or nobody_is_here(step) or isinstance(step, CardRemoved):
        return stay(step)
    if isinstance(step, _NUMBER_STANDS):
        # Who has the number takes card and slip and goes: nothing to ask, the screen clears itself in its own time.
        return stay(with_visit(step, visit))
    under = step.under if isinstance(step, TimeoutWarning) else step
    return stay(CardRemoved(visit, CARD_REMOVED_SECONDS, under))


def _card_meanwhile(step: Step, event: Event, context: Context) -> Next | None:
    """A card laid on the pad by somebody who began without one, or a second card in the middle of a visit."""
    if nobody_is_here(step) or isinstance(step, ReadingCard | CardProblem | GuideHint):
        return None
    visit = step.visit
    match event:
        case CardRead(card) if visit.visitor is None and not isinstance(step, Issuing | Ticket):
            return with_visit(step, replace(visit, card_on_pad=True)), (AskWho(card),)
        case CardRead(card) if isinstance(step, CardRemoved):
            # Nobody can know here whether it is the same person: the old visit ends, a new one begins.
            over = end(step, context, gave_up=True)[1]
            # Large type that came with the last person's age goes with them; what was chosen by hand stays.
            large = visit.large and visit.size_chosen
            fresh = replace(visit.wishes(), large=large, card_on_pad=True)
            return ReadingCard(fresh, card), (*over, BeginVisit(), AskWho(card))
        case VisitorKnown(card, greeting) if visit.visitor is None:
            return stay(with_visit(step, replace(visit, visitor=Visitor(card, greeting), card_on_pad=True)))
        case _:
            return None


def covered(step: Refused | TimeoutWarning | CardRemoved, event: Event, context: Context) -> Next:
    """What happens on the screens that cover another one."""
    match step, event:
        case ((TimeoutWarning() | CardRemoved()), SecondPassed()):
            if step.left <= 1:
                return end(step, context, gave_up=True)
            return stay(replace(step, left=step.left - 1))
        case CardRemoved(), Continued():
            # The card is gone, so is what it gave: the visit goes on as one without a card, without anybody's form.
            without = replace(step.visit, visitor=None)
            return stay(with_visit(step.under, without) if _is_anybodys(step.under) else Menu(without))
        case ((Refused() | TimeoutWarning()), (Continued() | WentBack())):
            return stay(with_visit(step.under, step.visit))
        case _:
            return stay(step)


def _is_anybodys(step: Step) -> bool:
    """Tell whether a screen shows nothing that only the card's owner may see."""
    return not isinstance(step, ApplyingStep | EnteringStep) or isinstance(step, _WITHOUT_A_FORM)
