"""The clerk's page in a real browser: keys, double presses, recovery, honest about what it does not know."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from broker.terms import CounterCode
from caller.console.live import BEAT_SECONDS
from caller.domain.commands import Actor, CallNext
from tests.browser.conftest import OpenPage, Served

W44 = CounterCode("W44")


@pytest.fixture
def clerk(served: Served, open_page: OpenPage) -> Page:
    served.hall.sit("4401", "W44")
    page = open_page()
    served.sign_in(page, "4401")
    return page


def calls(served: Served) -> int:
    return served.hall.desk.read(lambda scene: sum(ticket.call_count for ticket in scene.hall.tickets.values()))


@pytest.mark.req("Q-06")
def test_a_whole_serving_with_keys_alone(served: Served, clerk: Page) -> None:
    served.hall.take_ticket("K", "GJJ-001")
    expect(clerk.locator(".right")).to_contain_text("K001")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    expect(clerk.locator("#key-recall")).to_be_disabled()
    served.hall.clock.move(seconds=21)
    expect(clerk.locator("#key-recall")).to_be_enabled(timeout=8000)
    clerk.keyboard.press("F3")
    expect(clerk.locator(".present")).to_contain_text("第 2 次")
    clerk.keyboard.press("F4")
    expect(clerk.locator(".present")).to_contain_text("办理中")
    clerk.keyboard.press("F10")
    expect(clerk.locator(".present")).to_contain_text("评价器正在请上一位评价")


@pytest.mark.req("Q-06")
def test_no_show_park_pause_and_send_on_with_keys(served: Served, clerk: Page) -> None:
    for _ in range(3):
        served.hall.take_ticket("K")
    served.hall.sit("4901", "W49")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    clerk.keyboard.press("F6")
    expect(clerk.locator(".present")).to_contain_text("空闲")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K002")
    clerk.keyboard.press("F4")
    expect(clerk.locator("#key-park")).to_be_enabled()
    clerk.keyboard.press("F7")
    expect(clerk.locator(".parked")).to_contain_text("K002")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K003")
    clerk.keyboard.press("F9")
    clerk.select_option("#to", "window:W49")
    clerk.fill("#reason", "先缴税")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#transfer")).to_be_hidden()
    expect(clerk.locator(".present")).to_contain_text("空闲")
    clerk.keyboard.press("F8")
    clerk.check("input[value=meal]")
    clerk.keyboard.press("Enter")
    expect(clerk.locator(".present")).to_contain_text("用餐轮换")
    clerk.keyboard.press("F8")
    expect(clerk.locator(".present")).to_contain_text("空闲")


@pytest.mark.req("Q-06")
def test_keys_and_clicks_in_haste_call_one_visitor(served: Served, clerk: Page) -> None:
    for _ in range(5):
        served.hall.take_ticket("K")
    expect(clerk.locator(".right")).to_contain_text("K005")
    clerk.evaluate("for (let i = 0; i < 10; i++) document.getElementById('key-next').click()")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    clerk.dblclick("#key-arrived")
    expect(clerk.locator(".present")).to_contain_text("办理中")
    assert calls(served) == 1


@pytest.mark.req("Q-06")
def test_an_answer_that_is_lost_is_asked_for_again_and_calls_one_visitor(served: Served, clerk: Page) -> None:
    for _ in range(3):
        served.hall.take_ticket("K")
    expect(clerk.locator(".right")).to_contain_text("K003")
    asked: list[str] = []

    def lose_the_first(route: Route) -> None:
        asked.append(re.findall(r"request_id=(\w+)", route.request.post_data or "")[0])
        if len(asked) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    clerk.route("**/window/W44/next", lose_the_first)
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    expect(clerk.locator("#act:not([data-busy])")).to_have_count(1)
    assert len(asked) == 2
    assert asked[0] == asked[1]
    assert calls(served) == 1


def test_a_refusal_is_said_and_the_page_goes_on(served: Served, clerk: Page) -> None:
    clerk.keyboard.press("F2")
    expect(clerk.locator(".left .said")).to_have_text("现在没有人等候。")
    served.hall.take_ticket("K")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")


def test_the_page_recovers_by_itself_and_keeps_what_was_typed(served: Served, clerk: Page) -> None:
    served.hall.take_ticket("K")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    clerk.keyboard.press("F9")
    clerk.fill("#reason", "写到一半的原因")
    served.stop()
    expect(clerk.locator("#trouble")).to_contain_text("连接中断，页面停在 09:00")
    served.hall.take_ticket("K")
    served.start()
    expect(clerk.locator("#trouble")).to_be_hidden(timeout=15_000)
    expect(clerk.locator(".right")).to_contain_text("K002")
    assert clerk.input_value("#reason") == "写到一半的原因"
    clerk.select_option("#to", "queue:L")
    clerk.press("#reason", "Enter")
    expect(clerk.locator(".present")).to_contain_text("空闲")


@pytest.mark.req("H-05")
def test_with_the_bus_away_the_page_says_so_by_itself(served: Served, clerk: Page) -> None:
    served.hall.take_ticket("K")
    served.hall.cut_bus(connected=False)
    expect(clerk.locator(".banner")).to_contain_text("语音不会跟随")
    clerk.keyboard.press("F2")
    expect(clerk.locator(".present .number")).to_have_text("K001")
    served.hall.cut_bus(connected=True)
    expect(clerk.locator("main")).not_to_contain_text("语音不会跟随")


def test_the_hardware_pads_press_shows_on_the_page(served: Served, clerk: Page) -> None:
    served.hall.take_ticket("K")
    served.hall.ask(CallNext(W44), Actor("client", "N-S08"))
    expect(clerk.locator(".present .number")).to_have_text("K001", timeout=1000)


def test_what_did_not_change_is_not_replaced_under_the_mouse(served: Served, clerk: Page) -> None:
    """A key that is drawn anew between pressing and letting go of the mouse swallows the click."""
    clerk.evaluate("document.getElementById('key-pause').touched = true")
    served.hall.take_ticket("K")
    expect(clerk.locator(".right")).to_contain_text("K001")
    assert clerk.evaluate("document.getElementById('key-pause').touched") is True


def test_a_dead_line_without_an_error_is_noticed(served: Served, clerk: Page) -> None:
    """EventSource notices nothing when a line goes silent: the page's own watchdog does."""
    expect(clerk.locator("#trouble")).to_be_hidden()
    clerk.wait_for_timeout(1500)
    clerk.route("**/stream", lambda route: route.abort())
    silence_ms = 3 * BEAT_SECONDS * 1000
    clerk.evaluate("ahead => { const real = Date.now; Date.now = () => real() + ahead; }", silence_ms)
    expect(clerk.locator("#trouble")).to_contain_text("连接中断")


def test_signing_in_at_a_window_and_leaving_it(served: Served, open_page: OpenPage) -> None:
    page = open_page()
    served.sign_in(page, "4501")
    page.click("button:has-text('46')")
    expect(page.locator(".window-number")).to_have_text("46")
    page.click("button:has-text('离开窗口')")
    expect(page.locator(".present")).to_contain_text("您已离开此窗口")
    page.click("button:has-text('退出登录')")
    page.wait_for_url("**/login")


def test_an_ended_session_says_so_and_stops(served: Served, clerk: Page) -> None:
    expect(clerk.locator("#trouble")).to_be_hidden()
    clerk.context.clear_cookies()
    served.stop()
    served.start()
    expect(clerk.locator("#trouble")).to_contain_text("请重新登录", timeout=15_000)
    clerk.keyboard.press("F2")
    expect(clerk.locator(".left .said")).to_contain_text("请重新登录")
