"""Why something about a case is not done. Nothing here names a person or holds a value."""

from dataclasses import dataclass
from datetime import date

from broker.catalogue.services import Way
from broker.terms import CaseId, CounterCode, FieldKey, MaterialCode, ProofId, SerialNo, StaffNo
from caller.domain.cases.words import CallFailure, Stage, Verdict
from caller.domain.refusals import Refusal


@dataclass(eq=False)
class NoSuchCase(Refusal):
    """There is no such case, or it is not the asker's: nobody learns which."""

    case_id: CaseId


@dataclass(eq=False)
class AnswersDoNotEnd(Refusal):
    """The answers lead to no situation, or there are too many or too few."""

    owner: str


@dataclass(eq=False)
class CardHasExpired(Refusal):
    """The identity card has run out: it opens its own renewal only (K-01)."""


@dataclass(eq=False)
class NotAtThisStage(Refusal):
    """The case has left the stage where this is possible."""

    case_id: CaseId
    stage: Stage


@dataclass(eq=False)
class UnknownField(Refusal):
    """The form of this case has no such field."""

    field: FieldKey


@dataclass(eq=False)
class NotInTheList(Refusal):
    """The pinned list of this situation has no such material (M-02)."""

    material: MaterialCode


@dataclass(eq=False)
class WayNotOpen(Refusal):
    """The material cannot be had this way here."""

    material: MaterialCode
    way: Way


@dataclass(eq=False)
class CoreMaterial(Refusal):
    """A core material (主件) can be neither promised nor deferred."""

    material: MaterialCode


@dataclass(eq=False)
class NotDeferrable(Refusal):
    """The list does not let this material come later."""

    material: MaterialCode


@dataclass(eq=False)
class PromiseRefused(Refusal):
    """The person broke a promise: no new one before `until` (M-06)."""

    until: date


@dataclass(eq=False)
class CreditUnknown(Refusal):
    """Nobody can say whether the person broke a promise; `asked` False: without consent it may not be asked (M-06)."""

    asked: bool


@dataclass(eq=False)
class AlreadySettled(Refusal):
    """The material is there already; nothing is asked for it."""

    material: MaterialCode


@dataclass(eq=False)
class PromiseOver(Refusal):
    """The promise was withdrawn: its paper can no longer mend it."""

    material: MaterialCode


@dataclass(eq=False)
class BadPage(Refusal):
    """A page out of its order, or of another number of pages than the ones before."""

    number: int
    of: int


@dataclass(eq=False)
class NoSuchProof(Refusal):
    """There is no such proof request, or it was answered."""

    proof_id: ProofId


@dataclass(eq=False)
class CaseStopped(Refusal):
    """A material that cannot be called stops the application here; `counters` are the windows that help."""

    material: MaterialCode
    failure: CallFailure | None
    counters: tuple[CounterCode, ...]


@dataclass(eq=False)
class ConditionsNotMet(Refusal):
    """The rules that are not met, by name (P-06)."""

    verdicts: tuple[Verdict, ...]


@dataclass(eq=False)
class NotAnApprover(Refusal):
    """Only an approver or chief representative of the case's department decides it."""

    staff: StaffNo


@dataclass(eq=False)
class AnotherDepartments(Refusal):
    """Another department's approvers see to this: its case's clock, a request for proof put to it."""

    staff: StaffNo


@dataclass(eq=False)
class OwnAcceptance(Refusal):
    """Who accepted a case may not decide it."""

    staff: StaffNo


@dataclass(eq=False)
class StaffOnly(Refusal):
    """Only a member of the staff may ask this."""


@dataclass(eq=False)
class ExpertStepMissing(Refusal):
    """A complex case is decided after its expert step only (G-12)."""

    case_id: CaseId


@dataclass(eq=False)
class EmptyNotice(Refusal):
    """A notice names at least one thing that is missing."""


@dataclass(eq=False)
class SecondNoticeNeedsReason(Refusal):
    """Everything is told once (G-07): a second notice needs a reason, and is reported."""

    number: int


@dataclass(eq=False)
class UnknownPauseReason(Refusal):
    """The clock stops only for a reason of the catalogue's list."""

    wanted: str


@dataclass(eq=False)
class NotPaused(Refusal):
    """The clock of this case runs."""

    case_id: CaseId


@dataclass(eq=False)
class AlreadyPaused(Refusal):
    """The clock of this case stands still already."""

    case_id: CaseId


@dataclass(eq=False)
class NoSuchCertificate(Refusal):
    """There is no such certificate, or another sheet took its place."""

    serial: SerialNo


@dataclass(eq=False)
class SheetIsOut(Refusal):
    """The certificate with this number is printed already: no second paper bears it."""

    serial: SerialNo


@dataclass(eq=False)
class NothingToRate(Refusal):
    """The matter is not finished, is a part of a package, or was finished too long ago."""

    case_id: CaseId


@dataclass(eq=False)
class NoHelpCalled(Refusal):
    """Nobody wants help at this kiosk."""


@dataclass(eq=False)
class NoSuchDocument(Refusal):
    """There is no such paper, or it cannot be had here."""


@dataclass(eq=False)
class NotSealed(Refusal):
    """The paper cannot be sealed now; its number stands. `counters` are the windows that print it later."""

    counters: tuple[CounterCode, ...]
