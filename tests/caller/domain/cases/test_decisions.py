"""The three routes, who may decide, the one-time notice, refusals, withdrawal (G-07, G-12, P-06)."""

import pytest

from broker.terms import FieldKey, MaterialCode, StaffNo
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from caller.domain.cases.case import MOVES, Case, ImpossibleStageError
from caller.domain.cases.events import CaseHandedOut
from caller.domain.cases.words import NoticeLine
from tests.caller.cases import ME, CaseHall, refused
from tests.caller.halls import MORNING

PLAN, FUNDS, DRAW = (MaterialCode(code) for code in ("PLAN", "FUNDS", "DRAWCHK"))


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.mark.req("G-12", "K-05")
def test_an_instant_matter_is_decided_where_it_is_handed_in(hall: CaseHall) -> None:
    case = hall.done("WJW-001", [1, 2, 1])
    assert (case.stage, case.decided_by) == ("办结", "hall")
    assert [verdict.rule for verdict in case.verdicts if not verdict.met] == []


@pytest.mark.req("G-12")
def test_a_chief_representative_decides_what_another_accepted(hall: CaseHall) -> None:
    case = hall.open("JTJ-001", [3], "W24")
    hall.settle(case)
    accepting = hall.staff("JTJ")
    assert hall.submit(case, actor=accepting).kind != "refused"
    assert (case.stage, case.accepted_by) == ("审核", accepting.code)
    approve = cc.Approve(case_id=case.case_id)
    refused(hall.ask(approve, actor=accepting), "OwnAcceptance")
    refused(hall.ask(approve, actor=hall.staff("WJW")), "NotAnApprover")
    refused(hall.ask(approve, actor=hall.staff("ZWB", "acceptor")), "NotAnApprover")
    refused(hall.ask(approve, actor=c.Actor("client", "K05")), "StaffOnly")
    hall.do(approve, hall.staff("JTJ", "chief_rep"))
    assert case.stage == "办结"
    refused(hall.ask(approve, actor=hall.staff("JTJ", "chief_rep")), "NotAtThisStage")


@pytest.mark.req("G-12")
def test_a_complex_matter_needs_its_expert_step_which_stops_the_clock(hall: CaseHall) -> None:
    service = next(s for s in hall.catalogue.services if s.route == "complex" and len(s.situations) == 1)
    tree = hall.catalogue.trees_by_owner.get(service.code)
    assert tree is None or not tree.nodes
    case = hall.done(service.code, place="W24")
    approver = hall.staff(service.department)
    refused(hall.ask(cc.Approve(case_id=case.case_id), actor=approver), "ExpertStepMissing")
    hall.do(cc.PauseCase(case_id=case.case_id, reason="专家论证"), approver)
    assert case.stage == "专家论证"
    hall.tick(days=3)
    hall.do(cc.ResumeCase(case_id=case.case_id), approver)
    hall.do(cc.Approve(case_id=case.case_id), approver)
    assert case.stage == "办结"


@pytest.mark.req("G-12", "T-01")
def test_another_departments_approver_neither_stops_nor_starts_the_clock(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    mine, other, clerk = hall.staff("JTJ"), hall.staff("WJW"), hall.staff("ZWB", "acceptor")
    pause, resume = cc.PauseCase(case_id=case.case_id, reason="专家论证"), cc.ResumeCase(case_id=case.case_id)
    refused(hall.ask(pause, actor=other), "AnotherDepartments")
    refused(hall.ask(pause, actor=clerk), "AnotherDepartments")
    assert case.stage == "审核"
    hall.do(pause, mine)
    refused(hall.ask(resume, actor=other), "AnotherDepartments")
    assert case.stage == "专家论证"
    hall.do(resume, mine)
    assert case.stage == "审核"


@pytest.mark.req("M-04")
def test_a_request_for_proof_is_answered_by_the_department_it_was_put_to(hall: CaseHall) -> None:
    case = hall.open("WJW-001", [1, 2, 1])
    health = MaterialCode("HEALTH")
    hall.do(cc.ReportCall(case_id=case.case_id, material=health, failure="not_found"))
    hall.do(cc.AskProof(case_id=case.case_id, visitor=ME, material=health))
    proof = case.materials[health].proof_id
    assert proof is not None
    answer = cc.AnswerProof(proof_id=proof, proved=True)
    refused(hall.ask(answer, actor=hall.staff("JTJ")), "AnotherDepartments")
    refused(hall.ask(answer, actor=hall.staff("ZWB", "acceptor")), "AnotherDepartments")
    assert case.materials[health].state == "proving"
    hall.do(answer, hall.staff("WJW"))
    assert case.materials[health].state == "proved"


@pytest.mark.req("G-12")
def test_a_refusal_needs_its_reason(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    refused(hall.ask(cc.Refuse(case_id=case.case_id, reason=" "), actor=hall.staff("JTJ")), "ReasonNeeded")
    hall.do(cc.Refuse(case_id=case.case_id, reason="不符合条件"), hall.staff("JTJ"))
    assert (case.stage, case.refusal, case.certificates) == ("不予许可", "不符合条件", [])


def lines(*materials: MaterialCode) -> tuple[NoticeLine, ...]:
    return tuple(NoticeLine(material, None, "缺少") for material in materials)


@pytest.mark.req("G-07", "M-02", "T-01")
def test_everything_missing_is_told_once_and_a_second_notice_is_marked(hall: CaseHall) -> None:
    case = hall.open("JTJ-005", place="W24")
    hall.answer_calls(case)
    clerk = hall.staff("ZWB", "acceptor")
    ask = cc.GiveNotice(case_id=case.case_id, lines=lines(FUNDS, DRAW))
    refused(hall.ask(cc.GiveNotice(case_id=case.case_id, lines=()), actor=clerk), "EmptyNotice")
    outside = cc.GiveNotice(case_id=case.case_id, lines=lines(MaterialCode("DIVORCE")))
    refused(hall.ask(outside, actor=clerk), "NotInTheList")
    unknown = (NoticeLine(None, FieldKey("v_vin"), "不清楚"),)
    refused(hall.ask(cc.GiveNotice(case_id=case.case_id, lines=unknown), actor=clerk), "UnknownField")
    refused(hall.ask(ask, actor=c.Actor("client", "K05")), "StaffOnly")
    hall.do(ask, clerk)
    assert (case.stage, [line.material for line in case.notices[0].lines]) == ("一次性告知", [FUNDS, DRAW])
    third = cc.GiveNotice(case_id=case.case_id, lines=lines(MaterialCode("BIZ")))
    said = refused(hall.ask(third, actor=clerk), "SecondNoticeNeedsReason")
    assert "上报" in said.sentence.zh_hans
    hall.do(cc.GiveNotice(case_id=case.case_id, lines=third.lines, reason="新情况"), clerk)
    assert [(one.number, one.reason) for one in case.notices] == [(1, None), (2, "新情况")]
    hall.settle(case)
    assert hall.submit(case).kind != "refused"
    assert case.accepted_at is not None


@pytest.mark.req("G-07", "T-01")
def test_a_notice_after_acceptance_stops_the_clock_until_the_papers_are_there(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    before = case.due
    assert before is not None
    hall.do(cc.GiveNotice(case_id=case.case_id, lines=lines(MaterialCode("LOSTDEC"))), hall.staff("JTJ"))
    hall.tick(days=2)
    hall.settle(case)
    assert hall.submit(case).kind != "refused"
    calendar = hall.hall.calendar
    assert case.stage == "审核"
    assert case.due is not None
    assert calendar.day_of(case.due) == calendar.working_day_after(calendar.day_of(before), 2)


@pytest.mark.req("P-06")
def test_a_past_inspection_fails_its_rule_by_name_and_nothing_is_handed_in(hall: CaseHall) -> None:
    case = hall.open("P02", [2, 1, 1], "K13")
    hall.settle(case)
    said = refused(hall.submit(case, v_insp="2026-11-22"), "ConditionsNotMet")
    assert "车辆检验" in said.sentence.zh_hans
    assert (case.stage, case.draft) == ("接收", True)
    assert hall.submit(case, v_insp="2026-11-23").kind != "refused"
    assert case.stage == "审核"


@pytest.mark.req("P-06")
def test_an_application_with_an_empty_field_or_an_open_paper_is_not_handed_in(hall: CaseHall) -> None:
    case = hall.open("WJW-001", [1, 2, 1])
    refused(hall.submit(case), "ConditionsNotMet")
    hall.settle(case)
    refused(hall.submit(case, hy_manager=""), "ConditionsNotMet")
    assert hall.submit(case).kind != "refused"


def test_a_case_is_taken_back_until_it_is_decided(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    hall.do(cc.WithdrawCase(case_id=case.case_id, visitor=ME))
    assert case.stage == "已撤回"
    refused(hall.ask(cc.WithdrawCase(case_id=case.case_id, visitor=ME)), "NotAtThisStage")
    done = hall.done("WJW-001", [1, 2, 1])
    refused(hall.ask(cc.WithdrawCase(case_id=done.case_id, visitor=ME)), "NotAtThisStage")


def test_a_case_that_waits_for_a_clerk_may_be_turned_away(hall: CaseHall) -> None:
    case = hall.open("JTJ-001", [3])
    clerk = hall.staff("ZWB", "acceptor")
    refusal = cc.RefuseAcceptance(case_id=case.case_id, reason="不属于本厅职权")
    refused(hall.ask(refusal, actor=clerk), "NotAtThisStage")
    refused(hall.ask(cc.AcceptCase(case_id=case.case_id), actor=clerk), "NotAtThisStage")
    hall.settle(case)
    hall.do(cc.ContestField(case_id=case.case_id, visitor=ME, field=next(iter(case.fields))))
    hall.submit(case)
    hall.do(refusal, clerk)
    assert case.stage == "不予受理"


def test_answers_that_lead_nowhere_open_nothing(hall: CaseHall) -> None:
    for owner, answers in (("WJW-001", (1,)), ("WJW-001", (9,)), ("NO-000", ()), ("WJW-001", (3, 1))):
        refused(hall.ask(hall.opening(owner, answers)), "AnswersDoNotEnd")


def test_a_move_outside_the_table_is_a_defect_and_not_a_refusal(hall: CaseHall) -> None:
    case: Case = hall.open("WJW-001", [1, 2, 1])
    with pytest.raises(ImpossibleStageError, match="CaseHandedOut cannot happen"):
        case.move(CaseHandedOut(at=MORNING, case_id=case.case_id))
    assert all(allowed for allowed, _ in MOVES.values())
    assert StaffNo("hall") not in hall.catalogue.staff_by_no
