"""The ways of a material: the pinned list, failed calls, proofs, pages, papers used again (M-01, M-02, M-03, M-07)."""

from datetime import date
from typing import get_args

import pytest

from broker.messages import applications
from broker.terms import FieldKey, MaterialCode, ProofId, RecordId, VisitorKey
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from caller.domain.cases import words
from caller.domain.cases.case import Case
from caller.domain.cases.words import CallFailure, FieldFact, Reusable
from tests.caller.cases import ME, CaseHall, refused

RPC, BIZ, PLAN, HEALTH, LEASE = (MaterialCode(code) for code in ("RPC", "BIZ", "PLAN", "HEALTH", "LEASE"))


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.fixture
def case(hall: CaseHall) -> Case:
    return hall.open("WJW-001", [1, 2, 1])


def fail(hall: CaseHall, case: Case, material: MaterialCode, failure: CallFailure) -> None:
    hall.do(cc.ReportCall(case_id=case.case_id, material=material, failure=failure))


def test_the_words_of_the_domain_are_those_of_the_bus() -> None:
    for name in ("Source", "Stage", "MaterialState"):
        assert get_args(getattr(words, name)) == get_args(getattr(applications, name)), name


@pytest.mark.req("M-01", "M-07")
@pytest.mark.parametrize("failure", get_args(CallFailure))
def test_a_call_that_fails_goes_to_the_next_way_of_the_list(hall: CaseHall, case: Case, failure: CallFailure) -> None:
    fail(hall, case, RPC, failure)
    assert (case.materials[RPC].state, case.materials[RPC].failure, case.stopped) == ("to_prove", failure, None)


@pytest.mark.req("M-07", "K-03")
def test_a_core_licence_that_cannot_be_called_stops_the_application_and_names_the_window(
    hall: CaseHall, case: Case
) -> None:
    fail(hall, case, BIZ, "expired")
    assert case.stopped is case.materials[BIZ]
    hall.answer_calls(case)
    said = refused(hall.submit(case), "CaseStopped")
    assert "已过期" in said.sentence.zh_hans
    assert "号窗口" in said.sentence.zh_hans
    hall.do(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=BIZ, way="调用"))
    assert (case.materials[BIZ].state, case.stopped) == ("calling", None)
    hall.answer_calls(case)
    assert case.materials[BIZ].state == "called"


def test_a_call_that_answers_when_nobody_waits_changes_nothing(hall: CaseHall, case: Case) -> None:
    fail(hall, case, RPC, "slow")
    before = hall.journal.seq
    hall.do(cc.ReportCall(case_id=case.case_id, material=RPC, failure=None))
    assert hall.journal.seq == before


@pytest.mark.req("M-02")
def test_nothing_outside_the_pinned_list_is_ever_named(hall: CaseHall, case: Case) -> None:
    other = MaterialCode("DIVORCE")
    refused(hall.hand_in(case, "DIVORCE"), "NotInTheList")
    refused(
        hall.ask(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=other, way="提交")),
        "NotInTheList",
    )
    refused(hall.ask(cc.ReportCall(case_id=case.case_id, material=other, failure=None)), "NotInTheList")
    refused(hall.ask(cc.AskProof(case_id=case.case_id, visitor=ME, material=other)), "NotInTheList")
    refused(
        hall.ask(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=BIZ, way="提交")),
        "WayNotOpen",
    )
    refused(
        hall.ask(cc.NoteFields(case_id=case.case_id, visitor=ME, fields=(FieldFact(FieldKey("v_vin"), "证照"),))),
        "UnknownField",
    )


@pytest.mark.req("M-03")
def test_a_paper_of_the_library_is_used_again_unless_the_visitor_hands_in_another(hall: CaseHall) -> None:
    held = (Reusable(PLAN, date(2026, 10, 1)),)
    case = hall.opened(hall.opening("WJW-001", [1, 2, 1], reusable=held))
    assert (case.materials[PLAN].state, case.materials[PLAN].reusable) == ("reused", date(2026, 10, 1))
    hall.do(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=PLAN, way="提交"))
    assert case.materials[PLAN].state == "to_hand_in"
    refused(
        hall.ask(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=MaterialCode("HYRULE"), way="复用")),
        "WayNotOpen",
    )


def test_without_consent_nothing_is_called(hall: CaseHall) -> None:
    case = hall.opened(hall.opening("WJW-001", [1, 2, 1], consent=False))
    assert not hall.in_state(case, "calling", "reused", "to_prove")
    assert case.stopped is not None


@pytest.mark.req("M-01")
def test_a_proof_is_asked_once_answered_once_and_a_no_leads_on(hall: CaseHall, case: Case) -> None:
    fail(hall, case, HEALTH, "not_found")
    ask = cc.AskProof(case_id=case.case_id, visitor=ME, material=HEALTH)
    hall.do(ask)
    refused(hall.ask(ask), "AlreadySettled")
    proof = case.materials[HEALTH].proof_id
    assert proof is not None
    hall.do(cc.AnswerProof(proof_id=proof, proved=False))
    refused(hall.ask(cc.AnswerProof(proof_id=proof, proved=True)), "NoSuchProof")
    refused(hall.ask(cc.AnswerProof(proof_id=ProofId("none"), proved=True)), "NoSuchProof")
    assert case.materials[HEALTH].stopped, "neither called nor proved, and it may not come later"


@pytest.mark.req("M-01", "P-06")
def test_an_application_waits_for_its_proof_and_goes_on_by_itself(hall: CaseHall, case: Case) -> None:
    fail(hall, case, HEALTH, "not_found")
    hall.do(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=HEALTH, way="协查"))
    hall.settle(case)
    assert hall.submit(case).kind != "refused"
    assert (case.stage, case.draft) == ("接收", False)
    refused(hall.hand_in(case, "PLAN"), "NotAtThisStage")
    proof = case.materials[HEALTH].proof_id
    assert proof is not None
    hall.do(cc.AnswerProof(proof_id=proof, proved=True))
    assert case.stage == "办结"
    assert all(verdict.met for verdict in case.verdicts)


def test_pages_come_in_their_order_and_the_first_starts_again(hall: CaseHall, case: Case) -> None:
    def page(number: int, of: int) -> cc.HandInPage:
        return cc.HandInPage(
            case_id=case.case_id,
            visitor=ME,
            material=PLAN,
            number=number,
            of=of,
            record=RecordId(f"p{number}"),
        )

    hall.do(page(1, 2))
    assert case.materials[PLAN].state == "to_promise"
    for bad in (page(3, 3), page(2, 3), page(2, 1)):
        refused(hall.ask(bad), "BadPage")
    hall.do(page(2, 2))
    assert (case.materials[PLAN].state, case.materials[PLAN].pages) == ("handed_in", ["p1", "p2"])
    hall.do(page(1, 1))
    assert case.materials[PLAN].pages == ["p1"]


@pytest.mark.req("K-14")
def test_nobody_sees_or_touches_another_persons_case(hall: CaseHall, case: Case) -> None:
    stranger = VisitorKey("stranger")
    refused(hall.ask(cc.WithdrawCase(case_id=case.case_id, visitor=stranger)), "NoSuchCase")
    refused(hall.ask(cc.NoteFields(case_id=case.case_id, visitor=stranger, fields=())), "NoSuchCase")


@pytest.mark.req("K-02")
def test_a_contested_value_goes_to_a_clerk_and_nothing_is_decided_before(hall: CaseHall, case: Case) -> None:
    key = FieldKey("c_name")
    hall.settle(case)
    hall.do(cc.ContestField(case_id=case.case_id, visitor=ME, field=key))
    assert (case.fields[key].contested, case.fields[key].source) == (True, "证照")
    hall.submit(case)
    assert case.stage == "接收"
    hall.do(cc.AcceptCase(case_id=case.case_id), hall.staff("ZWB", "acceptor"))
    assert case.stage == "办结"


@pytest.mark.req("K-02")
def test_the_journal_holds_sources_and_never_a_value(hall: CaseHall, case: Case) -> None:
    hall.settle(case)
    hall.submit(case, hy_manager="某某某")
    text = "".join(payload for _, payload in hall.journal.rows)
    assert "某某某" not in text
    assert "990101198503120117" not in text
    assert "某某某" not in repr(
        cc.SubmitCase(case_id=case.case_id, visitor=ME, values={FieldKey("hy_manager"): "某某某"})
    )
    assert case.fields[FieldKey("hy_manager")].source == "本人填写"


@pytest.mark.req("M-01", "T-01")
def test_a_case_deemed_accepted_decides_nothing_by_itself_and_not_without_its_proof(hall: CaseHall, case: Case) -> None:
    fail(hall, case, HEALTH, "not_found")
    hall.do(cc.AskProof(case_id=case.case_id, visitor=ME, material=HEALTH))
    hall.settle(case)
    hall.submit(case)
    proof = case.materials[HEALTH].proof_id
    assert proof is not None
    hall.tick(days=8)
    assert (case.stage, case.deemed) == ("审核", True)
    approve = cc.Approve(case_id=case.case_id)
    refused(hall.ask(approve, actor=hall.staff("WJW")), "ConditionsNotMet")
    refused(hall.ask(cc.AnswerProof(proof_id=proof, proved=True), actor=c.Actor("client", "K05")), "StaffOnly")
    hall.do(cc.AnswerProof(proof_id=proof, proved=True))
    assert case.stage == "审核"
    hall.do(approve, hall.staff("WJW"))
    assert case.stage == "办结"


@pytest.mark.req("M-01")
def test_an_answer_does_not_call_a_visitor_back_who_went_another_way(hall: CaseHall) -> None:
    case = hall.open("P01", [1, 2, 1, 1, 1], "W05")
    fail(hall, case, RPC, "away")
    ask = cc.AskProof(case_id=case.case_id, visitor=ME, material=RPC)
    hall.do(ask)
    first = case.materials[RPC].proof_id
    assert first is not None
    hall.do(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=RPC, way="调用"))
    hall.do(cc.AnswerProof(proof_id=first, proved=False))
    assert case.materials[RPC].state == "calling"
    hall.do(ask)
    hall.do(cc.ChooseWay(case_id=case.case_id, visitor=ME, material=RPC, way="调用"))
    second = case.materials[RPC].proof_id
    hall.do(ask)
    assert second is not None
    refused(hall.ask(cc.AnswerProof(proof_id=second, proved=True)), "NoSuchProof")
