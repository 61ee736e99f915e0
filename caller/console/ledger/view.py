"""The ledger of promises (K-04, M-05, M-06) and of void certificate numbers (K-05). Pure; names nobody but by mask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from broker.terms import CaseId, DepartmentCode, MaterialCode, SerialNo
from caller.application.ports import Scene
from caller.console.wall.words import fault_in_words
from caller.console.words import Text
from caller.domain.cases.case import Case

_STATES: Mapping[str, Text] = MappingProxyType(
    {
        "broken": Text("逾期未履行", "broken"),
        "due": Text("今天到期", "due today"),
        "withdrawn": Text("已撤销", "withdrawn"),
        "open": Text("未到期", "open"),
    }
)
"""State → how it is said, the most urgent first; kept and struck off need nobody."""
_COMMITMENT, _DEFERRAL = Text("承诺", "promised"), Text("容缺", "deferred")


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One paper that was promised or deferred. `flagged` are the certificates that stand on a broken promise."""

    case: CaseId
    who: str
    department: DepartmentCode
    kind: Text
    material: Text
    due: date
    state: str
    said: Text
    notice_until: date | None
    flagged: tuple[SerialNo, ...]


@dataclass(frozen=True, slots=True)
class VoidRow:
    """One number that is void for good, and the number that took its place."""

    serial: SerialNo
    certificate: Text
    case: CaseId
    reason: Text
    successor: SerialNo | None


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What the page shows."""

    owed: tuple[OwedRow, ...]
    voids: tuple[VoidRow, ...]


def ledger_view(scene: Scene) -> LedgerView:
    """Look at every promise that is not kept, the broken ones first, and at every void number."""
    urgency = list(_STATES)
    owed = [row for case in scene.hall.state.cases.cases.values() for row in _owed(scene, case)]
    owed.sort(key=lambda row: (urgency.index(row.state), row.due, row.case, row.material.zh))
    return LedgerView(tuple(owed), tuple(_voids(scene)))


def _owed(scene: Scene, case: Case) -> Iterator[OwedRow]:
    flagged = tuple(sheet.serial for sheet in scene.hall.state.cases.sheets_of(case) if sheet.flagged)
    for code, one in case.commitments.items():
        if one.due is not None and one.state in _STATES:
            yield _row(scene, case, code, (_COMMITMENT, one.state, one.due, one.notice_until, flagged))
    for code, later in case.deferrals.items():
        if later.state in _STATES:
            yield _row(scene, case, code, (_DEFERRAL, later.state, later.due, None, ()))


def _row(
    scene: Scene,
    case: Case,
    code: MaterialCode,
    owes: tuple[Text, str, date, date | None, tuple[SerialNo, ...]],
) -> OwedRow:
    kind, state, due, notice_until, flagged = owes
    material = scene.catalogue.material(code)
    return OwedRow(
        case=case.case_id,
        who=case.masked_name,
        department=case.matter.department,
        kind=kind,
        material=Text(material.name_zh, material.name_en),
        due=due,
        state=state,
        said=_STATES[state],
        notice_until=notice_until,
        flagged=flagged if state == "broken" else (),
    )


def _voids(scene: Scene) -> Iterator[VoidRow]:
    known = scene.catalogue.certificates_by_code
    for sheet in scene.hall.state.cases.certificates.values():
        if sheet.void_reason is not None:
            name = known.get(sheet.certificate)
            certificate = (
                Text(sheet.certificate, sheet.certificate) if name is None else Text(name.name_zh, name.name_en)
            )
            yield VoidRow(sheet.serial, certificate, sheet.case_id, fault_in_words(sheet.void_reason), sheet.successor)
