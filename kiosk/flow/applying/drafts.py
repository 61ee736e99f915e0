"""Whether leaving now leaves a draft behind that the same card takes up again (K-14). Pure."""

from kiosk.flow.steps import (
    Calling,
    EnteringStep,
    FieldShown,
    Form,
    HallWorks,
    Materials,
    MaterialShown,
    Promise,
    Review,
    Step,
)

DRAFT = "接收"
"""The stage of an application that was not handed in yet."""


def draft_is_kept(step: Step) -> bool:
    """Tell whether the hall holds a draft of what is on the screen."""
    match step:
        case Calling() | Form() | Materials() | Promise() | Review():
            return step.view.stage == DRAFT
        case FieldShown() | MaterialShown() | HallWorks():
            return draft_is_kept(step.under)
        case _ if isinstance(step, EnteringStep):
            return draft_is_kept(step.under)
        case _:
            return False
