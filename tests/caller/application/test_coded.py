"""How the papers with a QR stand: promises and deferrals as long as they hold, notices until a later one comes."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from broker.terms import MaterialCode
from caller.application.case_sentences import CASE_SENTENCES, PROBLEM_SENTENCES
from caller.application.cases.coded import coded_as, paper_standing
from caller.domain.cases import commands as cc
from caller.domain.cases.refusals import ConditionsNotMet
from caller.domain.cases.words import NoticeLine, Verdict
from tests.caller.cases import ME, CaseHall

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.mark.req("M-05", "T-01")
def test_a_commitment_is_valid_until_it_is_broken(hall: CaseHall) -> None:
    case = hall.done("WJW-001", [1, 2, 1])
    assert paper_standing(case, "D-COMMIT", ZONE) == ("valid", TODAY)
    assert paper_standing(case, "D-DEFER", ZONE) == ("void", None)
    hall.tick(days=43)
    assert paper_standing(case, "D-COMMIT", ZONE) == ("flagged", TODAY)


@pytest.mark.req("M-06")
def test_a_deferral_is_valid_while_the_application_stands(hall: CaseHall) -> None:
    case = hall.open("JTJ-005", place="W24")
    hall.answer_calls(case)
    hall.do(cc.DeferMaterial(case_id=case.case_id, visitor=ME, material=MaterialCode("FUNDS")))
    assert paper_standing(case, "D-DEFER", ZONE) == ("valid", TODAY)
    hall.do(cc.WithdrawCase(case_id=case.case_id, visitor=ME))
    assert paper_standing(case, "D-DEFER", ZONE) == ("void", None)


@pytest.mark.req("G-07")
def test_a_later_notice_makes_the_one_before_it_void(hall: CaseHall) -> None:
    case = hall.open("JTJ-005", place="W24")
    hall.answer_calls(case)
    clerk = hall.staff("ZWB", "acceptor")
    lines = (NoticeLine(MaterialCode("FUNDS"), None, "缺少"),)
    hall.do(cc.GiveNotice(case_id=case.case_id, lines=lines), clerk)
    first = coded_as(case, "D-ONCE")
    assert paper_standing(case, first, ZONE) == ("valid", TODAY)
    hall.do(cc.GiveNotice(case_id=case.case_id, lines=lines, reason="新情况"), clerk)
    assert paper_standing(case, first, ZONE) == ("void", None)
    assert paper_standing(case, coded_as(case, "D-ONCE"), ZONE) == ("valid", TODAY)


@pytest.mark.req("P-06")
def test_what_keeps_an_application_back_is_said_as_what_is_wrong() -> None:
    """Not as the rule that is not met: "still wrong: every field is filled in" is a riddle."""
    refusal = ConditionsNotMet((Verdict("fields_present", met=False), Verdict("phone_valid", met=False)))
    said = CASE_SENTENCES[ConditionsNotMet](refusal, ZONE)
    assert said.zh_hans == "现在还不能往下办：还有必填项没有填写；电话号码不对，请核对。"
    assert said.en.startswith("This cannot go on yet. Some fields that are needed are still empty.")
    assert "全部" not in said.zh_hans
    assert {"fields_present", "materials_settled", "core_not_promised", "nothing_contested"} <= set(PROBLEM_SENTENCES)
