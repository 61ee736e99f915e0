"""How a visit begins and ends, and where a kiosk rests when nobody is there."""

from dataclasses import replace
from typing import TypeAlias

from broker.messages import Sealed
from kiosk.flow.context import Context
from kiosk.flow.orders import EndVisit, Order, Outcome
from kiosk.flow.steps import Closed, OutOfService, PleaseWait, ReadingCard, Start, Step, Visit

Next: TypeAlias = tuple[Step, tuple[Order, ...]]

_ALREADY_RESTING = (OutOfService, Closed, Start)


def stay(step: Step) -> Next:
    """Change nothing."""
    return step, ()


def resting(context: Context, visit: Visit | None = None) -> Step:
    """Give the screen that stands there when nobody is, in the language and size of `visit`."""
    visit = Visit() if visit is None else visit.wishes()
    if context.offer is None or not context.hall_here:
        return PleaseWait(visit, Start(visit))
    return Start(visit) if context.serves_now else Closed(visit)


def end(step: Step, context: Context, *, gave_up: bool) -> Next:
    """End the visit of `step`: nothing of it is kept; the hall hears how it went unless nothing had begun."""
    if nobody_is_here(step):
        return resting(context), ()
    visit = step.visit
    outcome: Outcome = "given_up" if gave_up and visit.outcome == "looked" else visit.outcome
    return resting(context), (EndVisit(outcome, screen_name(step), visit.language, visit.large, _card_of(step)),)


def _card_of(step: Step) -> Sealed | None:
    if isinstance(step, ReadingCard):
        return step.card
    return None if step.visit.visitor is None else step.visit.visitor.card


def screen_name(step: Step) -> str:
    """Give the name under which the hall counts a screen: the step's own, or that of the step it covers."""
    under: object = getattr(step, "under", step)
    return type(under).__name__


def nobody_is_here(step: Step) -> bool:
    """Tell whether no visit has begun."""
    return isinstance(step, _ALREADY_RESTING) or (
        isinstance(step, PleaseWait) and isinstance(step.under, _ALREADY_RESTING)
    )


def after(visit: Visit, outcome: Outcome) -> Visit:
    """Give the visit with what it came to; a ticket counts more than what follows it."""
    return visit if visit.outcome == "ticket" else replace(visit, outcome=outcome)
