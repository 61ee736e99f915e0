import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from broker.terms import CounterCode, RequestId, StaffNo
from caller.console import Accounts, ConsoleApp, Credentials, create_app
from caller.domain import commands as c
from tests.caller.console.conftest import JSON, Browser, OpenBrowser
from tests.caller.console.rehearsal import HandClock, Rehearsal

Minted = tuple[Accounts, dict[StaffNo, Credentials]]


@pytest.fixture
def http(app: ConsoleApp) -> TestClient:
    return TestClient(app, follow_redirects=False)


def form_word(http: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', http.get("/login").text)
    assert found is not None
    return found[1]


def badge(http: TestClient, minted: Minted, number: str, window: str) -> tuple[int, str]:
    body = {
        "badge": f"SF-{number}",
        "pin": minted[1][StaffNo(number)].pin,
        "counter": window,
        "request_id": f"badge-{number}-{window}",
    }
    answer = http.post("/badge", json=body, headers=JSON)
    return answer.status_code, answer.text


def test_a_form_signs_in_and_leads_to_the_clerks_page(http: TestClient, minted: Minted) -> None:
    fields = {"staff": "4401", "password": minted[1][StaffNo("4401")].password, "csrf": form_word(http)}
    answer = http.post("/login", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/window")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_manager_is_led_to_the_wall(open_browser: OpenBrowser) -> None:
    assert open_browser().sign_in("9001")["home"] == "/wall"


def test_a_form_without_our_word_is_refused(http: TestClient, minted: Minted) -> None:
    http.get("/login")
    fields = {"staff": "4401", "password": minted[1][StaffNo("4401")].password, "csrf": "guessed"}
    assert http.post("/login", data=fields).status_code == 403
    fields.pop("csrf")
    assert http.post("/login", data=fields).status_code == 403


def test_the_rig_signs_in_with_json(open_browser: OpenBrowser) -> None:
    facts = open_browser().sign_in("1102")
    assert facts["windows"] == ["W08", "W09", "W10", "W11"]
    assert facts["roles"] == ["acceptor"]


@pytest.mark.parametrize(("number", "password"), [("4401", "wrong"), ("9999", "wrong"), ("4401", "")])
def test_wrong_passwords_are_all_refused_alike(http: TestClient, number: str, password: str) -> None:
    answer = http.post("/login", json={"staff": number, "password": password}, headers=JSON)
    assert (answer.status_code, answer.json()["sentence"]) == (401, "工号、口令或 PIN 不对")
    assert "jiaohao" not in answer.headers.get("set-cookie", "")


def test_guessing_is_slowed_down_even_for_the_right_password(
    http: TestClient, minted: Minted, real_time: HandClock
) -> None:
    for _ in range(5):
        http.post("/login", json={"staff": "4401", "password": "wrong"}, headers=JSON)
    right = {"staff": "4401", "password": minted[1][StaffNo("4401")].password}
    answer = http.post("/login", json=right, headers=JSON)
    assert answer.status_code == 429
    assert "2 秒" in answer.json()["sentence"]
    real_time.move(seconds=3)
    assert http.post("/login", json=right, headers=JSON).status_code == 200


@pytest.mark.req("W-14")
def test_a_badge_opens_the_window_and_only_then_tickets_are_called(
    http: TestClient, minted: Minted, hall: Rehearsal
) -> None:
    hall.take_ticket("A")
    refused = hall.desk.ask(
        c.CallNext(CounterCode("W11")), actor=c.Actor("client", "N-S01"), request_id=c_id("nobody-there")
    )
    assert refused.kind == "refused"
    assert refused.reason == "CounterClosed"
    assert badge(http, minted, "1102", "W11")[0] == 200
    assert hall.desk.read(lambda scene: scene.hall.counters[CounterCode("W11")].staff) == "1102"
    assert "A001" in http.get("/window").text


@pytest.mark.req("W-14")
def test_somebody_who_may_not_serve_the_window_is_refused(http: TestClient, minted: Minted, hall: Rehearsal) -> None:
    status, text = badge(http, minted, "1102", "W57")
    assert status == 409
    assert "refused" in text
    assert hall.desk.read(lambda scene: scene.hall.counters[CounterCode("W57")].staff) is None
    assert http.get("/window").status_code == 303


def test_a_wrong_pin_opens_nothing(http: TestClient, hall: Rehearsal) -> None:
    body = {"badge": "SF-4401", "pin": "000000", "counter": "W44", "request_id": "badge-wrong-pin"}
    assert http.post("/badge", json=body, headers=JSON).status_code == 401
    assert hall.desk.read(lambda scene: scene.hall.counters[CounterCode("W44")].staff) is None


def test_the_managers_badge_opens_no_window(http: TestClient, minted: Minted) -> None:
    assert badge(http, minted, "9001", "W44")[0] == 403


def test_signing_out_leaves_the_window(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    clerk = open_browser("4401")
    clerk.press("/window/W44/sit")
    assert clerk.press("/logout").json()["kind"] == "signed_out"
    assert hall.desk.read(lambda scene: scene.hall.counters[CounterCode("W44")].staff) is None
    assert clerk.http.get("/window").status_code == 303


def test_nobody_signs_out_with_a_visitor_at_the_window(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    clerk = open_browser("4401")
    clerk.press("/window/W44/sit")
    hall.take_ticket("K")
    clerk.press("/window/W44/next")
    answer = clerk.press("/logout")
    assert (answer.status_code, answer.json()["sentence"]) == (409, "窗口还有 K001 号，请先办完。")
    assert "K001" in clerk.page("/window")


def test_a_session_survives_a_restart_of_the_console(
    hall: Rehearsal, open_browser: OpenBrowser, minted: Minted, real_time: HandClock, tmp_path: Path
) -> None:
    before = open_browser("4401")
    restarted = create_app(
        hall.desk, minted[0], catalogue=hall.catalogue, sessions_path=tmp_path / "sessions.json", clock=real_time.now
    )
    after = Browser(restarted, minted[1])
    assert after.http.get("/window").status_code == 303
    after.http.cookies = before.http.cookies
    assert after.http.get("/window").status_code == 200


def c_id(word: str) -> RequestId:
    return RequestId(word)


def test_after_signing_in_one_is_where_one_wanted_to_go(http: TestClient, minted: Minted) -> None:
    wanted = http.get("/notices").headers["location"]
    assert 'name="next" value="/notices"' in http.get(wanted).text
    fields = {"staff": "9001", "password": minted[1][StaffNo("9001")].password, "csrf": form_word(http)}
    for wish, place in (("/notices", "/notices"), ("//evil.example", "/wall"), ("https://evil.example", "/wall")):
        http.cookies.delete("jiaohao")
        fields["csrf"] = form_word(http)
        assert http.post("/login", data=fields | {"next": wish}).headers["location"] == place


def test_password_and_badge_share_one_brake(http: TestClient) -> None:
    answers: list[int] = []
    for number, path in (("SF-4401", "/badge"), ("4401", "/badge"), ("4401", "/login")) * 2:
        body = {"badge": number, "staff": number, "pin": "0", "password": "0", "counter": "W44"}
        answers.append(http.post(path, json=body | {"request_id": "guessing-1"}, headers=JSON).status_code)
    assert answers == [401] * 5 + [429]
