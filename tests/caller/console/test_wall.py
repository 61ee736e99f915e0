"""The live wall, on the real controller."""

import pytest

from broker.messages import DeviceHealth, Health, Shown
from broker.terms import ClientCode, CounterCode, DeviceCode
from caller.console.wall.devices import KioskRow
from caller.console.wall.view import WallView, wall_view
from caller.console.wall.words import fault_in_words
from caller.domain import commands as c
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.morning import play_morning
from tests.caller.console.rehearsal import Rehearsal

W44 = CounterCode("W44")


def look(hall: Rehearsal) -> WallView:
    return hall.desk.read(wall_view)


def kiosk(hall: Rehearsal, code: str) -> KioskRow:
    return next(row for row in look(hall).kiosks if row.code == code)


def report(hall: Rehearsal, client: str, device: str, what: str | None, *, state: str | None = None) -> None:
    health = DeviceHealth.model_validate(
        {"state": state or ("ok" if what is None else "fault"), "what": what, "since": hall.clock.now()}
    )
    hall.hear(Health(client=ClientCode(client), online=True, devices={DeviceCode(device): health}))


def test_the_whole_morning_adds_up(hall: Rehearsal) -> None:
    play_morning(hall)
    view = look(hall)
    assert len(view.windows) == 64
    assert (view.figures.windows_open, view.figures.issued, view.figures.passed) == (28, 25, 1)
    phases = {window.number: window.phase for window in view.windows}
    assert (phases[44], phases[45], phases[30], phases[1], phases[3]) == (
        "calling",
        "serving",
        "paused",
        "idle",
        "closed",
    )
    fund = next(queue for section in view.sections for queue in section.queues if queue.letter == "K")
    assert (fund.waiting, fund.windows_open) == (6, 4)
    assert view.figures.waiting == sum(queue.waiting for section in view.sections for queue in section.queues)


@pytest.mark.req("Q-03", "K-16")
@pytest.mark.parametrize("what", ["out_of_paper", "unplugged", "cover_open"])
def test_a_printers_fault_stands_on_the_wall_until_it_is_over(hall: Rehearsal, what: str) -> None:
    report(hall, "K01", "K01.ticket", what)
    assert [(trouble.device, trouble.what.zh) for trouble in look(hall).devices.troubles] == [
        ("K01.ticket", {"out_of_paper": "缺纸", "unplugged": "断开", "cover_open": "盖未关"}[what])
    ]
    assert kiosk(hall, "K01").light == "fault"
    report(hall, "K01", "K01.ticket", None)
    assert look(hall).devices.troubles == ()
    assert kiosk(hall, "K01").light == "ok"


@pytest.mark.parametrize(
    ("what", "zh"),
    [("bad_frame: checksum", "数据错误（checksum）"), ("refused: 0x0A", "拒绝指令（0x0A）"), ("Odd", "Odd")],
)
def test_what_devices_say_is_put_into_words(what: str, zh: str) -> None:
    assert fault_in_words(what).zh == zh


@pytest.mark.req("K-16")
def test_silence_is_a_trouble_not_health(hall: Rehearsal) -> None:
    report(hall, "K01", "K01.ticket", "silent", state="unknown")
    assert [trouble.what.zh for trouble in look(hall).devices.troubles] == ["无应答"]


@pytest.mark.req("K-16")
def test_a_kiosk_that_is_gone_is_red_and_its_history_has_one_outage(hall: Rehearsal) -> None:
    assert kiosk(hall, "K06").light == "unknown"
    hall.hear(Health(client=ClientCode("K06"), online=True))
    assert kiosk(hall, "K06").light == "ok"
    hall.hear(Health(client=ClientCode("K06"), online=False))
    assert kiosk(hall, "K06").light == "away"
    assert [trouble.client for trouble in look(hall).devices.troubles] == ["K06"]
    hall.hear(Health(client=ClientCode("K06"), online=True))
    assert (kiosk(hall, "K06").light, kiosk(hall, "K06").outages) == ("ok", 1)


@pytest.mark.req("K-16")
def test_use_of_kiosks_with_the_screens_where_visits_were_given_up(hall: Rehearsal) -> None:
    for outcome, screen in (("ticket", "Ticket"), ("given_up", "Menu"), ("given_up", "Menu"), ("given_up", "Result")):
        hall.ask(c.ReportVisit(ClientCode("K01"), outcome, screen, 30.0, language="en", large=True, with_card=False))
    row = kiosk(hall, "K01")
    assert (row.visits, row.tickets, row.given_up, row.mean_seconds) == (4, 1, 3, 30)
    assert [(screen.en, count) for screen, count in row.given_up_on] == [("menu", 2), ("result", 1)]


@pytest.mark.req("Q-07")
def test_a_call_no_screen_has_shown_after_two_seconds(hall: Rehearsal) -> None:
    hall.sit("4401", "W44")
    hall.take_ticket("K")
    hall.ask(c.CallNext(W44))
    hall.clock.move(seconds=2.5)
    hall.desk.wait_for_change(hall.desk.revision, 3.0)
    assert [(call.window_number, call.number) for call in look(hall).devices.missed_calls] == [(44, "K001")]
    now = hall.clock.now()
    hall.hear(Shown(device=DeviceCode("LED-44"), revision=1, text="K001", ticket="K001", call_count=1, at=now))
    hall.desk.wait_for_change(hall.desk.revision, 3.0)
    hall.desk.wait_for_change(hall.desk.revision, 3.0)
    assert look(hall).devices.missed_calls == ()


def test_a_manager_closes_a_window_that_was_left(open_browser: OpenBrowser, hall: Rehearsal) -> None:
    hall.sit("4401", "W44")
    manager = open_browser("9001")
    assert manager.press("/wall/close", counter="W44").json()["kind"] == "done"
    assert manager.press("/wall/close", counter="W44").status_code == 409
    assert open_browser("9501").press("/wall/close", counter="W44").status_code == 403


@pytest.mark.parametrize(
    ("number", "status"), [("9001", 200), ("9501", 200), ("9201", 200), ("4401", 403), ("9301", 403)]
)
def test_who_may_look(open_browser: OpenBrowser, number: str, status: int) -> None:
    assert open_browser(number).http.get("/wall").status_code == status


def test_nobody_looks_without_signing_in(open_browser: OpenBrowser) -> None:
    answer = open_browser().http.get("/wall")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/wall")
