"""Finding the case a command is about, for whoever may ask about it."""

from broker.terms import CaseId, MaterialCode, StaffNo, VisitorKey
from caller.domain.cases import refusals
from caller.domain.cases.case import Case, Material
from caller.domain.commands import Actor
from caller.domain.hall import Hall


def own(hall: Hall, case_id: CaseId, visitor: VisitorKey | None, actor: Actor) -> Case:
    """Give a case to its visitor or to staff. Raises `NoSuchCase`: a stranger does not learn that it exists."""
    case = hall.state.cases.cases.get(case_id)
    if case is None or (visitor is None and actor.kind == "client") or visitor not in (None, case.visitor):
        raise refusals.NoSuchCase(case_id)
    return case


def editable(case: Case) -> Case:
    """Give back a case whose form and materials may still change. Raises `NotAtThisStage`."""
    if case.parent is not None or case.stage not in ("接收", "一次性告知") or case.submitted_at is not None:
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    return case


def listed(case: Case, code: MaterialCode) -> Material:
    """Give a material of the pinned list. Raises `NotInTheList` (清单外无证明, M-02)."""
    material = case.materials.get(code)
    if material is None:
        raise refusals.NotInTheList(code)
    return material


def staff_of(actor: Actor) -> StaffNo:
    """Give the number of the member of staff who asks. Raises `StaffOnly`."""
    if actor.kind != "staff":
        raise refusals.StaffOnly
    return StaffNo(actor.code)


def top_of(hall: Hall, case: Case) -> Case:
    """Give the package an item belongs to, or the case itself."""
    return case if case.parent is None else hall.state.cases.cases[case.parent]
