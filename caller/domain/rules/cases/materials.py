"""Rules for the ways of a material: how a call came out, which way is chosen, proofs asked of other departments."""

from datetime import datetime

from broker.terms import ProofId, StaffNo
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case, Material
from caller.domain.cases.events import MaterialCalled, MaterialFailed, ProofAnswered, ProofAsked, WayChosen
from caller.domain.cases.ways import BEGINS, after_failure
from caller.domain.cases.words import MaterialState
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.departments import answering, may_answer
from caller.domain.rules.cases.finding import editable, listed, own
from caller.domain.rules.cases.submission import go_on_after_proof


def report_call(hall: Hall, command: c.ReportCall, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Keep how a call came out. A failed one goes to the next way of the list, or stops the application (M-07).

    An answer that comes when nobody waits for it any more changes nothing.
    """
    del actor
    case = hall.state.cases.cases.get(command.case_id)
    if case is None:
        raise refusals.NoSuchCase(command.case_id)
    material = listed(case, command.material)
    if material.state != "calling":
        return []
    if command.failure is None:
        return [
            MaterialCalled(
                at=now,
                case_id=case.case_id,
                material=material.material,
                valid_until=command.valid_until,
                sandbox=command.sandbox,
            )
        ]
    state, stopped = _next(hall, case, material)
    return [
        MaterialFailed(
            at=now,
            case_id=case.case_id,
            material=material.material,
            failure=command.failure,
            state=state,
            stopped=stopped,
        )
    ]


def _next(hall: Hall, case: Case, material: Material) -> tuple[MaterialState, bool]:
    """A licence that an item of the package itself will write need not be called: it comes with that result."""
    if any(material.material in child.makes for child in hall.state.cases.children_of(case)):
        return "generated", False
    return after_failure(material, "调用")


def choose_way(hall: Hall, command: c.ChooseWay, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Have a material by another way of its list. 协查 asks the department at once."""
    case = editable(own(hall, command.case_id, command.visitor, actor))
    material = listed(case, command.material)
    if command.way not in material.ways:
        raise refusals.WayNotOpen(command.material, command.way)
    if command.way == "协查":
        return _asked(case, material, now)
    state = BEGINS[command.way]
    return [WayChosen(at=now, case_id=case.case_id, material=material.material, way=command.way, state=state)]


def ask_proof(hall: Hall, command: c.AskProof, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Ask the department that can prove it (M-04)."""
    case = editable(own(hall, command.case_id, command.visitor, actor))
    material = listed(case, command.material)
    if "协查" not in material.ways:
        raise refusals.WayNotOpen(command.material, "协查")
    return _asked(case, material, now)


def _asked(case: Case, material: Material, now: datetime) -> list[AnyEvent]:
    if material.state in ("proving", "proved"):
        raise refusals.AlreadySettled(material.material)
    proof_id = ProofId(f"{case.case_id}-{material.material}-{material.proofs + 1}")
    return [ProofAsked(at=now, case_id=case.case_id, proof_id=proof_id, material=material.material)]


def _after_answer(material: Material, *, proved: bool) -> tuple[MaterialState, bool]:
    """A visitor who went another way meanwhile is not sent back by an answer."""
    if material.state != "proving":
        return material.state, material.stopped
    return ("proved", False) if proved else after_failure(material, "协查")


def answer_proof(hall: Hall, command: c.AnswerProof, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Take the department's answer; the case goes on with the last yes, a no leads to the material's next way."""
    if actor.kind == "client":
        raise refusals.StaffOnly
    case_id = hall.state.cases.proofs.get(command.proof_id)
    case = None if case_id is None else hall.state.cases.cases.get(case_id)
    if case_id is None or case is None:  # never asked, or of a draft that is gone
        raise refusals.NoSuchProof(command.proof_id)
    material = next(one for one in case.materials.values() if one.proof_id == command.proof_id)
    if actor.kind == "staff":
        department = answering(hall.catalogue, material.material)
        if not may_answer(hall.catalogue, StaffNo(actor.code), department):
            raise refusals.AnotherDepartments(StaffNo(actor.code))
    state, stopped = _after_answer(material, proved=command.proved)
    answered = ProofAnswered(
        at=now,
        case_id=case_id,
        proof_id=command.proof_id,
        material=material.material,
        proved=command.proved,
        state=state,
        stopped=stopped,
    )
    return [answered, *(go_on_after_proof(hall, case, material, now) if command.proved else ())]
