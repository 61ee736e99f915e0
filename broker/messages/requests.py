"""What devices ask of the controller. Each carries its own id: asked again, it has one effect and the same answer."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from broker.messages.base import Language, RequestBase, Sealed
from broker.messages.case_requests import (
    CallHelp,
    ChooseWay,
    ContestField,
    FetchDocument,
    FetchPaper,
    FillFields,
    HandInPage,
    ListCases,
    LookAtApplication,
    OpenApplication,
    RateCase,
    ReportLeftSheet,
    ReportSheet,
    SignCommitment,
    SubmitApplication,
)
from broker.terms import CounterCode, QueueLetter, ServiceCode, ServingId, SituationCode, TicketId


class IssueTicket(RequestBase):
    """A visitor wants a ticket. `card` is what was read from the card, sealed to the hall; None without one."""

    kind: Literal["issue_ticket"] = "issue_ticket"
    queue: QueueLetter
    service: ServiceCode | None = None
    situation: SituationCode | None = None
    language: Language = "zh-Hans"
    card: Sealed | None = None


class Identify(RequestBase):
    """A card was read: whom to greet, which tickets are open, what may be rated. The answer is sealed to the visit."""

    kind: Literal["identify"] = "identify"
    card: Sealed


class ReportSlip(RequestBase):
    """How the slip of a ticket came out of the printer; `fault` is the printer's own word when it did not."""

    kind: Literal["report_slip"] = "report_slip"
    ticket_id: TicketId
    printed: bool
    fault: str | None = Field(default=None, max_length=80)


class ReturnToQueue(RequestBase):
    """A visitor whose ticket was passed over is back (within the catalogue's minutes)."""

    kind: Literal["return_to_queue"] = "return_to_queue"
    ticket_id: TicketId
    card: Sealed


class FetchCatalogue(RequestBase):
    """A kiosk or board wants the catalogue; `known_hash` is that of the copy it has."""

    kind: Literal["fetch_catalogue"] = "fetch_catalogue"
    known_hash: str | None = None


class ReportUsage(RequestBase):
    """How one visit at a kiosk went, without the person (K-16).

    `outcome` is what the visit came to, `last_screen` where it ended, `lasted_seconds` how long it took.
    """

    kind: Literal["report_usage"] = "report_usage"
    outcome: Literal["ticket", "reprint", "rating", "matter", "draft", "print", "given_up", "looked"]
    last_screen: str = Field(max_length=40)
    lasted_seconds: float = Field(ge=0, le=86_400)
    language: Language
    large: bool
    with_card: bool


class CallNext(RequestBase):
    """A clerk is free and wants the next visitor."""

    kind: Literal["call_next"] = "call_next"
    counter: CounterCode


class Recall(RequestBase):
    """The called visitor has not come: call once more."""

    kind: Literal["recall"] = "recall"
    counter: CounterCode


class StartServing(RequestBase):
    """The called visitor has arrived."""

    kind: Literal["start_serving"] = "start_serving"
    counter: CounterCode


class Complete(RequestBase):
    """The serving is done; the rating pad asks from now on."""

    kind: Literal["complete"] = "complete"
    counter: CounterCode


class NoShow(RequestBase):
    """The called visitor did not come."""

    kind: Literal["no_show"] = "no_show"
    counter: CounterCode


class Park(RequestBase):
    """The visitor waits aside for something; resumed at this counter."""

    kind: Literal["park"] = "park"
    counter: CounterCode


class PauseCounter(RequestBase):
    """The window calls nobody for a while. `reason` is a code of the console's list; a pad has none."""

    kind: Literal["pause_counter"] = "pause_counter"
    counter: CounterCode
    reason: str = Field(default="pad", max_length=40)


class ReopenCounter(RequestBase):
    """The pause is over."""

    kind: Literal["reopen_counter"] = "reopen_counter"
    counter: CounterCode


class TransferToCounter(RequestBase):
    """The visitor goes on to another window, keeping the arrival time."""

    kind: Literal["transfer_to_counter"] = "transfer_to_counter"
    counter: CounterCode
    to_counter: CounterCode
    reason: str = Field(default="pad", max_length=80)


class Rate(RequestBase):
    """A visitor rates a serving: on the window's pad (`counter` is set) or at a kiosk.

    `stars` 5 (very satisfied) … 1; below 3 at least one of the catalogue's reasons is needed where the device can ask.
    """

    kind: Literal["rate"] = "rate"
    serving_id: ServingId
    stars: int = Field(ge=1, le=5)
    reasons: tuple[str, ...] = Field(default=(), max_length=10)
    channel: Literal["rater", "kiosk"] = "rater"
    counter: CounterCode | None = None
    card: Sealed | None = None


Request: TypeAlias = Annotated[
    IssueTicket
    | Identify
    | ReportSlip
    | ReturnToQueue
    | FetchCatalogue
    | ReportUsage
    | CallNext
    | Recall
    | StartServing
    | Complete
    | NoShow
    | Park
    | PauseCounter
    | ReopenCounter
    | TransferToCounter
    | Rate
    | OpenApplication
    | LookAtApplication
    | FillFields
    | ContestField
    | ChooseWay
    | HandInPage
    | SignCommitment
    | SubmitApplication
    | FetchDocument
    | ReportSheet
    | ReportLeftSheet
    | ListCases
    | RateCase
    | FetchPaper
    | CallHelp,
    Field(discriminator="kind"),
]

REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
