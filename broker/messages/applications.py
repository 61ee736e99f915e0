"""What a visitor may see of an application (办件): form, materials, promises, certificates.

Views travel only inside `Sealed`: field values are personal data. Codes are looked up in the catalogue by who shows
them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from broker.catalogue.services import MatterCode, RouteCode, Way
from broker.messages.base import Message, Moment, Sentence
from broker.terms import (
    CaseId,
    CertificateCode,
    DepartmentCode,
    FieldKey,
    Flag,
    FormCode,
    MaterialCode,
    SerialNo,
    SituationCode,
    WorkingDays,
)

Source: TypeAlias = Literal["刷证", "证照", "共享库", "上次申请", "问答", "系统", "本人填写"]
"""Where a field's value comes from; the last one only for what the visitor typed, chose or signed here."""

Stage: TypeAlias = Literal[
    "接收", "受理", "一次性告知", "不予受理", "审核", "踏勘", "专家论证", "决定", "办结", "出件", "不予许可", "已撤回"
]
"""The states of a case in the words of the supervision; 接收 is a draft that was not handed in yet."""

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
"""How far a material is. `calling` waits for the licence library; `to_…` still needs the visitor (or a clerk)."""


class Private(Message):
    """A message that must not show what it holds: a value like this may end up in a traceback."""

    def __repr__(self) -> str:
        """Tell nothing of the person."""
        return f"{type(self).__name__}(…)"

    __str__ = __repr__


class FieldView(Private):
    """One field of the form. `value` is empty while nobody knows it; a contested one goes to a clerk as it stands."""

    key: FieldKey
    value: str = ""
    source: Source | None = None
    at: Moment | None = None
    contested: bool = False
    problem: Sentence | None = None


class MaterialView(Private):
    """One material. `ways` are those open to the visitor now, best first; `note` says why a way did not work.

    `holder` names the licence's issuing department when called; `reusable` tells since when the library holds it;
    `sandbox` is set where a sandbox answered; `due` is by when what is promised or deferred must be there; `later` is
    in how many working days a paper that is still open may come (容缺, M-05), None where it may not.
    """

    material: MaterialCode
    state: MaterialState
    ways: tuple[Way, ...] = ()
    core: bool = False
    note: Sentence | None = None
    holder: DepartmentCode | None = None
    valid_until: date | None = None
    reusable: date | None = None
    due: date | None = None
    later: WorkingDays | None = None
    pages: int = 0
    sandbox: bool = False


class RuleView(Private):
    """One rule the hall checked (P-06), by name, and whether it is met."""

    rule: str
    text: Sentence
    met: bool


class CertificateView(Private):
    """One certificate with its number. `promised` is valid while its promises are kept.

    `replaces` is the number in whose place this one came: that one's sheet was lost, it is void.
    """

    certificate: CertificateCode
    serial: SerialNo
    state: Literal["valid", "promised", "void"]
    printed: bool = False
    valid_until: date | None = None
    replaces: SerialNo | None = None


class ChildView(Private):
    """One item of a package and the department that has it."""

    case: CaseId
    matter: MatterCode
    situation: SituationCode
    department: DepartmentCode
    stage: Stage
    due: date | None = None


DocumentName: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*(:[0-9A-Za-z-]{1,40})?$", max_length=60)]
"""A document of a case: `D-COMMIT`, `D-ONCE`, `FORM`, or a certificate with its serial: `C-HYG:SF2026-000001`.

`PAGE:LEASE` is the first page, small, of the paper that the reuse library offers for a material (M-03).
"""


class ApplicationView(Private):
    """An application as its visitor may see it. `revision` grows with every change.

    `promise_refused` says why no promise may be made (a broken one); `stopped` why the application cannot go on at a
    kiosk, and where it can; `sandbox` whether any outside system that answered is a sandbox.
    """

    case: CaseId
    revision: int
    stage: Stage
    route: RouteCode
    owner: MatterCode
    situation: SituationCode
    flags: tuple[Flag, ...]
    form: FormCode
    fields: tuple[FieldView, ...]
    materials: tuple[MaterialView, ...]
    rules: tuple[RuleView, ...] = ()
    promise_refused: Sentence | None = None
    promise_due: date | None = None
    stopped: Sentence | None = None
    catalogue: str = ""
    opened_at: Moment
    accepted_at: Moment | None = None
    clock_starts_at: Moment | None = None
    due: date | None = None
    certificates: tuple[CertificateView, ...] = ()
    documents: tuple[DocumentName, ...] = ()
    children: tuple[ChildView, ...] = ()
    rated: bool = False
    sandbox: bool = False


class CaseLine(Private):
    """One case in the list "my cases" (K-S15); `missing` are what the visitor may hand in now."""

    case: CaseId
    owner: MatterCode
    situation: SituationCode
    stage: Stage
    department: DepartmentCode
    opened_at: Moment
    due: date | None = None
    missing: tuple[MaterialCode, ...] = ()
    draft: bool = False
    rateable: bool = False


class CaseList(Private):
    """The visitor's cases, drafts first, then the newest."""

    cases: tuple[CaseLine, ...]


class FieldValues(Private):
    """What a visitor typed or chose, by field."""

    values: Mapping[FieldKey, str]


class Signature(Private):
    """A signature on the glass: strokes of points from 0 to 1 of the signing area, `aspect` times as wide as high."""

    aspect: float = Field(gt=0, le=10)
    strokes: tuple[tuple[tuple[float, float], ...], ...] = Field(max_length=200)


class ScanPage(Private):
    """One page of a paper as the camera took it, straightened: a JPEG in Base64, with what was measured of it."""

    jpeg: str = Field(max_length=1_400_000)
    width: int
    height: int
    sharpness: float
    brightness: float
    codes: tuple[str, ...] = ()


class DocumentFile(Private):
    """A document as PDF in Base64."""

    name: str
    pages: int
    pdf: str
