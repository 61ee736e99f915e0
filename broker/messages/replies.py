"""What the controller answers. Every reply names the request it belongs to; a repeat of a request gets the same one."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from broker.catalogue.services import MatterCode
from broker.messages.applications import CaseLine
from broker.messages.base import Message, Sealed, Sentence, ServingView, TicketView
from broker.terms import CertificateCode, CounterCode, RequestId, SerialNo, SituationCode, TicketId, TicketNumber


class ReplyBase(Message):
    """What every reply carries."""

    request_id: RequestId


class Done(ReplyBase):
    """It was done and there is nothing to tell."""

    kind: Literal["done"] = "done"


class TicketGiven(ReplyBase):
    """The ticket is in the queue and on disk."""

    kind: Literal["ticket_given"] = "ticket_given"
    ticket: TicketView


class Identified(ReplyBase):
    """A `Greeting`, sealed to the visit's key."""

    kind: Literal["identified"] = "identified"
    greeting: Sealed


class RenewalView(Message):
    """A certificate of the visitor that ends soon, and the situation that renews it (N-03)."""

    certificate: CertificateCode
    serial: SerialNo
    valid_until: date
    owner: MatterCode
    situation: SituationCode


class Greeting(Message):
    """What is inside `Identified`: the masked name (陈*), the age class, open tickets, cases, what may be rated."""

    masked_name: str
    elderly: bool
    card_expired: bool
    tickets: tuple[TicketView, ...]
    rateable: ServingView | None
    cases: tuple[CaseLine, ...] = ()
    renewals: tuple[RenewalView, ...] = ()


class CatalogueCopy(ReplyBase):
    """The catalogue as a kiosk needs it; `document` is None when the asker's copy is the newest."""

    kind: Literal["catalogue_copy"] = "catalogue_copy"
    hash: str
    document: str | None


class TicketAtCounter(ReplyBase):
    """The ticket a counter now holds: called, recalled or being served."""

    kind: Literal["ticket_at_counter"] = "ticket_at_counter"
    counter: CounterCode
    ticket_id: TicketId
    number: TicketNumber
    call_count: int


class ApplicationGiven(ReplyBase):
    """An `ApplicationView`, sealed to the visit's key."""

    kind: Literal["application_given"] = "application_given"
    application: Sealed


class CasesGiven(ReplyBase):
    """A `CaseList`, sealed to the visit's key."""

    kind: Literal["cases_given"] = "cases_given"
    cases: Sealed


class DocumentGiven(ReplyBase):
    """A `DocumentFile`, sealed to the visit's key."""

    kind: Literal["document_given"] = "document_given"
    document: Sealed


class PaperGiven(ReplyBase):
    """A paper without a person in it, as PDF in Base64."""

    kind: Literal["paper_given"] = "paper_given"
    name: str
    pages: int
    pdf: str


class Refused(ReplyBase):
    """It was not done. `reason` is the refusal's name (`NobodyWaiting`), `sentence` says it to a person.

    `ticket` is set where the refusal is about a ticket the asker holds (`AlreadyHolding`).
    """

    kind: Literal["refused"] = "refused"
    reason: str
    sentence: Sentence
    ticket: TicketView | None = None


Reply: TypeAlias = Annotated[
    Done
    | TicketGiven
    | Identified
    | CatalogueCopy
    | TicketAtCounter
    | ApplicationGiven
    | CasesGiven
    | DocumentGiven
    | PaperGiven
    | Refused,
    Field(discriminator="kind"),
]

REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)
