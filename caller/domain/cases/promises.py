"""Commitments (告知承诺), deferrals (容缺), and the list of people who broke a promise: events and states."""

from dataclasses import dataclass
from datetime import date

from broker.terms import CaseId, MaterialCode, VisitorKey, WorkingDays
from caller.domain.cases.words import CommitmentState, DeferralState
from caller.domain.event import Event


@dataclass(frozen=True, slots=True)
class Promised:
    """One paper that was promised. `due` None: the promise stands for the paper itself (`days` 0)."""

    material: MaterialCode
    days: WorkingDays
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfCase(Event):
    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfMaterial(_OfCase):
    material: MaterialCode


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsPromised(_OfCase):
    """The promise was read to its end and signed (K-04); `text_version` names what was read."""

    made_on: date
    promised: tuple[Promised, ...]
    text_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentReminded(_OfMaterial):
    """So many working days are left; `marks` are the catalogue's reminders that are done with it."""

    days_left: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFellDue(_OfMaterial):
    """Today is the last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentKept(_OfMaterial):
    """The paper is there; `late` where it came in the days of the notice."""

    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentBroken(_OfMaterial):
    """The date went by without the paper: the certificate is flagged, `notice_until` is left to mend it."""

    notice_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentWithdrawn(_OfMaterial):
    """The notice went by as well: what was given on this promise is withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentStruckOff(_OfMaterial):
    """The entry on the list has expired: the promise no longer counts against the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialDeferred(_OfMaterial):
    """Accepted with this paper to come (容缺)."""

    days: WorkingDays
    made_on: date
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralReminded(_OfMaterial):
    """So many working days are left."""

    days_left: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralKept(_OfMaterial):
    """The paper is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralBroken(_OfMaterial):
    """The date went by: the case stops and the visitor is told (M-05)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachEntered(Event):
    """A person is on the list (M-06): no promise before `until`. `case_id` None where another hall says so."""

    visitor: VisitorKey
    case_id: CaseId | None
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachExpired(Event):
    """The person's entry is over."""

    visitor: VisitorKey


@dataclass(slots=True, kw_only=True)
class Commitment:
    """One promised paper; changed by `apply` alone."""

    material: MaterialCode
    days: WorkingDays
    made_on: date
    due: date | None
    state: CommitmentState = "open"
    reminded: tuple[int, ...] = ()
    notice_until: date | None = None


@dataclass(slots=True, kw_only=True)
class Deferral:
    """One paper to come; changed by `apply` alone."""

    material: MaterialCode
    days: WorkingDays
    made_on: date
    due: date
    state: DeferralState = "open"
    reminded: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Breach:
    """An entry on the list of people who broke a promise."""

    visitor: VisitorKey
    case_id: CaseId | None
    since: date
    until: date
