"""The whole kiosk as one function: `transition(step, event, context)` gives the next step and what is to be done.

Events that mean the same everywhere are in `kiosk.flow.always`; the rest goes to the chapter the step belongs to. An
event that means nothing to a step leaves it as it is: late answers and double taps do no harm.
"""

from typing import assert_never

from kiosk.flow import always, choosing, entering, guiding, rating, ticketing, welcoming
from kiosk.flow.context import Context
from kiosk.flow.endings import Next
from kiosk.flow.events import Event, Given
from kiosk.flow.steps import (
    AlreadyHolding,
    AtWindow,
    BeforeAfter,
    Browsing,
    Camera,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    FormOffer,
    FreePaper,
    Guide,
    GuideHint,
    Issuing,
    Menu,
    OutOfService,
    PassedOver,
    PleaseWait,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Signing,
    Start,
    Step,
    Thanks,
    Ticket,
    TimeoutWarning,
    Typing,
)


def transition(step: Step, event: Event, context: Context) -> Next:
    """Give the step after `event`, and the orders it brings. Total: never raises, never blocks, reads no clock."""
    common = always.transition(step, event, context)
    after, orders = _by_chapter(step, event, context) if common is None else common
    return after, (*orders, *entering.camera_orders(step, after))


def _by_chapter(step: Step, event: Event, context: Context) -> Next:  # noqa: C901 - a table: one line a chapter
    match step:
        case OutOfService() | Closed() | Start() | PleaseWait() | GuideHint():
            return welcoming.transition(step, event, context)
        case ReadingCard() | CardProblem() | CardExpired():
            return welcoming.with_card(step, event, context)
        case Menu() | SectionMatters() | Search() | Result():
            return choosing.transition(step, event, context)
        case Issuing() | Ticket() | AlreadyHolding() | PassedOver():
            return ticketing.transition(step, event, context)
        case Browsing() | Guide() | AtWindow() | BeforeAfter() | FormOffer() | FreePaper():
            return guiding.transition(step, event, context)
        case RateLastVisit() | Thanks():
            return rating.transition(step, event, context)
        case Typing() | Signing() | Camera():
            return _entering(step, event, context)
        case Refused() | TimeoutWarning() | CardRemoved():
            return always.covered(step, event, context)
        case _:
            assert_never(step)


def _entering(step: Typing | Signing | Camera, event: Event, context: Context) -> Next:
    """Where something was given, the step that asked goes on with it."""
    after = entering.transition(step, event)
    if isinstance(after, Given):
        return _by_chapter(always.with_visit(step.under, step.visit), after, context)
    return after
