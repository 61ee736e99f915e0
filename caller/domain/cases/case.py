"""A case (办件): one matter of one visitor, its stages and their only moves, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from broker.catalogue.services import Way
from broker.terms import (
    CaseId,
    FieldKey,
    Flag,
    FormCode,
    MaterialCode,
    ProofId,
    RecordId,
    SerialNo,
    VisitorKey,
    WorkingDays,
)
from caller.domain.cases import events as e
from caller.domain.cases.promises import Commitment, Deferral
from caller.domain.cases.words import (
    CallFailure,
    Channel,
    MaterialState,
    Matter,
    NoticeLine,
    Source,
    Stage,
    Verdict,
)
from caller.domain.event import LanguageCode

_BEFORE_DECISION: frozenset[Stage] = frozenset({"接收", "受理", "一次性告知", "审核", "踏勘", "专家论证"})
_RUNNING: frozenset[Stage] = frozenset({"受理", "审核"})

MOVES: Mapping[type[e.CaseEvent], tuple[frozenset[Stage], Stage | None]] = MappingProxyType(
    {
        e.CaseAccepted: (frozenset({"接收", "一次性告知"}), "受理"),
        e.AcceptanceRefused: (frozenset({"接收", "一次性告知"}), "不予受理"),
        e.NoticeGiven: (frozenset({"接收", "受理", "审核", "一次性告知"}), "一次性告知"),
        e.ReviewBegan: (frozenset({"接收", "受理"}), "审核"),
        e.CasePaused: (_RUNNING, None),
        e.CaseResumed: (frozenset({"受理", "审核", "踏勘", "专家论证", "一次性告知"}), None),
        e.CaseApproved: (_RUNNING, "决定"),
        e.CaseRefused: (_RUNNING, "不予许可"),
        e.CaseCompleted: (frozenset({"决定"}), "办结"),
        e.CaseHandedOut: (frozenset({"办结"}), "出件"),
        e.CaseWithdrawn: (_BEFORE_DECISION, "已撤回"),
        e.DraftLapsed: (frozenset({"接收"}), "已撤回"),
    }
)
"""Event → (the stages it may happen in, the stage after; None: the one the event names)."""

FINISHED: frozenset[Stage] = frozenset({"办结", "出件", "不予许可", "不予受理", "已撤回"})
"""Stages after which nobody works on the case."""

RATEABLE: frozenset[Stage] = frozenset({"办结", "出件", "不予许可"})


class ImpossibleStageError(Exception):
    """Raised when an event would move a case outside the table: the journal or a rule is wrong."""

    def __init__(self, case_id: CaseId, stage: Stage, event: str) -> None:
        """Keep which case, where it stood and what was to happen."""
        super().__init__(f"{case_id} is at {stage}, {event} cannot happen to it")
        self.case_id = case_id
        self.stage = stage
        self.event = event


@dataclass(slots=True, kw_only=True)
class Field:
    """What is known of one field: never its value."""

    key: FieldKey
    required: bool
    filled: bool = False
    source: Source | None = None
    at: datetime | None = None
    contested: bool = False


@dataclass(slots=True, kw_only=True)
class Material:
    """One material of the pinned list. `ways` are those open to this visitor, best first."""

    material: MaterialCode
    state: MaterialState
    ways: tuple[Way, ...]
    core: bool
    commit: WorkingDays | None
    defer: WorkingDays | None
    reusable: date | None
    failure: CallFailure | None = None
    stopped: bool = False
    valid_until: date | None = None
    proof_id: ProofId | None = None
    proofs: int = 0
    proved_at: datetime | None = None
    pages: list[RecordId] = field(default_factory=list[RecordId])
    of_pages: int = 0
    keep: bool = False
    sandbox: bool = False


@dataclass(slots=True, kw_only=True)
class Notice:
    """One written notice of everything missing; `number` above 1 is a violation signal (tell_once)."""

    number: int
    at: datetime
    lines: tuple[NoticeLine, ...]
    by: str
    reason: str | None


@dataclass(slots=True, kw_only=True)
class Pause:
    """A time the clock stood still; it still does while `ended_at` is None."""

    began_at: datetime
    reason: str
    from_stage: Stage
    ended_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Case:
    """One case, or one item of a package (then `parent` is set and form and materials are the package's).

    Changed by `apply` alone. `starts_at` and `due` are the clock's (UTC); `touched_at` when the visitor last did
    something with it; `stopped` the material that ends the way at a kiosk.
    """

    case_id: CaseId
    matter: Matter
    visitor: VisitorKey
    masked_name: str
    language: LanguageCode
    channel: Channel
    place: str
    catalogue: str
    form: FormCode
    record: RecordId
    opened_at: datetime
    touched_at: datetime
    flags: tuple[Flag, ...] = ()
    answers: tuple[int, ...] = ()
    consent: bool = True
    stage: Stage = "接收"
    revision: int = 1
    parent: CaseId | None = None
    children: tuple[CaseId, ...] = ()
    needs: tuple[CaseId, ...] = ()
    makes: tuple[MaterialCode, ...] = ()
    fields: dict[FieldKey, Field] = field(default_factory=dict[FieldKey, Field])
    materials: dict[MaterialCode, Material] = field(default_factory=dict[MaterialCode, Material])
    commitments: dict[MaterialCode, Commitment] = field(default_factory=dict[MaterialCode, Commitment])
    deferrals: dict[MaterialCode, Deferral] = field(default_factory=dict[MaterialCode, Deferral])
    notices: list[Notice] = field(default_factory=list[Notice])
    pauses: list[Pause] = field(default_factory=list[Pause])
    verdicts: tuple[Verdict, ...] = ()
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    accepted_by: str | None = None
    deemed: bool = False
    starts_at: datetime | None = None
    due: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    refusal: str | None = None
    ended_at: datetime | None = None
    certificates: list[SerialNo] = field(default_factory=list[SerialNo])
    promise_refused_until: date | None = None
    stars: int | None = None

    @property
    def draft(self) -> bool:
        """Whether it was never handed in."""
        return self.stage == "接收" and self.submitted_at is None and self.parent is None

    @property
    def paused(self) -> Pause | None:
        """The pause that is going on."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].ended_at is None else None

    @property
    def stopped(self) -> Material | None:
        """The material that stops the application at a kiosk, if one does."""
        return next((material for material in self.materials.values() if material.stopped), None)

    @property
    def held(self) -> bool:
        """Whether a result is held back until a deferred paper is there (容缺)."""
        return any(deferral.state != "kept" for deferral in self.deferrals.values())

    @property
    def promising(self) -> bool:
        """Whether a promise of a paper still to come stands behind the result."""
        return any(commitment.state in ("open", "due", "broken") for commitment in self.commitments.values())

    def move(self, event: e.CaseEvent, named: Stage | None = None) -> None:
        """Take the stage that `event` leads to; `named` is the one it names. Raises `ImpossibleStageError`."""
        allowed, after = MOVES[type(event)]
        if self.stage not in allowed:
            raise ImpossibleStageError(self.case_id, self.stage, type(event).__name__)
        self.stage = named or after or self.stage
