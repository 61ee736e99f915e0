"""Who is asked what: every request for a person goes out with that person's card. Pure."""

from kiosk.flow.endings import Next, stay
from kiosk.flow.orders import AskCase, CaseAsk
from kiosk.flow.steps import Doing, HallWorks, Menu, Step, Visit


def ask(visit: Visit, what: CaseAsk) -> tuple[AskCase, ...]:
    """Give the order to ask the hall; nothing where nobody is known any more."""
    return () if visit.visitor is None else (AskCase(visit.visitor.card, visit.language, what),)


def hall_works(step: Step, doing: Doing, what: CaseAsk) -> Next:
    """Give the step that waits for the hall; without a card there is nothing to be asked."""
    orders = ask(step.visit, what)
    return (HallWorks(step.visit, doing, step), orders) if orders else stay(Menu(step.visit))
