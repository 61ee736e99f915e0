"""The approvers' page and the manager's "I come", over real requests."""

import pytest

from broker.terms import KioskCode, RecordId, VisitorKey
from caller.domain.cases.commands import CallHelp, OpenCase
from caller.domain.commands import Actor
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.rehearsal import Rehearsal
from tests.caller.console.waiting import play_cases

KIOSK = Actor("client", "K05")


def test_an_approver_sees_what_waits_and_nobody_else_does(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    opened = OpenCase(
        owner="JTJ-001",  # pyright: ignore[reportArgumentType] - a code of either kind
        answers=(3,),
        channel="kiosk",
        place="K06",
        visitor=VisitorKey("v" * 32),
        masked_name="钱*",
        language="zh-Hans",
        record=RecordId("r1"),
    )
    hall.ask(opened, KIOSK)
    approver = open_browser("8001")
    assert "没有待决定的办件" in approver.page("/cases")
    assert approver.http.get("/cases", headers={"accept": "application/json"}).json() == {"cases": [], "proofs": []}
    refused = approver.press("/cases/approve", case="20261123-0001")
    assert refused.status_code == 409
    assert open_browser("9001").press("/cases/approve", case="20261123-0001").status_code == 403


@pytest.mark.req("G-12")
def test_another_departments_case_has_no_buttons_and_a_press_is_refused_in_words(
    open_browser: OpenBrowser, hall: Rehearsal
) -> None:
    play_cases(hall)
    mine, other = open_browser("8015"), open_browser("8001")
    cases = mine.http.get("/cases", headers={"accept": "application/json"}).json()["cases"]
    case = next(row["case"] for row in cases if row["department"] == "JTJ")
    proof = mine.http.get("/cases", headers={"accept": "application/json"}).json()["proofs"][0]["proof"]
    assert f'name="case" value="{case}"' in mine.page("/cases")
    assert f'value="{case}"' not in other.page("/cases")
    assert f'value="{proof}"' not in mine.page("/cases")
    assert "由该部门审批" in other.page("/cases")
    presses = (("approve", {"case": case}), ("refuse", {"case": case, "reason": "不符合"}), ("prove", {"proof": proof}))
    for act, fields in (
        *presses,
        ("experts", {"case": case}),
        ("resume", {"case": case}),
        ("disprove", {"proof": proof}),
    ):
        said = other.press(f"/cases/{act}", fields)
        assert said.status_code == 409, act
        assert "部门" in said.json()["sentence"], act
    assert mine.press("/cases/approve", case=case).json()["kind"] == "done"


def test_the_manager_comes_to_a_kiosk_and_has_helped(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    hall.ask(CallHelp(kiosk=KioskCode("K05"), screen="Question"), KIOSK)
    manager = open_browser("9001")
    assert "我来" in manager.page("/wall")
    assert manager.press("/wall/come", kiosk="K05").json()["kind"] == "done"
    assert "正在过去" in manager.page("/wall")
    assert manager.press("/wall/helped", kiosk="K05").json()["kind"] == "done"
    assert "没有人请求帮助" in manager.page("/wall")
    assert manager.press("/wall/come", kiosk="K05").status_code == 409
