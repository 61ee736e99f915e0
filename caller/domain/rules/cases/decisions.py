"""An approver's rules: yes or no, by the right department, never by who accepted it, after the expert step."""

from datetime import datetime

from broker.terms import CaseId, StaffNo
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case
from caller.domain.cases.events import CaseApproved, CaseRefused
from caller.domain.cases.words import SETTLED, Verdict
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.refusals import ReasonNeeded
from caller.domain.rules.cases.deciding import begin_items, decided
from caller.domain.rules.cases.departments import is_approver_of
from caller.domain.rules.cases.finding import own, staff_of, top_of

_EXPERT_STEP = "专家论证"


def approve(hall: Hall, command: c.Approve, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Decide yes. The last yes or no of a package gives its results together."""
    case, staff = _to_decide(hall, command.case_id, actor)
    unsettled = tuple(m.material for m in top_of(hall, case).materials.values() if m.state not in SETTLED)
    if unsettled:
        raise refusals.ConditionsNotMet((Verdict("materials_settled", met=False, about=unsettled),))
    if case.matter.route == "complex" and not any(p.reason == _EXPERT_STEP and p.ended_at for p in case.pauses):
        raise refusals.ExpertStepMissing(case.case_id)
    if case.parent is None:
        return decided(hall, case, {case.case_id: True}, staff, now)
    yes = CaseApproved(at=now, case_id=case.case_id, by=staff)
    return [yes, *_package_goes_on(hall, case, verdict=True, now=now)]


def refuse(hall: Hall, command: c.Refuse, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Decide no, with the reason in writing."""
    case, staff = _to_decide(hall, command.case_id, actor)
    if not command.reason.strip():
        raise ReasonNeeded
    no = CaseRefused(at=now, case_id=case.case_id, by=staff, reason=command.reason.strip())
    return [no] if case.parent is None else [no, *_package_goes_on(hall, case, verdict=False, now=now)]


def _to_decide(hall: Hall, case_id: CaseId, actor: Actor) -> tuple[Case, StaffNo]:
    staff = staff_of(actor)
    case = own(hall, case_id, None, actor)
    if not is_approver_of(hall.catalogue, staff, case.matter.department):
        raise refusals.NotAnApprover(staff)
    if case.accepted_by == staff:
        raise refusals.OwnAcceptance(staff)
    package = top_of(hall, case)
    if case.children or case.stage != "审核" or case.paused or package.paused:
        raise refusals.NotAtThisStage(case.case_id, package.stage if package.paused else case.stage)
    return case, staff


def _package_goes_on(hall: Hall, item: Case, *, verdict: bool, now: datetime) -> list[AnyEvent]:
    package = top_of(hall, item)
    verdicts = {
        child.case_id: child.stage == "决定"
        for child in hall.state.cases.children_of(package)
        if child.stage in ("决定", "不予许可")
    }
    verdicts[item.case_id] = verdict
    return begin_items(hall, package, verdicts, now)
