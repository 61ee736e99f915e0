"""What waits for a department: cases by the time left, and requests for proof. Pure; names nobody but by mask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from broker.catalogue.matters import matter
from broker.terms import CaseId, DepartmentCode, ProofId, StaffNo
from caller.application.case_sentences import RULE_SENTENCES
from caller.application.ports import Scene
from caller.console.words import Text
from caller.domain.cases.case import FINISHED, Case
from caller.domain.rules.cases.departments import answering, is_approver_of, may_answer

EXPERT_STEP = "专家论证"
_WAITING = frozenset({"受理", "审核", "踏勘", "专家论证"})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case that waits, at a `department` named `unit`; `met` and `unmet` are the conditions checked at submission.

    `expert` tells of the expert step of a complex case (G-12): still to come, or going on while the clock stands.
    `mine` is whether the person who looks decides it: another department's case is shown without buttons.
    """

    case: CaseId
    matter: Text
    department: DepartmentCode
    unit: Text
    who: str
    stage: str
    expert: Literal["to_come", "going_on"] | None
    due: datetime | None
    met: tuple[Text, ...]
    unmet: tuple[Text, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One request for proof (协查) that waits for an answer; `mine` as with a case."""

    proof: ProofId
    case: CaseId
    material: Text
    department: str
    unit: Text
    mine: bool


@dataclass(frozen=True, slots=True)
class CasesView:
    """Everything that waits for a decision or an answer."""

    cases: tuple[CaseRow, ...]
    proofs: tuple[ProofRow, ...]


def cases_view(scene: Scene, staff: StaffNo) -> CasesView:
    """Look at what waits, as this person sees it: what is theirs first, the nearest due date first."""
    rows = list(_rows(scene, staff))
    far = datetime.max.replace(tzinfo=scene.now.tzinfo)
    rows.sort(key=lambda row: (not row.mine, row.due or far, row.case))
    return CasesView(tuple(rows), tuple(sorted(_proofs(scene, staff), key=lambda row: not row.mine)))


def _rows(scene: Scene, staff: StaffNo) -> Iterator[CaseRow]:
    for case in scene.hall.state.cases.cases.values():
        if case.stage in _WAITING and not case.children:
            yield _row(scene, case, staff)


def _row(scene: Scene, case: Case, staff: StaffNo) -> CaseRow:
    it = matter(scene.catalogue, case.matter.owner)
    above = case if case.parent is None else scene.hall.state.cases.cases[case.parent]
    said = [(Text(RULE_SENTENCES[one.rule].zh_hans, RULE_SENTENCES[one.rule].en), one.met) for one in above.verdicts]
    return CaseRow(
        case=case.case_id,
        matter=Text("", "") if it is None else Text(it.name_zh, it.name_en),
        department=case.matter.department,
        unit=_unit(scene, case.matter.department),
        who=case.masked_name,
        stage=case.stage,
        expert=_expert(case),
        due=case.due,
        met=tuple(text for text, met in said if met),
        unmet=tuple(text for text, met in said if not met),
        mine=is_approver_of(scene.catalogue, staff, case.matter.department) and case.accepted_by != staff,
    )


def _expert(case: Case) -> Literal["to_come", "going_on"] | None:
    if case.paused is not None:
        return "going_on" if case.paused.reason == EXPERT_STEP else None
    taken = any(pause.reason == EXPERT_STEP for pause in case.pauses)
    return "to_come" if case.matter.route == "complex" and not taken else None


def _proofs(scene: Scene, staff: StaffNo) -> Iterator[ProofRow]:
    book = scene.hall.state.cases
    for proof, case_id in book.proofs.items():
        case = book.cases.get(case_id)
        if case is None or case.stage in FINISHED:
            continue
        for one in case.materials.values():
            if one.proof_id == proof and one.state == "proving":
                material = scene.catalogue.material(one.material)
                name = Text(material.name_zh, material.name_en)
                answers = answering(scene.catalogue, one.material)
                mine = may_answer(scene.catalogue, staff, answers)
                yield ProofRow(proof, case_id, name, answers, _unit(scene, answers), mine)


def _unit(scene: Scene, code: str) -> Text:
    """Give the name of a department; its code where the catalogue has none."""
    known = scene.catalogue.departments_by_code.get(DepartmentCode(code))
    return Text(code, code) if known is None else Text(known.name_zh, known.name_en)
