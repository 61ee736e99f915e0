"""A matter done at the kiosk, from the first question to the certificate in the hand. Pure; one module a chapter."""

from typing import assert_never

from kiosk.flow.applying import answers, filling, guiding, handing, providing, watching
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import ApplicationCame, Event, HallSilent, RequestRefused
from kiosk.flow.steps import (
    ApplyingStep,
    Asking,
    Calling,
    CaseShown,
    Consent,
    FieldShown,
    Form,
    HallWorks,
    Matched,
    Materials,
    MaterialShown,
    MyCases,
    Paper,
    Promise,
    RateCase,
    Review,
    Unsure,
)

__all__ = ["transition"]


def transition(step: ApplyingStep, event: Event, context: Context) -> Next:
    """Give the step after `event`, and the orders it brings."""
    if isinstance(step, Form | Materials) and (seen := watching.watched(step, event, context)) is not None:
        return seen
    match step:
        case Asking() | Matched() | Unsure() | Consent():
            return guiding.transition(step, event, context)
        case HallWorks():
            return answers.transition(step, event, context)
        case Calling():
            return _calling(step, event, context)
        case Form() | FieldShown():
            return filling.transition(step, event, context)
        case Materials() | MaterialShown() | Promise():
            return providing.transition(step, event, context)
        case Review() | Paper() | CaseShown() | RateCase() | MyCases():
            return handing.transition(step, event, context)
        case _:
            assert_never(step)


def _calling(step: Calling, event: Event, context: Context) -> Next:
    match event:
        case ApplicationCame(view):
            return answers.called(step, view)
        case HallSilent() | RequestRefused():
            # said with the next second: the visitor may go on meanwhile
            return stay(Calling(step.visit, step.view, step.waited))
        case _:
            return providing.transition(step, event, context)
