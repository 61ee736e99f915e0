"""What happened to cases: facts for the journal. A visitor is a key and a masked name; a value is never here."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from broker.catalogue.services import Way
from broker.terms import (
    CaseId,
    FieldKey,
    Flag,
    FormCode,
    MaterialCode,
    ProofId,
    RecordId,
    VisitorKey,
)
from caller.domain.cases.certificates import (
    CertificateIssued,
    RenewalReminded,
    SheetBegun,
    SheetPrinted,
    SheetUnused,
    SheetVoided,
)
from caller.domain.cases.help import HelpCalled, HelpComing, HelpEnded
from caller.domain.cases.promises import (
    BreachEntered,
    BreachExpired,
    CommitmentBroken,
    CommitmentFellDue,
    CommitmentKept,
    CommitmentReminded,
    CommitmentStruckOff,
    CommitmentWithdrawn,
    DeferralBroken,
    DeferralKept,
    DeferralReminded,
    MaterialDeferred,
    MaterialsPromised,
)
from caller.domain.cases.words import (
    CallFailure,
    Channel,
    ChildWanted,
    FieldFact,
    FieldWanted,
    MaterialState,
    MaterialWanted,
    Matter,
    NoticeLine,
    Stage,
    Verdict,
)
from caller.domain.event import Event, LanguageCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """An application was begun. It carries all that is pinned: form, materials, items, limit, catalogue revision.

    `record` is where the vault keeps the values; `promise_refused_until` that no promise may be made before (K-04).
    """

    case_id: CaseId
    day: date
    serial: int
    matter: Matter
    flags: tuple[Flag, ...]
    answers: tuple[int, ...]
    channel: Channel
    place: str
    visitor: VisitorKey
    masked_name: str
    language: LanguageCode
    catalogue: str
    form: FormCode
    record: RecordId
    consent: bool
    fields: tuple[FieldWanted, ...]
    known: tuple[FieldFact, ...]
    materials: tuple[MaterialWanted, ...]
    children: tuple[ChildWanted, ...]
    promise_refused_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEventBase(Event):
    """An event of one case."""

    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTakenUp(CaseEventBase):
    """The same person went on with a draft, maybe at another machine (K-14)."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLapsed(CaseEventBase):
    """Nobody went on with the draft in its seven days: it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsNoted(CaseEventBase):
    """Fields got a value, or lost one."""

    fields: tuple[FieldFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldContested(CaseEventBase):
    """The visitor says a filled value is wrong (与实际不符); `contested` False takes it back."""

    field: FieldKey
    contested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialCalled(CaseEventBase):
    """A licence was called (调用)."""

    material: MaterialCode
    valid_until: date | None
    sandbox: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialFailed(CaseEventBase):
    """A licence could not be called, and why; `state` is where the next way of the list leads. `stopped`: nowhere."""

    material: MaterialCode
    failure: CallFailure
    state: MaterialState
    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WayChosen(CaseEventBase):
    """The visitor chose how to have a material; `state` is where that way begins."""

    material: MaterialCode
    way: Way
    state: MaterialState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAsked(CaseEventBase):
    """Another department was asked to prove something (协查)."""

    proof_id: ProofId
    material: MaterialCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAnswered(CaseEventBase):
    """The department answered; a no leaves the material in `state`."""

    proof_id: ProofId
    material: MaterialCode
    proved: bool
    state: MaterialState
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHandedIn(CaseEventBase):
    """A page of a paper was handed in; `record` is where the vault keeps it. Page 1 replaces what was there."""

    material: MaterialCode
    number: int
    of: int
    record: RecordId
    keep: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSubmitted(CaseEventBase):
    """The application was handed in and signed; `verdicts` are the rules checked (P-06), by name."""

    verdicts: tuple[Verdict, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted(CaseEventBase):
    """The case is accepted (受理): day of `starts_at` is day 0. `deemed` where nobody had said anything in time."""

    by: str
    starts_at: datetime
    due: datetime
    deemed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRefused(CaseEventBase):
    """The case is not accepted (不予受理)."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegan(CaseEventBase):
    """An approver has it (审核); a child's own clock starts here."""

    starts_at: datetime
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(CaseEventBase):
    """The one-time notice (一次性告知, G-07). A second one (`number` 2) is a violation signal and needs a `reason`."""

    number: int
    lines: tuple[NoticeLine, ...]
    by: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaused(CaseEventBase):
    """The clock stands still, for a reason of the list; `stage` is where the case waits."""

    reason: str
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed(CaseEventBase):
    """The clock runs again; `due` is the new end."""

    stage: Stage
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseApproved(CaseEventBase):
    """The decision is yes (决定), by whom, with the rules met (`verdicts` of the submission)."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefused(CaseEventBase):
    """The decision is no (不予许可), and why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCompleted(CaseEventBase):
    """Everything of the case is done (办结): its certificates exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOut(CaseEventBase):
    """The visitor has the result in the hand (出件)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(CaseEventBase):
    """The visitor takes the application back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMoved(CaseEventBase):
    """A new calendar or a pause moves a due date: of the case, or of what was promised or deferred as `material`."""

    material: MaterialCode | None
    due: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated(CaseEventBase):
    """The finished matter was rated, once (E-03)."""

    stars: int
    reasons: tuple[str, ...]
    channel: Literal["kiosk"]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesChecked(Event):
    """The hall looked at every date of this day, by the calendar whose fingerprint is `calendar`."""

    day: date
    calendar: str


CaseEvent: TypeAlias = (
    CaseOpened
    | DraftTakenUp
    | DraftLapsed
    | FieldsNoted
    | FieldContested
    | MaterialCalled
    | MaterialFailed
    | WayChosen
    | ProofAsked
    | ProofAnswered
    | PageHandedIn
    | MaterialsPromised
    | MaterialDeferred
    | CaseSubmitted
    | CaseAccepted
    | AcceptanceRefused
    | ReviewBegan
    | NoticeGiven
    | CasePaused
    | CaseResumed
    | CaseApproved
    | CaseRefused
    | CaseCompleted
    | CaseHandedOut
    | CaseWithdrawn
    | DueMoved
    | CertificateIssued
    | SheetBegun
    | SheetUnused
    | SheetPrinted
    | SheetVoided
    | RenewalReminded
    | CaseRated
    | CommitmentReminded
    | CommitmentFellDue
    | CommitmentKept
    | CommitmentBroken
    | CommitmentWithdrawn
    | CommitmentStruckOff
    | DeferralReminded
    | DeferralKept
    | DeferralBroken
    | BreachEntered
    | BreachExpired
    | HelpCalled
    | HelpComing
    | HelpEnded
    | DeadlinesChecked
)
