"""The whole kiosk as one function: `transition(step, event, context)` gives the next step and what is to be done.

Events that mean the same everywhere are in `kiosk.flow.always`; the rest goes to the chapter the step belongs to. An
event that means nothing to a step leaves it as it is: late answers and double taps do no harm.
"""

from typing import assert_never

from kiosk.flow import always, applying, choosing, entering, guiding, rating, ticketing, welcoming
from kiosk.flow.context import Context
from kiosk.flow.endings import Next
from kiosk.flow.events import Event, Given
from kiosk.flow.steps import (
    AlreadyHolding,
    ApplyingStep,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    EnteringStep,
    GuideHint,
    GuidingStep,
    Issuing,
    Menu,
    OutOfService,
    PassedOver,
    PleaseWait,
    QueueStep,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Start,
    Step,
    Thanks,
    Ticket,
    TimeoutWarning,
    Together,
)
from kiosk.flow.visiting import with_visit


def transition(step: Step, event: Event, context: Context) -> Next:
    """Give the step after `event`, and the orders it brings. Total: never raises, never blocks, reads no clock."""
    common = always.transition(step, event, context)
    after, orders = _by_chapter(step, event, context) if common is None else common
    return after, (*orders, *entering.camera_orders(step, after))


def _by_chapter(step: Step, event: Event, context: Context) -> Next:
    if isinstance(step, ApplyingStep):
        return applying.transition(step, event, context)
    if isinstance(step, EnteringStep):
        return _entering(step, event, context)
    if isinstance(step, GuidingStep):
        return guiding.transition(step, event, context)
    return _queueing(step, event, context)


def _queueing(step: QueueStep, event: Event, context: Context) -> Next:
    match step:
        case OutOfService() | Closed() | Start() | PleaseWait() | GuideHint():
            return welcoming.transition(step, event, context)
        case ReadingCard() | CardProblem() | CardExpired():
            return welcoming.with_card(step, event, context)
        case Menu() | SectionMatters() | Together() | Search() | Result():
            return choosing.transition(step, event, context)
        case Issuing() | Ticket() | AlreadyHolding() | PassedOver():
            return ticketing.transition(step, event, context)
        case RateLastVisit() | Thanks():
            return rating.transition(step, event, context)
        case Refused() | TimeoutWarning() | CardRemoved():
            return always.covered(step, event, context)
        case _:
            assert_never(step)


def _entering(step: EnteringStep, event: Event, context: Context) -> Next:
    """Where something was given, the step that asked goes on with it."""
    after = entering.transition(step, event)
    if isinstance(after, Given):
        return _by_chapter(with_visit(step.under, step.visit), after, context)
    return after
