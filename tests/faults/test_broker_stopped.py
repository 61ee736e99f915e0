"""The broker stopped: kiosks ask for patience, windows work on; when it is back all is right and nothing comes late.

The clock goes on by itself; a jump of it makes the calls of the short default outage older than ten seconds.
"""

import time

import pytest

from tests.faults.live_wall import LiveWall
from tests.faults.people import (
    NO_CARD,
    TAKE,
    clerks_page,
    go_to_matter,
    leave,
    number_without_card,
    tap_take,
    until_said,
    until_step,
)
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(400)]

WAIT = "正在连接大厅系统，暂时不能取号"
AWAY = "⚠ 消息总线断开：可以继续办理，但窗口屏、综合屏和语音不会跟随"
WALL_AWAY = "⚠ 消息总线断开：窗口屏、综合屏、语音和自助机现在不跟随。"
CLERK, WINDOW = "4401", "W44"


@pytest.mark.req("H-05", "Q-06", "Q-07", "Q-08")
def test_broker_stopped(morning: RunningHall, wall: LiveWall, deep: bool) -> None:
    hall, page = morning, clerks_page(morning)
    numbers = [number_without_card(hall, "K01") for _ in range(3)]
    until_step(hall, "K01", "Start")
    hall.do("tap", "K01", NO_CARD)
    button = next(one for one in go_to_matter(hall, "K01")["buttons"] if one["text"] == TAKE)
    before = {kind: len(hall.events(kind)) for kind in ("TicketIssued", "TicketCalled", "TicketCompleted")}

    seconds = 60 if deep else 8
    stopped = time.monotonic()
    hall.do("break", "broker", "stop", str(seconds))
    until_said(hall, "K01", WAIT, 5)
    until_said(hall, "K06", WAIT, 5)
    assert hall.tell("tap", "K01", f"{button['x']},{button['y']}").code == 1, "nothing is there to be tapped"
    wall.until(lambda lines: WALL_AWAY in lines, 5)

    page.press(CLERK, WINDOW, "next")
    assert AWAY in page.page("window", CLERK)
    page.press(CLERK, WINDOW, "arrived")
    page.press(CLERK, WINDOW, "finish")
    page.press(CLERK, WINDOW, "next")
    assert numbers[1] in page.page("window", CLERK).splitlines()
    assert numbers[1] not in hall.do("show", "LED-44").lines
    if not deep:
        hall.do("clock", "+20s")
    assert time.monotonic() - stopped < seconds, "all of this belongs into the outage"

    hall.until("show", "LED-44", seen=lambda facts: numbers[1] in facts["lines"], seconds=seconds + 20)
    wall.until(lambda lines: WALL_AWAY not in lines, 10)
    assert AWAY not in page.page("window", CLERK)
    until_step(hall, "K01", "Start" if deep else "Asking", 40)  # after a minute the kiosk lets go of the visitor
    issued = len(hall.events("TicketIssued"))
    assert issued == before["TicketIssued"], "a tap during the outage must give no number, not even later"

    page.press(CLERK, WINDOW, "arrived")
    hall.until("show", "RATE-44", seen=lambda facts: facts["phase"] != "asking")
    page.press(CLERK, WINDOW, "finish")
    hall.until("show", "RATE-44", seen=lambda facts: facts["phase"] == "asking")
    hall.do("rate", WINDOW, "5")
    assert hall.events("ServingRated")[-1]["stars"] == 5
    assert hall.do("key", WINDOW, "next").facts["ticket"] == numbers[2]
    spoken = hall.until("show", "SPK-S08", seen=lambda facts: said(numbers[2], facts["lines"]))["lines"]
    assert not said(numbers[0], spoken)
    assert not said(numbers[1], spoken), "what was called longer than ten seconds ago is not spoken"
    hall.do("key", WINDOW, "arrived")
    hall.do("key", WINDOW, "finish")

    if deep:
        hall.do("tap", "K01", NO_CARD)
        go_to_matter(hall, "K01")
    assert tap_take(hall, "K01") == "K004"
    leave(hall, "K01")
    assert len(hall.events("TicketIssued")) == before["TicketIssued"] + 1
    assert len(hall.events("TicketCalled")) == before["TicketCalled"] + 3
    assert len(hall.events("TicketCompleted")) == before["TicketCompleted"] + 3
    assert hall.do("verify").facts["whole"]


def said(number: str, spoken: list[str]) -> bool:
    """Whether a ticket of this morning was called aloud: the first nine numbers of K."""
    return any(f"K零零{'零一二三四五六七八九'[int(number[-1])]}号" in phrase for phrase in spoken)
