"""What waits for a department: cases by the time left, and requests for proof. Pure; names nobody but by mask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from broker.catalogue.matters import matter
from broker.terms import CaseId, DepartmentCode, ProofId
from caller.application.case_sentences import RULE_SENTENCES
from caller.application.ports import Scene
from caller.console.words import Text
from caller.domain.cases.case import FINISHED, Case

EXPERT_STEP = "专家论证"
_WAITING = frozenset({"受理", "审核", "踏勘", "专家论证"})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case that waits; `rules` are those checked at submission, with whether each is met.

    `expert` tells of the expert step of a complex case (G-12): still to come, or going on while the clock stands.
    """

    case: CaseId
    matter: Text
    department: DepartmentCode
    who: str
    stage: str
    expert: Literal["to_come", "going_on"] | None
    due: datetime | None
    rules: tuple[tuple[Text, bool], ...]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One request for proof (协查) that waits for an answer."""

    proof: ProofId
    case: CaseId
    material: Text
    department: str


@dataclass(frozen=True, slots=True)
class CasesView:
    """Everything that waits for a decision or an answer."""

    cases: tuple[CaseRow, ...]
    proofs: tuple[ProofRow, ...]


def cases_view(scene: Scene) -> CasesView:
    """Look at what waits, the nearest due date first."""
    rows = list(_rows(scene))
    far = datetime.max.replace(tzinfo=scene.now.tzinfo)
    rows.sort(key=lambda row: (row.due or far, row.case))
    return CasesView(tuple(rows), tuple(_proofs(scene)))


def _rows(scene: Scene) -> Iterator[CaseRow]:
    for case in scene.hall.state.cases.cases.values():
        if case.stage in _WAITING and not case.children:
            yield _row(scene, case)


def _row(scene: Scene, case: Case) -> CaseRow:
    it = matter(scene.catalogue, case.matter.owner)
    above = case if case.parent is None else scene.hall.state.cases.cases[case.parent]
    said = ((RULE_SENTENCES[one.rule], one.met) for one in above.verdicts)
    return CaseRow(
        case=case.case_id,
        matter=Text("", "") if it is None else Text(it.name_zh, it.name_en),
        department=case.matter.department,
        who=case.masked_name,
        stage=case.stage,
        expert=_expert(case),
        due=case.due,
        rules=tuple((Text(sentence.zh_hans, sentence.en), met) for sentence, met in said),
    )


def _expert(case: Case) -> Literal["to_come", "going_on"] | None:
    if case.paused is not None:
        return "going_on" if case.paused.reason == EXPERT_STEP else None
    taken = any(pause.reason == EXPERT_STEP for pause in case.pauses)
    return "to_come" if case.matter.route == "complex" and not taken else None


def _proofs(scene: Scene) -> Iterator[ProofRow]:
    book = scene.hall.state.cases
    for proof, case_id in book.proofs.items():
        case = book.cases.get(case_id)
        if case is None or case.stage in FINISHED:
            continue
        for one in case.materials.values():
            if one.proof_id == proof and one.state == "proving":
                material = scene.catalogue.material(one.material)
                name = Text(material.name_zh, material.name_en)
                yield ProofRow(proof, case_id, name, material.verify_by or material.issuer)
