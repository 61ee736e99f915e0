"""A window's screen without its cable: the wall names what it did not show; back again it shows the present."""

import time

import pytest

from tests.faults.live_wall import LiveWall
from tests.faults.people import number_without_card, serve
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

CONFIRMED_WITHIN = 2.0
CALLS = ("TicketCalled", "TicketRecalled")


@pytest.mark.req("Q-07", "K-16")
def test_pulled_before_a_call_and_put_back_after_it(morning: RunningHall, wall: LiveWall) -> None:
    hall = morning
    first, second = number_without_card(hall, "K01"), number_without_card(hall, "K01")
    assert serve(hall, "W44") == first
    hall.until("show", "LED-44", seen=lambda facts: "请等候" in facts["lines"])
    hall.do("break", "LED-44", "unplugged")
    wall.until(lambda lines: any(line.startswith("LED-44 ▲ 断开") for line in lines), 5)

    called = time.monotonic()
    assert hall.do("key", "W44", "next").facts["ticket"] == second
    named = f"{second} → 44 号窗口"
    wall.until(lambda lines: any(line.startswith(named) for line in lines), CONFIRMED_WITHIN + 3)
    assert time.monotonic() - called > CONFIRMED_WITHIN, "the screen has two seconds to answer"
    assert second not in hall.do("show", "LED-44").lines
    assert "⚠ 窗口屏还没有显示这次呼叫，请同时口头呼叫。" in hall.do("show", "W44").lines

    calls = [len(hall.events(kind)) for kind in CALLS]
    hall.do("fix", "LED-44")
    present = hall.until("show", "LED-44", seen=lambda facts: second in facts["lines"])["lines"]
    assert "请办理" in present
    wall.until(lambda lines: not any(line.startswith(("LED-44", named)) for line in lines), 10)
    assert [len(hall.events(kind)) for kind in CALLS] == calls, "the screen caught up without a new call"
    hall.do("key", "W44", "arrived")
    hall.do("key", "W44", "finish")
