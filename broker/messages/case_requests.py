"""What a kiosk asks on behalf of a visitor who wants a matter done: the application from first answer to certificate.

Every one that carries `card` is answered only for the person whose card it is; the answer is sealed to that visit.
"""

from typing import Literal, TypeAlias

from pydantic import Field

from broker.catalogue.services import MatterCode, Way
from broker.messages.applications import DocumentName
from broker.messages.base import Language, RequestBase, Sealed
from broker.terms import CaseId, CounterCode, FieldKey, FormCode, MaterialCode, SerialNo

LARGEST_PAGES = 20

Later: TypeAlias = Literal["容缺"]
"""A paper comes later, by a date, and the matter goes on without it (M-05)."""


class WithCard(RequestBase):
    """What every request for a person carries: the card (`CardFacts`), sealed to the hall."""

    card: Sealed
    language: Language = "zh-Hans"


class OpenApplication(WithCard):
    """The last question is answered: make the form, call the licences. The same person's draft is taken up again.

    `answers` are options counted from 1, through the owner's tree and any service it leads to, then the common
    questions (1 yes, 2 no) in their order. Answered with `ApplicationGiven` at once; what is still called says so.
    """

    kind: Literal["open_application"] = "open_application"
    owner: MatterCode
    answers: tuple[int, ...] = Field(max_length=40)
    consent: bool = False
    """Whether the visitor agreed that licences are called and data asked for, for this purpose."""
    counter: CounterCode | None = None
    """The window at which the visitor sits, where no kiosk asks; a kiosk leaves it out."""


class LookAtApplication(WithCard):
    """How far is it: asked while licences are being called, and when a case of the list is opened."""

    kind: Literal["look_at_application"] = "look_at_application"
    case: CaseId


class FillFields(WithCard):
    """The visitor typed or chose values. `values` is a `FieldValues`, sealed."""

    kind: Literal["fill_fields"] = "fill_fields"
    case: CaseId
    values: Sealed


class ContestField(WithCard):
    """A filled value is wrong (与实际不符): a clerk will look at it; the licence is not touched."""

    kind: Literal["contest_field"] = "contest_field"
    case: CaseId
    field: FieldKey


class ChooseWay(WithCard):
    """How a material shall be had: one of the ways its view offers. 调用 again means: try once more.

    容缺 is no way of having it: it comes later, where its view says within how many days.
    """

    kind: Literal["choose_way"] = "choose_way"
    case: CaseId
    material: MaterialCode
    way: Way | Later


class HandInPage(WithCard):
    """One scanned page of a material; page 1 replaces what was handed in before. `page` is a `ScanPage`, sealed.

    `keep` is whether the person agrees that the paper is kept in the library for later matters.
    """

    kind: Literal["hand_in_page"] = "hand_in_page"
    case: CaseId
    material: MaterialCode
    number: int = Field(ge=1, le=LARGEST_PAGES)
    of: int = Field(ge=1, le=LARGEST_PAGES)
    keep: bool = False
    page: Sealed


class SignCommitment(WithCard):
    """The visitor read the promise to its end and signed it. `signature` is a `Signature`, sealed."""

    kind: Literal["sign_commitment"] = "sign_commitment"
    case: CaseId
    materials: tuple[MaterialCode, ...] = Field(min_length=1, max_length=60)
    signature: Sealed


class SubmitApplication(WithCard):
    """Everything was looked through and signed: hand it in. An instant matter is decided with the same answer."""

    kind: Literal["submit_application"] = "submit_application"
    case: CaseId
    signature: Sealed


class FetchDocument(WithCard):
    """A document of a case, as PDF, to preview and print."""

    kind: Literal["fetch_document"] = "fetch_document"
    case: CaseId
    document: DocumentName


class ReportSheet(WithCard):
    """What becomes of the sheet of a certificate.

    `begun` is asked before anything goes to the printer: paper may come out from here on, whatever happens to the
    kiosk. Then it is `printed`, `lost`, or `unused` when nothing was sent. A lost sheet's number is void for good, and
    so is one that is begun a second time while nobody knows what came of the first: the answer's view names the
    certificate's new number, to print again.
    """

    kind: Literal["report_sheet"] = "report_sheet"
    case: CaseId
    serial: SerialNo
    outcome: Literal["begun", "printed", "lost", "unused"]
    fault: str | None = Field(default=None, max_length=80)


class ReportLeftSheet(RequestBase):
    """What came of a certificate's sheet that this kiosk sent to its printer before it was cut off; the card is gone.

    Believed only of a number that this kiosk began and of which nothing was heard. Answered with `Done`.
    """

    kind: Literal["report_left_sheet"] = "report_left_sheet"
    serial: SerialNo
    printed: bool
    fault: str | None = Field(default=None, max_length=80)


class ListCases(WithCard):
    """The visitor's own cases and drafts."""

    kind: Literal["list_cases"] = "list_cases"


class RateCase(WithCard):
    """A finished case is rated, once (E-03)."""

    kind: Literal["rate_case"] = "rate_case"
    case: CaseId
    stars: int = Field(ge=1, le=5)
    reasons: tuple[str, ...] = Field(default=(), max_length=10)


class FetchPaper(RequestBase):
    """A paper that is printed free (G-05, K-07): guide, flow chart, sample or blank form, a published list.

    `filled` with a `card`: the form has that person's own data in it, and the answer is a `DocumentGiven`, sealed.
    """

    kind: Literal["fetch_paper"] = "fetch_paper"
    paper: Literal["guide", "flow", "sample", "blank", "filled", "list"]
    owner: MatterCode | None = None
    form: FormCode | None = None
    list_code: str | None = Field(default=None, max_length=30)
    language: Language = "zh-Hans"
    card: Sealed | None = None


class CallHelp(RequestBase):
    """请人帮忙: a person is wanted at this kiosk. `wanted` False takes it back. No personal data."""

    kind: Literal["call_help"] = "call_help"
    screen: str = Field(max_length=40)
    wanted: bool = True


CaseRequest: TypeAlias = (
    OpenApplication
    | LookAtApplication
    | FillFields
    | ContestField
    | ChooseWay
    | HandInPage
    | SignCommitment
    | SubmitApplication
    | FetchDocument
    | ReportSheet
    | ListCases
    | RateCase
)
"""What is asked for a person, about that person's own cases."""
