"""kill -9 for a kiosk, the controller and a window's node: what the wall says, and that everything is as before."""

import pytest

from tests.faults.live_wall import LiveWall
from tests.faults.people import clerks_page, number_without_card, serve, until_step
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]


@pytest.mark.req("K-16")
def test_kiosk_killed_is_red_then_green_with_one_outage(morning: RunningHall, wall: LiveWall) -> None:
    hall = morning
    wall.until(lambda _: wall.kiosk("K06")[:1] == ("● 正常",), 10)
    hall.do("break", "K06", "kill", "3")
    wall.until(lambda _: wall.kiosk("K06")[:1] == ("✕ 离线",), 30)
    wall.until(lambda _: wall.kiosk("K06")[:1] == ("● 正常",), 60)
    until_step(hall, "K06", "Start", 30)
    assert wall.kiosk("K06")[-1] == "1", "one outage today"
    today = hall.events("DayBegan")[-1]["at"]
    gone = [one for one in hall.events("FaultBegan") if one["client"] == "K06" and one["at"] > today]
    back = [one for one in hall.events("FaultEnded") if one["client"] == "K06" and one["at"] > today]
    assert [one["device"] for one in gone] == [one["device"] for one in back] == [None]


@pytest.mark.req("H-06", "Q-06", "Q-07")
def test_controller_killed_with_tickets_in_hand(morning: RunningHall) -> None:
    hall = morning
    numbers = [number_without_card(hall, "K01") for _ in range(3)]
    assert serve(hall, "W44") == numbers[0]
    assert hall.do("key", "W44", "next").facts["ticket"] == numbers[1]
    panel, page = hall.do("show", "LED-44").lines, standing(hall)
    assert numbers[1] in panel
    events = hall.do("journal", "--tail", "0").facts["events"]

    hall.do("break", "caller", "kill", "5")
    until_step(hall, "K01", "PleaseWait", 10)
    until_step(hall, "K01", "Start", 60)
    assert hall.do("journal", "--tail", "0").facts["events"][: len(events)] == events
    assert (hall.do("show", "LED-44").lines, standing(hall)) == (panel, page)
    hall.do("key", "W44", "arrived")
    hall.do("key", "W44", "finish")
    assert serve(hall, "W44") == numbers[2]
    assert number_without_card(hall, "K01") == "K004"
    assert serve(hall, "W44") == "K004"
    assert hall.do("verify").facts["whole"]


def standing(hall: RunningHall) -> list[str]:
    """What the clerk's page says of visitors, without the hint that the screen is late just after a start."""
    page = hall.until("show", "W44", seen=lambda facts: "lines" in facts, seconds=30)["lines"]
    return [line for line in page if line.startswith(("K0", "等候", "◔"))]


@pytest.mark.req("Q-07", "H-05")
def test_node_killed_shows_what_was_called_meanwhile(morning: RunningHall, wall: LiveWall) -> None:
    hall, page = morning, clerks_page(morning)
    number = number_without_card(hall, "K01")
    idle = hall.do("show", "LED-44").lines
    hall.do("break", "N-S08", "kill", "3")
    wall.until(lambda lines: any(line.startswith("N-S08 ") for line in lines), 10)
    page.press("4401", "W44", "next")
    assert hall.do("show", "LED-44").lines == idle, "nobody drives the screen"
    wall.until(lambda lines: any(line.startswith(f"{number} → 44 号窗口") for line in lines), 5)
    hall.until("show", "LED-44", seen=lambda facts: number in facts["lines"], seconds=40)
    wall.until(lambda lines: not any(line.startswith(("N-S08 ", f"{number} →")) for line in lines), 10)
    hall.do("key", "W44", "arrived")
    hall.do("key", "W44", "finish")
