"""Where a kiosk can be: one frozen value for each screen, the whole of what that screen needs beyond the context.

A step carries its visit; leaving a visit means that no step holds it any more (K-14). Each chapter has a file with its
own union; here they are put together.
"""

from typing import TypeAlias

from kiosk.flow.steps.entering import (
    Camera,
    CameraPhase,
    EnteringStep,
    Option,
    Question,
    Signing,
    Typing,
)
from kiosk.flow.steps.guiding import (
    AtWindow,
    BeforeAfter,
    Browsing,
    FormOffer,
    FreePaper,
    Guide,
    GuidingStep,
    PaperPhase,
)
from kiosk.flow.steps.queueing import (
    AlreadyHolding,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    GuideHint,
    Issuing,
    Menu,
    Origin,
    OutOfService,
    PassedOver,
    PleaseWait,
    Printing,
    QueueStep,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Start,
    Thanks,
    Ticket,
    TimeoutWarning,
)
from kiosk.flow.steps.visit import (
    DEFAULT_LANGUAGE,
    Visit,
    Visitor,
    Wanted,
)

Step: TypeAlias = QueueStep | EnteringStep | GuidingStep

__all__ = [
    "DEFAULT_LANGUAGE",
    "AlreadyHolding",
    "AtWindow",
    "BeforeAfter",
    "Browsing",
    "Camera",
    "CameraPhase",
    "CardExpired",
    "CardProblem",
    "CardRemoved",
    "Closed",
    "EnteringStep",
    "FormOffer",
    "FreePaper",
    "Guide",
    "GuideHint",
    "GuidingStep",
    "Issuing",
    "Menu",
    "Option",
    "Origin",
    "OutOfService",
    "PaperPhase",
    "PassedOver",
    "PleaseWait",
    "Printing",
    "Question",
    "QueueStep",
    "RateLastVisit",
    "ReadingCard",
    "Refused",
    "Result",
    "Search",
    "SectionMatters",
    "Signing",
    "Start",
    "Step",
    "Thanks",
    "Ticket",
    "TimeoutWarning",
    "Typing",
    "Visit",
    "Visitor",
    "Wanted",
]
