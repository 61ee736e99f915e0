"""The server's clock set back, and midnight in the middle of a shift: numbers, waits and screens stay right."""

from collections import Counter
from datetime import datetime

import pytest

from tests.faults.live_wall import LiveWall
from tests.faults.people import (
    NO_CARD,
    answer_first,
    leave,
    move_clock,
    number_without_card,
    put_card,
    serve,
    take_number,
    until_step,
)
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]


@pytest.mark.req("Q-01", "Q-06", "Q-07")
def test_clock_set_back_an_hour(morning: RunningHall, wall: LiveWall) -> None:
    hall = morning
    first, second = number_without_card(hall, "K01"), number_without_card(hall, "K01")
    assert hall.do("key", "W44", "next").facts["ticket"] == first
    before = datetime.fromisoformat(hall.do("clock", "show").facts["now"])
    after = move_clock(hall, "-1h")
    assert (before - after).total_seconds() > 3500

    assert hall.do("key", "W44", "recall").facts["call_count"] == 2, "an hour's wait would lock the clerk out"
    hall.do("key", "W44", "arrived")
    hall.do("key", "W44", "finish")
    hall.do("rate", "W44", "4")
    third = number_without_card(hall, "K01")
    assert (first, second, third) == ("K001", "K002", "K003")
    until_step(hall, "K01", "Start")
    hall.do("tap", "K01", NO_CARD)
    assert_waits_are_sensible(answer_first(hall, "K01")["texts"])
    leave(hall, "K01")
    assert_nothing_negative(wall)
    assert [serve(hall, "W44"), serve(hall, "W44")] == [second, third]
    hall.until("show", "LED-44", seen=lambda facts: "请等候" in facts["lines"])
    assert_no_number_twice(hall)
    assert hall.do("verify").facts["whole"]


@pytest.mark.req("Q-01", "Q-06", "Q-07")
def test_midnight_in_a_shift(morning: RunningHall, wall: LiveWall) -> None:
    hall = morning
    day = datetime.fromisoformat(hall.do("clock", "show").facts["now"]).date()
    move_clock(hall, f"to {day} 23:58")
    put_card(hall, "K01", "C08")
    served = take_number(hall, "K01")
    leave(hall, "K01", card=True)
    waiting = number_without_card(hall, "K01")
    assert hall.do("key", "W44", "next").facts["ticket"] == served
    hall.do("key", "W44", "arrived")

    move_clock(hall, "+2m")
    hall.until("show", "W44", seen=lambda facts: "等候 0" in facts["lines"])
    closed = hall.events("TicketClosed")[-1]
    assert (closed["reason"], closed["ticket_id"]) == ("day_end", hall.events("TicketIssued")[-1]["ticket_id"])
    assert served in hall.do("show", "LED-44").lines, "who is being served is served to the end"
    new = number_without_card(hall, "K01")
    assert (served, waiting, new) == ("K001", "K002", "K002"), "numbers begin anew, but not one that is at a window"
    days = [one["day"] for one in hall.events("TicketIssued")[-3:]]
    assert days[0] == days[1] < days[2]

    hall.do("key", "W44", "finish")
    hall.do("rate", "W44", "5")
    move_clock(hall, "-10m")
    again = number_without_card(hall, "K01")
    assert again == "K003", "a day never begins twice, whatever the clock does"
    assert_nothing_negative(wall)
    assert [serve(hall, "W44"), serve(hall, "W44")] == [new, again]
    move_clock(hall, "+10m")
    assert_no_number_twice(hall)
    assert hall.do("verify").facts["whole"]


def assert_no_number_twice(hall: RunningHall) -> None:
    counted = Counter((one["day"], one["number"]) for one in hall.events("TicketIssued"))
    assert [given for given, times in counted.items() if times > 1] == []


def assert_waits_are_sensible(texts: list[str]) -> None:
    """People ahead and minutes on a kiosk's glass."""
    assert texts[texts.index("前面等候") + 1] == "2 人"
    assert "-" not in texts[texts.index("预计等候") + 1]


def assert_nothing_negative(wall: LiveWall) -> None:
    numbers = [word for line in wall.lines for word in line.split() if word.lstrip("-").isdigit()]
    assert numbers
    assert [number for number in numbers if number.startswith("-")] == []
