"""The clerk's caller, pressed as the page presses it, on the real controller."""

import pytest

from broker.terms import CounterCode, QueueLetter, ServingId, StaffNo
from caller.console.window.pauses import PAUSES
from caller.console.window.routes import ACTS
from caller.console.window.view import SHOWN_WAITING, WindowView, window_view
from caller.domain import commands as c
from tests.caller.console.conftest import Browser, OpenBrowser
from tests.caller.console.rehearsal import Rehearsal

W44, CLERK = CounterCode("W44"), "4401"


@pytest.fixture
def clerk(open_browser: OpenBrowser) -> Browser:
    browser = open_browser(CLERK)
    assert browser.press("/window/W44/sit").json()["kind"] == "done"
    return browser


def look(hall: Rehearsal) -> WindowView:
    return hall.desk.read(lambda scene: window_view(scene, W44, StaffNo(CLERK)))


def press(clerk: Browser, act: str, **fields: str) -> str:
    answer = clerk.press(f"/window/W44/{act}", fields)
    kind: str = answer.json()["kind"]
    return kind


@pytest.mark.req("Q-06")
def test_next_recall_twice_then_no_show(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    assert press(clerk, "next") == "ticket_at_counter"
    early = clerk.press("/window/W44/recall")
    assert (early.status_code, early.json()["sentence"]) == (409, "K001 号刚呼叫过，请等 20 秒再呼叫。")
    for expected in (2, 3):
        hall.clock.move(seconds=20)
        assert press(clerk, "recall") == "ticket_at_counter"
        present = look(hall).present
        assert present is not None
        assert present.call_count == expected
    assert present.recall_at is None
    hall.clock.move(seconds=20)
    assert "已呼叫 3 次" in clerk.press("/window/W44/recall").json()["sentence"]
    assert press(clerk, "no-show") == "done"
    assert look(hall).phase == "idle"


@pytest.mark.req("Q-06")
def test_the_recall_button_says_when_it_may_be_pressed(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    press(clerk, "next")
    assert 'data-enable-at="2026-11-23T01:00:50.000+00:00"' in clerk.page("/window")


@pytest.mark.req("Q-06")
def test_the_same_press_twice_calls_one_visitor(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    hall.take_ticket("K")
    first = clerk.press("/window/W44/next", request_id="double-click-1")
    second = clerk.press("/window/W44/next", request_id="double-click-1")
    assert first.json() == second.json()
    assert look(hall).waiting_count == 1


@pytest.mark.req("Q-06", "E-01")
def test_arrived_and_finished_the_pad_asks_and_the_clerk_never_sees_the_rating(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K", "GJJ-001")
    press(clerk, "next")
    assert press(clerk, "arrived") == "ticket_at_counter"
    assert "住房公积金提取" in clerk.page("/window")
    assert press(clerk, "finish") == "done"
    assert look(hall).rating == "asked"
    serving = hall.desk.read(lambda scene: scene.hall.counters[W44].last_serving)
    before = clerk.page("/window")
    assert "评价器正在请上一位评价" in before
    hall.ask(c.Rate(serving or ServingId(""), 1, ("服务态度",), "rater", W44, None))
    after = clerk.page("/window")
    assert look(hall).rating == "over"
    assert not any(word in after for word in ("服务态度", "非常不满意", "不满意", "★"))


@pytest.mark.req("Q-06")
def test_park_and_take_up_again(clerk: Browser, hall: Rehearsal) -> None:
    parked = hall.take_ticket("K")
    hall.take_ticket("K")
    for act in ("next", "arrived", "park"):
        press(clerk, act)
    assert [row.number for row in look(hall).parked] == ["K001"]
    assert press(clerk, "resume", ticket=parked) == "done"
    view = look(hall)
    assert [(row.number, row.resumed) for row in view.waiting] == [("K001", True), ("K002", False)]
    press(clerk, "next")
    present = look(hall).present
    assert present is not None
    assert present.row.number == "K001"


@pytest.mark.req("Q-06")
def test_pause_needs_a_reason_of_the_list_and_ends(clerk: Browser, hall: Rehearsal) -> None:
    assert clerk.press("/window/W44/pause", reason="nothing better to do").status_code == 422
    assert clerk.press("/window/W44/pause").status_code == 422
    assert press(clerk, "pause", reason="meal") == "done"
    assert look(hall).phase == "paused"
    assert PAUSES["meal"].zh in clerk.page("/window")
    assert press(clerk, "reopen") == "done"
    assert look(hall).phase == "idle"


@pytest.mark.req("Q-06")
@pytest.mark.parametrize(("to", "queue", "only"), [("queue:L", "L", None), ("window:W49", "L", "W49")])
def test_sent_on_to_a_queue_or_a_window(clerk: Browser, hall: Rehearsal, to: str, queue: str, only: str | None) -> None:
    hall.sit("4901", "W49")
    ticket_id = hall.take_ticket("K")
    press(clerk, "next")
    assert press(clerk, "transfer", to=to, reason="先缴税") == "done"
    ticket = hall.desk.read(lambda scene: scene.hall.tickets[ticket_id])
    assert (ticket.sent_from, ticket.sent_because) == ("W44", "先缴税")
    assert (ticket.queue, ticket.only_counter, ticket.ticket_class) == (QueueLetter(queue), only, "transferred")


@pytest.mark.req("Q-06")
def test_sending_on_without_a_reason_or_to_nowhere_is_refused(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    press(clerk, "next")
    assert press(clerk, "transfer", to="queue:L", reason="  ") == "refused"
    assert clerk.press("/window/W44/transfer", to="mars", reason="x").status_code == 422
    assert press(clerk, "transfer", to="window:W49", reason="x") == "refused"


@pytest.mark.req("Q-02")
def test_a_visitor_without_a_card_is_marked(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K", card=False)
    assert "未核身" in clerk.page("/window")
    press(clerk, "next")
    assert "请先核验身份证件" in clerk.page("/window")


def test_the_first_twenty_of_all_own_queues_in_call_order(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    browser = open_browser("5901")
    browser.press("/window/W59/sit")
    for _ in range(13):
        hall.take_ticket("K")
        hall.take_ticket("J")
    hall.take_ticket("A", age=81)
    view = hall.desk.read(lambda scene: window_view(scene, CounterCode("W59"), StaffNo("5901")))
    assert len(view.waiting) == SHOWN_WAITING
    assert view.waiting_count == 27
    assert [row.number for row in view.waiting[:3]] == ["A001", "K001", "J001"]
    assert "绿色通道" in browser.page("/window")


@pytest.mark.req("H-05")
def test_with_the_bus_away_the_page_goes_on_and_says_so(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    hall.cut_bus(connected=False)
    assert press(clerk, "next") == "ticket_at_counter"
    assert press(clerk, "arrived") == "ticket_at_counter"
    assert "窗口屏、综合屏和语音不会跟随" in clerk.page("/window")
    hall.cut_bus(connected=True)
    assert "不会跟随" not in clerk.page("/window")


def test_nobody_presses_for_another_window(clerk: Browser, hall: Rehearsal) -> None:
    hall.sit("4501", "W45")
    hall.take_ticket("K")
    answer = clerk.press("/window/W45/next")
    assert (answer.status_code, answer.json()["sentence"]) == (409, "您不在这个窗口上岗。")
    assert hall.desk.read(lambda scene: scene.hall.counters[CounterCode("W45")].ticket_id) is None


@pytest.mark.parametrize("act", ["sit", *ACTS])
def test_every_act_needs_the_pages_token(clerk: Browser, act: str) -> None:
    answer = clerk.http.post(f"/window/W44/{act}", data={"request_id": "stolen-press"})
    assert answer.status_code == 403


@pytest.mark.parametrize("act", ["sit", *ACTS])
def test_every_act_needs_a_role_that_serves(open_browser: OpenBrowser, act: str) -> None:
    assert open_browser("9001").press(f"/window/W44/{act}").status_code == 403
    assert open_browser().press(f"/window/W44/{act}").status_code == 401


@pytest.mark.parametrize("bad", ["", "short", "x" * 65, "with space", "snow-☃☃☃☃☃"])
def test_a_press_without_a_proper_id_is_refused(clerk: Browser, bad: str) -> None:
    answer = clerk.http.post(
        "/window/W44/next", data={"request_id": bad, "csrf": clerk.csrf}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 422


def test_without_the_script_a_press_comes_back_to_the_page(clerk: Browser, hall: Rehearsal) -> None:
    hall.take_ticket("K")
    fields = {"request_id": "press-without-script", "csrf": clerk.csrf}
    answer = clerk.http.post("/window/W44/next", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/window")
    again = clerk.http.post("/window/W44/next", data=fields | {"request_id": "another-press"})
    assert again.status_code == 409
    assert "窗口还有 K001 号" in again.text


def test_a_choice_shows_who_sits_where(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    hall.sit("4501", "W45")
    page = open_browser(CLERK).page("/window")
    assert "4501 在岗" in page
    assert "/window/W46/sit" in page
    assert "/window/W47/sit" not in page


def test_a_press_on_a_window_that_does_not_exist_changes_nothing(clerk: Browser) -> None:
    assert clerk.press("/window/W99/next").status_code == 409
    assert clerk.press("/window/W99/sit").status_code == 409
    assert clerk.http.get("/window/W99/stream").status_code == 422


def test_the_refusal_is_in_the_pages_language(clerk: Browser) -> None:
    clerk.http.get("/language/en")
    assert clerk.press("/window/W44/next").json()["sentence"] == "Nobody is waiting."
    assert "My window" in clerk.page("/window")
