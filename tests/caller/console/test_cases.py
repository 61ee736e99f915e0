"""The approvers' page and the manager's "I come", over real requests."""

from broker.terms import KioskCode, RecordId, VisitorKey
from caller.domain.cases.commands import CallHelp, OpenCase
from caller.domain.commands import Actor
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.rehearsal import Rehearsal

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


def test_the_manager_comes_to_a_kiosk_and_has_helped(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    hall.ask(CallHelp(kiosk=KioskCode("K05"), screen="Question"), KIOSK)
    manager = open_browser("9001")
    assert "我来" in manager.page("/wall")
    assert manager.press("/wall/come", kiosk="K05").json()["kind"] == "done"
    assert "正在过去" in manager.page("/wall")
    assert manager.press("/wall/helped", kiosk="K05").json()["kind"] == "done"
    assert "没有人请求帮助" in manager.page("/wall")
    assert manager.press("/wall/come", kiosk="K05").status_code == 409
