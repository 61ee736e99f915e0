"""The same step with another state of its visit, also in what it covers."""

from dataclasses import replace

from kiosk.flow.steps import (
    Camera,
    CardRemoved,
    Consent,
    FieldShown,
    FreePaper,
    HallMap,
    HallWorks,
    MaterialShown,
    PleaseWait,
    Refused,
    Result,
    Signing,
    Step,
    TimeoutWarning,
    Typing,
    Unsure,
    Visit,
)


def with_visit(step: Step, visit: Visit) -> Step:
    """Give the step with this visit; what it leads back to is given it too, so that nothing of another one stays."""
    match step:
        case PleaseWait() | Refused() | TimeoutWarning() | CardRemoved() | Typing() | Signing() | Camera() | HallMap():
            return replace(step, visit=visit, under=with_visit(step.under, visit))
        case HallWorks() | Unsure() | Consent() | FieldShown() | MaterialShown() | FreePaper():
            return replace(step, visit=visit, under=replace(step.under, visit=visit))
        case Result():
            return replace(step, visit=visit, came_from=replace(step.came_from, visit=visit))
        case _:
            return replace(step, visit=visit)
