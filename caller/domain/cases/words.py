"""The words of the paper side, as the bus and the screens have them too (a test holds the two together)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from broker.catalogue.services import MatterCode, RouteCode, Way
from broker.terms import (
    CaseId,
    CertificateCode,
    DepartmentCode,
    FieldKey,
    MaterialCode,
    ServiceCode,
    SituationCode,
    WorkingDays,
)

Source: TypeAlias = Literal["刷证", "证照", "共享库", "上次申请", "问答", "系统", "本人填写"]
"""Where a field's value comes from."""

Stage: TypeAlias = Literal[
    "接收", "受理", "一次性告知", "不予受理", "审核", "踏勘", "专家论证", "决定", "办结", "出件", "不予许可", "已撤回"
]
"""The states of a case in the words of the supervision; 接收 is a draft until it is handed in."""

MaterialState: TypeAlias = Literal[
    "generated",
    "calling",
    "called",
    "reused",
    "to_promise",
    "promised",
    "to_prove",
    "proving",
    "proved",
    "to_hand_in",
    "handed_in",
    "deferred",
]
"""How far a material is; `to_…` still needs the visitor."""

SETTLED: frozenset[MaterialState] = frozenset(
    {"generated", "called", "reused", "promised", "proved", "handed_in", "deferred"}
)
"""States in which nobody waits for the material before the case is decided."""

CallFailure: TypeAlias = Literal["expired", "revoked", "not_found", "away", "slow"]
"""Why a licence could not be called (调用)."""

CommitmentState: TypeAlias = Literal["open", "due", "kept", "broken", "withdrawn", "struck_off"]
DeferralState: TypeAlias = Literal["open", "kept", "broken"]
CertificateState: TypeAlias = Literal["valid", "promised", "void"]
SheetOutcome: TypeAlias = Literal["begun", "printed", "lost", "unused"]
"""What becomes of a certificate's sheet: about to be printed, out, lost on its way, or never sent to the printer."""

Channel: TypeAlias = Literal["kiosk", "window"]
CreditAnswer: TypeAlias = Literal["answered", "silent", "not_asked"]
"""Whether the credit database said, just now, if a person is listed; it may not be asked without consent."""
Unit: TypeAlias = Literal["working_days", "hours", "minutes"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A promised limit: working days, or working hours or minutes. `amount` 0 is on the spot."""

    unit: Unit
    amount: int


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A field of the form as shown to this visitor. Values are in the vault, never here."""

    key: FieldKey
    required: bool


@dataclass(frozen=True, slots=True)
class FieldFact:
    """That a field has a value now, and from where; `filled` False empties it."""

    key: FieldKey
    source: Source
    filled: bool = True


@dataclass(frozen=True, slots=True)
class MaterialWanted:
    """A material of the pinned list as this visitor may have it: the ways open, best first, and where it begins.

    `commit` and `defer` are working days; `reusable` tells since when the library holds it.
    """

    material: MaterialCode
    ways: tuple[Way, ...]
    state: MaterialState
    core: bool
    commit: WorkingDays | None = None
    defer: WorkingDays | None = None
    reusable: date | None = None


@dataclass(frozen=True, slots=True)
class ChildWanted:
    """One item of a package. `needs` are the children whose result it waits for (P-02).

    `makes` are the materials of the package's list that its result becomes where nobody brings them from outside.
    """

    case_id: CaseId
    service: ServiceCode
    situation: SituationCode
    department: DepartmentCode
    route: RouteCode
    limit: Limit
    certificate: CertificateCode | None
    needs: tuple[CaseId, ...] = ()
    makes: tuple[MaterialCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about, pinned when it is opened: a new catalogue changes no running case."""

    owner: MatterCode
    situation: SituationCode
    department: DepartmentCode
    route: RouteCode
    limit: Limit
    certificate: CertificateCode | None


@dataclass(frozen=True, slots=True)
class Reusable:
    """A paper of the person that the library holds (M-03), and since when."""

    material: MaterialCode
    since: date


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing that is missing or faulty (G-07): a material of the list or a field of the form, and why."""

    material: MaterialCode | None
    field: FieldKey | None
    remark: str


RuleName: TypeAlias = Literal[
    "fields_present",
    "nothing_contested",
    "materials_settled",
    "core_not_promised",
    "dates_readable",
    "dates_not_in_future",
    "validity_not_past",
    "inspection_not_past",
    "numbers_in_bounds",
    "amounts_in_bounds",
    "idno_valid",
    "uscc_valid",
    "phone_valid",
    "options_kept",
]
"""The rules that decide "meets the conditions" (P-06). Their sentences are in `caller.application.case_sentences`."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule that was checked, and whether it is met; `about` names fields or materials, never values."""

    rule: RuleName
    met: bool
    about: tuple[str, ...] = ()
