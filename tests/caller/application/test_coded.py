"""How the papers with a QR stand: promises and deferrals as long as they hold, notices until a later one comes."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from broker.terms import MaterialCode
from caller.application.cases.coded import coded_as, paper_standing
from caller.domain.cases import commands as cc
from caller.domain.cases.words import NoticeLine
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
