"""Promises and deferrals: made, reminded of, kept, broken, withdrawn, struck off (K-04, M-05, M-06)."""

from datetime import date

import pytest

from broker.terms import MaterialCode, VisitorKey
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from caller.domain.cases.words import CreditAnswer
from tests.caller.cases import ME, CaseHall, refused

FIVE = ("SITEMAP", "PLAN", "HYTEST", "HYRULE", "TRAIN")


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.fixture
def case(hall: CaseHall) -> Case:
    return hall.done("WJW-001", [1, 2, 1])


def states(case: Case) -> set[str]:
    return {one.state for one in case.commitments.values()}


def run_to(hall: CaseHall, day: date) -> None:
    """Let the hall's clock go day by day, as it does."""
    while hall.hall.calendar.day_of(hall.clock.now()) < day:
        hall.tick(days=1)


@pytest.mark.req("K-04")
def test_e01_promises_five_papers_for_thirty_working_days(hall: CaseHall, case: Case) -> None:
    assert tuple(case.commitments) == FIVE
    assert {one.due for one in case.commitments.values()} == {date(2027, 1, 4)}
    assert [sheet.state for sheet in hall.sheets(case)] == ["promised"]


@pytest.mark.req("K-04", "M-06")
def test_a_promise_is_reminded_of_falls_due_and_breaks_by_the_clock_alone(hall: CaseHall, case: Case) -> None:
    run_to(hall, date(2027, 1, 4))
    assert all(one.reminded == (10, 3, 1) for one in case.commitments.values())
    assert len(hall.events("CommitmentReminded")) == 15
    assert states(case) == {"due"}
    run_to(hall, date(2027, 1, 5))
    assert states(case) == {"broken"}
    assert [sheet.flagged for sheet in hall.sheets(case)] == [True]
    assert len(hall.events("BreachEntered")) == 1
    assert hall.hall.state.cases.breaches[ME].until == date(2028, 1, 5)


@pytest.mark.req("K-04", "M-06")
def test_who_broke_a_promise_is_refused_the_next_and_told_until_when(hall: CaseHall, case: Case) -> None:
    run_to(hall, date(2027, 1, 6))
    second = hall.open("JTJ-001", [3])
    assert second is not case
    assert second.promise_refused_until == date(2028, 1, 5)
    assert all("承诺" not in one.ways for one in second.materials.values())
    said = refused(hall.promise(second, "LOSTDEC"), "PromiseRefused")
    assert "2028年1月5日" in said.sentence.zh_hans


@pytest.mark.req("M-06")
def test_a_broken_promise_is_withdrawn_after_ten_days_and_struck_off_after_a_year(hall: CaseHall, case: Case) -> None:
    hall.tick(days=43)
    assert states(case) == {"broken"}
    assert not hall.events("CommitmentReminded")
    hall.tick(days=10)
    assert states(case) == {"broken"}
    hall.tick(days=1)
    assert states(case) == {"withdrawn"}
    assert [sheet.state for sheet in hall.sheets(case)] == ["void"]
    refused(hall.hand_in(case, "PLAN"), "PromiseOver")
    hall.tick(days=353)
    assert states(case) == {"withdrawn"}
    hall.tick(days=1)
    assert states(case) == {"struck_off"}
    assert not hall.hall.state.cases.breaches
    assert hall.promise(hall.open("JTJ-001", [3]), "LOSTDEC").kind != "refused"


@pytest.mark.req("K-04")
def test_papers_handed_in_later_keep_the_promise_and_the_certificate_is_plainly_valid(
    hall: CaseHall, case: Case
) -> None:
    hall.tick(days=5)
    for code in FIVE:
        assert hall.hand_in(case, code).kind != "refused"
    assert states(case) == {"kept"}
    assert [(sheet.state, sheet.flagged) for sheet in hall.sheets(case)] == [("valid", False)]
    hall.tick(days=100)
    assert states(case) == {"kept"}


@pytest.mark.req("M-06")
def test_a_paper_in_the_days_of_the_notice_mends_the_promise_but_not_the_list(hall: CaseHall, case: Case) -> None:
    hall.tick(days=44)
    for code in FIVE:
        assert hall.hand_in(case, code).kind != "refused"
    assert states(case) == {"kept"}
    assert [(sheet.state, sheet.flagged) for sheet in hall.sheets(case)] == [("valid", False)]
    assert ME in hall.hall.state.cases.breaches


@pytest.mark.req("K-04", "M-06")
def test_a_breach_known_from_elsewhere_closes_the_promise_from_the_start(hall: CaseHall) -> None:
    thirteen = VisitorKey("C13")
    opening = hall.opening("WJW-001", [1, 2, 1], visitor=thirteen, breach_until=date(2027, 6, 1))
    case = hall.opened(opening)
    assert case.promise_refused_until == date(2027, 6, 1)
    assert set(hall.in_state(case, "to_hand_in")) == set(FIVE)
    refused(hall.promise(case, "PLAN"), "PromiseRefused")
    hall.opened(hall.opening("JTJ-001", [3], visitor=thirteen, breach_until=date(2027, 6, 1)))
    assert len(hall.events("BreachEntered")) == 1


@pytest.mark.req("K-04", "M-06")
@pytest.mark.parametrize(("credit", "said"), [("silent", "没有答复"), ("not_asked", "没有同意")])
def test_nobody_promises_while_it_is_unknown_who_is_listed(hall: CaseHall, credit: CreditAnswer, said: str) -> None:
    case = hall.open("WJW-001", [1, 2, 1])
    assert said in refused(hall.promise(case, "PLAN", credit=credit), "CreditUnknown").sentence.zh_hans
    assert not hall.events("MaterialsPromised")
    assert hall.hand_in(case, "PLAN").kind != "refused", "the other ways stay open"


@pytest.mark.req("K-04", "M-06")
def test_a_breach_that_is_told_late_closes_the_promise_of_a_running_application(hall: CaseHall) -> None:
    case = hall.open("WJW-001", [1, 2, 1])
    hall.do(cc.ReportBreach(visitor=ME, until=date(2027, 6, 1)))
    hall.do(cc.ReportBreach(visitor=ME, until=date(2027, 6, 1)))
    assert len(hall.events("BreachEntered")) == 1
    assert "2027年6月1日" in refused(hall.promise(case, "PLAN"), "PromiseRefused").sentence.zh_hans


@pytest.mark.req("K-04", "M-05", "M-02")
def test_core_papers_and_papers_outside_the_list_are_never_promised_or_deferred(hall: CaseHall) -> None:
    case = hall.open("WJW-001", [1, 2, 1])
    refused(hall.promise(case, "BIZ"), "CoreMaterial")
    refused(hall.promise(case, "RPC"), "WayNotOpen")
    refused(hall.promise(case, "DIVORCE"), "NotInTheList")
    for code, reason in (("BIZ", "CoreMaterial"), ("PLAN", "NotDeferrable"), ("DIVORCE", "NotInTheList")):
        command = cc.DeferMaterial(case_id=case.case_id, visitor=ME, material=MaterialCode(code))
        refused(hall.ask(command), reason)


def deferred(hall: CaseHall) -> Case:
    """FGW-003 with FUNDS to come, accepted."""
    case = hall.open("FGW-003", [], "W24")
    hall.answer_calls(case)
    hall.do(cc.DeferMaterial(case_id=case.case_id, visitor=ME, material=MaterialCode("FUNDS")))
    hall.settle(case)
    assert hall.submit(case).kind != "refused"
    assert case.stage == "审核"
    return case


@pytest.mark.req("M-05")
def test_a_deferred_paper_holds_the_result_until_it_is_there(hall: CaseHall) -> None:
    case = deferred(hall)
    assert case.deferrals[MaterialCode("FUNDS")].due == date(2026, 12, 14)
    hall.tick(days=2)
    hall.do(cc.Approve(case_id=case.case_id), hall.staff("FGW"))
    assert (case.stage, hall.sheets(case)) == ("决定", [])
    hall.tick(days=2)
    assert hall.hand_in(case, "FUNDS").kind != "refused"
    assert case.stage == "办结"
    assert [sheet.certificate for sheet in hall.sheets(case)] == ["C-FEAS"]


@pytest.mark.req("M-05")
def test_a_deferral_that_runs_out_stops_the_case(hall: CaseHall) -> None:
    case = deferred(hall)
    run_to(hall, date(2026, 12, 14))
    assert case.deferrals[MaterialCode("FUNDS")].state == "open"
    assert case.deferrals[MaterialCode("FUNDS")].reminded == (10, 3, 1)
    run_to(hall, date(2026, 12, 15))
    assert case.deferrals[MaterialCode("FUNDS")].state == "broken"
    hall.do(cc.Approve(case_id=case.case_id), hall.staff("FGW"))
    assert hall.sheets(case) == []
