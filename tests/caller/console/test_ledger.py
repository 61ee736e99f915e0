"""The page of promises and void numbers: broken promises first, a lost sheet's number on the technician's list."""

import re

import pytest

from broker.terms import SerialNo, VisitorKey
from caller.application.ports import Scene
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from tests.caller.cases import ME, CaseHall
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.rehearsal import Rehearsal

FIRST, SECOND = SerialNo("HYG-2026-000001"), SerialNo("HYG-2026-000002")


def put(hall: Rehearsal, cases: CaseHall) -> None:
    """Have the console's hall hold these cases."""

    def enter(scene: Scene) -> None:
        scene.hall.state.cases = cases.hall.state.cases

    hall.desk.read(enter)


@pytest.mark.req("K-04", "M-06")
def test_a_promise_broken_by_the_clock_is_flagged_on_the_managers_page(
    hall: Rehearsal, open_browser: OpenBrowser
) -> None:
    cases = CaseHall()
    case = cases.done("WJW-001", [1, 2, 1])
    put(hall, cases)
    page = open_browser("9001").page("/ledger")
    assert page.count("未到期") == 5
    assert "逾期未履行" not in page
    cases.tick(days=43)
    later = cases.done("WJW-001", [1, 2, 1], visitor=VisitorKey("later"))
    put(hall, cases)
    page = open_browser("9001").page("/ledger")
    assert page.count("逾期未履行") == page.count(f"<td>{FIRST} </td>") == 5
    rows = re.findall(r"<td>(\d{8}-\d{4})<br>", page)
    assert rows == [case.case_id] * 5 + [later.case_id] * 5, "the broken ones stand first"
    for words in ("公共场所地址方位示意图", "陈*", "2027-01-04", "补正至 2027-01-15"):
        assert words in page
    assert str(ME) not in re.sub(r"<[^>]+>", "", page).split()


@pytest.mark.req("K-05")
def test_a_lost_sheets_number_is_on_the_technicians_list(hall: Rehearsal, open_browser: OpenBrowser) -> None:
    cases = CaseHall()
    case = cases.done("WJW-001", [1, 2, 1])
    put(hall, cases)
    technician = open_browser("9501")
    assert "没有作废的证号" in technician.page("/ledger")
    lost = cc.ReportSheet(case_id=case.case_id, visitor=ME, serial=FIRST, outcome="lost", fault="jammed")
    cases.do(lost, c.Actor("client", "K05"))
    put(hall, cases)
    page = technician.page("/ledger")
    (row,) = re.findall(r"<tr><td>(HYG.*?)</tr>", page)
    assert re.findall(r"[^<>]+(?=</td>)", f"<td>{row}") == [FIRST, "公共场所卫生许可证", "卡纸", SECOND, case.case_id]


@pytest.mark.req("M-05")
def test_a_deferral_that_ran_out_is_red_on_the_managers_page(hall: Rehearsal, open_browser: OpenBrowser) -> None:
    cases = CaseHall()
    case = cases.open("FGW-003", [], "W24")
    cases.answer_calls(case)
    cases.do(
        cc.DeferMaterial(case_id=case.case_id, visitor=ME, material=next(m for m in case.materials if m == "FUNDS"))
    )
    cases.settle(case)
    assert cases.submit(case).kind != "refused"
    cases.tick(days=22)
    put(hall, cases)
    page = open_browser("9001").page("/ledger")
    assert re.search(r'class="tag bad">✕ 逾期未履行</span></td>\s*<td>[^<]+<br><span class="muted">容缺', page)


@pytest.mark.parametrize(("number", "status"), [("4401", 403), ("8001", 403), (None, 303)])
def test_only_who_watches_sees_it(open_browser: OpenBrowser, number: str | None, status: int) -> None:
    assert open_browser(number).http.get("/ledger").status_code == status
