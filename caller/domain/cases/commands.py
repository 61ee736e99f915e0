"""What may be asked about cases. Values stay with whoever asks: a command carries facts, or values that no repr shows.

`visitor` is the key of the card that was read; None where a member of the staff asks. Everything a visitor asks about a
case that is not theirs is refused as `NoSuchCase`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from broker.catalogue.services import MatterCode, Way
from broker.terms import CaseId, FieldKey, KioskCode, MaterialCode, ProofId, RecordId, SerialNo, VisitorKey
from caller.domain.cases.words import CallFailure, Channel, CreditAnswer, FieldFact, NoticeLine, Reusable, SheetOutcome
from caller.domain.event import LanguageCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """The questions are answered (options from 1, then the common ones): begin the application, or take up the draft.

    `place` is the kiosk or window. `record` is where the vault will keep the values. `known` are fields that already
    have one; `reusable` what the library holds of this person; `breach_until` that another hall's list names the
    person until then (None: not listed). `consent`: licences may be called and data asked for.
    """

    owner: MatterCode
    answers: tuple[int, ...]
    channel: Channel
    place: str
    visitor: VisitorKey
    masked_name: str
    language: LanguageCode
    record: RecordId
    consent: bool = True
    known: tuple[FieldFact, ...] = ()
    reusable: tuple[Reusable, ...] = ()
    breach_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFields:
    """Fields got values (or lost them): facts only, the values are in the vault's record."""

    case_id: CaseId
    visitor: VisitorKey | None
    fields: tuple[FieldFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestField:
    """A filled value is wrong (与实际不符), or is not wrong after all."""

    case_id: CaseId
    visitor: VisitorKey | None
    field: FieldKey
    contested: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCall:
    """How a call (调用) came out: `failure` None is a licence in the hand. Asked by the hall itself."""

    case_id: CaseId
    material: MaterialCode
    failure: CallFailure | None
    valid_until: date | None = None
    sandbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseWay:
    """Have a material by this way of its list; 调用 again means once more."""

    case_id: CaseId
    visitor: VisitorKey | None
    material: MaterialCode
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferMaterial:
    """Hand this material in later (容缺)."""

    case_id: CaseId
    visitor: VisitorKey | None
    material: MaterialCode


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInPage:
    """Page `number` of `of` of a material; `record` is where the vault keeps the picture."""

    case_id: CaseId
    visitor: VisitorKey | None
    material: MaterialCode
    number: int
    of: int
    record: RecordId
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCommitment:
    """Promise these materials, read and signed; `fields` are those the signature fills.

    `credit` tells whether the credit database answered: what it did not say is never taken for a clean record (M-06).
    """

    case_id: CaseId
    visitor: VisitorKey | None
    materials: tuple[MaterialCode, ...]
    text_version: str
    credit: CreditAnswer
    fields: tuple[FieldFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBreach:
    """Another hall's list names the visitor, who may promise nothing before `until` (M-06)."""

    visitor: VisitorKey
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskProof:
    """Ask the department that can prove a material (协查)."""

    case_id: CaseId
    visitor: VisitorKey | None
    material: MaterialCode


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProof:
    """The department's answer."""

    proof_id: ProofId
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCase:
    """Hand the application in. `values` of all fields are looked at by the rules (P-06) and kept nowhere."""

    case_id: CaseId
    visitor: VisitorKey | None
    values: Mapping[FieldKey, str] = field(repr=False)
    fields: tuple[FieldFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCase:
    """A clerk accepts a case that was handed in (受理)."""

    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAcceptance:
    """A clerk does not accept it (不予受理)."""

    case_id: CaseId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveNotice:
    """Tell once, in writing, everything that is missing (G-07). A second notice needs `reason`."""

    case_id: CaseId
    lines: tuple[NoticeLine, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCase:
    """Stop the clock for a reason of the catalogue's list."""

    case_id: CaseId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase:
    """Let the clock run again."""

    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """Decide yes: an approver or chief representative of the case's department, never who accepted it."""

    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Decide no (不予许可)."""

    case_id: CaseId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase:
    """The visitor takes the application back."""

    case_id: CaseId
    visitor: VisitorKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """What becomes of the sheet of a certificate; a lost one is void and the certificate gets a new number."""

    case_id: CaseId
    visitor: VisitorKey | None
    serial: SerialNo
    outcome: SheetOutcome
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLeftSheet:
    """What came of a sheet that a kiosk had begun before it was cut off: it says so itself, without a visitor."""

    serial: SerialNo
    printed: bool
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSheet:
    """Staff void a sheet for a reason; the certificate gets a new number."""

    serial: SerialNo
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOut:
    """The output window hands the results over (出件)."""

    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCase:
    """Rate a finished matter, once; a package is one matter (E-03)."""

    case_id: CaseId
    visitor: VisitorKey
    stars: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDeadlines:
    """Time has passed: drafts, promises, deferrals, acceptance, certificates. The hall's own timer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHelp:
    """A person is wanted at a kiosk; `wanted` False takes it back."""

    kiosk: KioskCode
    screen: str
    wanted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeToHelp:
    """A member of the staff comes; `done` when they have helped."""

    kiosk: KioskCode
    done: bool = False


CaseCommand: TypeAlias = (
    OpenCase
    | NoteFields
    | ContestField
    | ReportCall
    | ChooseWay
    | DeferMaterial
    | HandInPage
    | SignCommitment
    | ReportBreach
    | AskProof
    | AnswerProof
    | SubmitCase
    | AcceptCase
    | RefuseAcceptance
    | GiveNotice
    | PauseCase
    | ResumeCase
    | Approve
    | Refuse
    | WithdrawCase
    | ReportSheet
    | ReportLeftSheet
    | VoidSheet
    | HandOut
    | RateCase
    | CheckDeadlines
    | CallHelp
    | ComeToHelp
)
