"""How long each step waits for a finger, in seconds, and what it does when none comes (K-14). Pure.

`patience` tells the shell when to post `Idle`; `counts_seconds` tells it to post `SecondPassed`.
"""

from kiosk.flow.steps import (
    Calling,
    CardProblem,
    CardRemoved,
    Closed,
    DocumentPhase,
    Form,
    FreePaper,
    HallWorks,
    Issuing,
    Materials,
    OutOfService,
    Paper,
    PaperPhase,
    PleaseWait,
    ReadingCard,
    Start,
    Step,
    Thanks,
    TimeoutWarning,
)

PATIENCE_SECONDS = 60
PATIENCE_LARGE_SECONDS = 120
COUNTDOWN_SECONDS = 15
CARD_REMOVED_SECONDS = 20
THANKS_SECONDS = 8
PROBLEM_SECONDS = 30
RETRY_SECONDS = 10
LANGUAGE_SECONDS = 60


def patience(step: Step) -> int | None:
    """Give the seconds without a touch after which `Idle` is due; None where nothing ever is."""
    match step:
        case TimeoutWarning() | CardRemoved() | Issuing() | ReadingCard() | HallWorks() | Calling():
            return None
        case (
            Paper(phase=DocumentPhase.FETCHING | DocumentPhase.PRINTING)
            | FreePaper(phase=PaperPhase.FETCHING | PaperPhase.PRINTING)
        ):
            return None
        case Thanks():
            return THANKS_SECONDS
        case OutOfService():
            return RETRY_SECONDS
        case CardProblem():
            return PROBLEM_SECONDS
        case Start(visit) | Closed(visit):
            # Somebody chose a language or large type and went away: the next visitor finds the screen as it was.
            return LANGUAGE_SECONDS if visit != type(visit)() else None
        case PleaseWait(visit, under):
            return None if isinstance(under, Start | Closed) else _usual(large=visit.large)
        case _:
            return _usual(large=step.visit.large)


def _usual(*, large: bool) -> int:
    return PATIENCE_LARGE_SECONDS if large else PATIENCE_SECONDS


def counts_seconds(step: Step) -> bool:
    """Tell whether this step lives from second to second."""
    if isinstance(step, Form | Materials):
        return any(material.state == "calling" for material in step.view.materials)
    return isinstance(step, TimeoutWarning | CardRemoved | Calling)
