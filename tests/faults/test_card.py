"""Q-06 with the card: called three times, passed, back within the half hour as third; too late: a new number."""

import pytest

from tests.faults.left_alone import LeftAlone
from tests.faults.people import TAKE, leave, move_clock, number_without_card, put_card, serve, take_number, until_step
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300), pytest.mark.req("Q-06")]


def test_passed_back_as_third_and_at_last_too_late(morning: RunningHall, left_alone: LeftAlone) -> None:
    assert left_alone.greeting  # at K05 a minute without a touch begins now; test_idle_visitor looks at it
    hall = morning
    put_card(hall, "K01", "C08")
    passed = take_number(hall, "K01")
    leave(hall, "K01", card=True)
    call_three_times_and_pass(hall, passed)
    others = [number_without_card(hall, "K01") for _ in range(3)]

    move_clock(hall, "+10m")
    greeting = put_card(hall, "K01", "C08")
    assert f"过号 {passed}" in greeting
    hall.do("tap", "K01", f"过号 {passed}")
    shown = until_step(hall, "K01", "PassedOver")
    assert "可以重新排队，排在两位之后" in shown
    hall.do("tap", "K01", "重新排队")
    ticket = until_step(hall, "K01", "Ticket")
    assert passed in ticket
    assert ticket[ticket.index("前面等候") + 1] == "2 人"
    leave(hall, "K01", card=True)
    assert [serve(hall, "W44"), serve(hall, "W44")] == others[:2]

    assert hall.do("key", "W44", "next").facts["ticket"] == passed
    hall.do("key", "W44", "noshow")
    move_clock(hall, "+31m")
    put_card(hall, "K01", "C08")
    hall.do("tap", "K01", "住房公积金")
    hall.do("tap", "K01", "住房公积金提取")
    hall.do("tap", "K01", TAKE)
    issued = until_step(hall, "K01", "Ticket")
    assert "K005" in issued
    leave(hall, "K01", card=True)
    assert [serve(hall, "W44"), serve(hall, "W44")] == [others[2], "K005"]


def call_three_times_and_pass(hall: RunningHall, number: str) -> None:
    """Next, nobody comes; recall no sooner than the catalogue says and no more often; then passed."""
    assert hall.do("key", "W44", "next").facts["ticket"] == number
    assert "refused" in hall.tell("key", "W44", "recall").facts["error"], "twenty seconds lie between two calls"
    for call in (2, 3):
        move_clock(hall, "+1m")
        assert hall.do("key", "W44", "recall").facts["call_count"] == call
    move_clock(hall, "+1m")
    assert "refused" in hall.tell("key", "W44", "recall").facts["error"], "three calls are enough"
    assert "refused" in hall.tell("key", "W44", "finish").facts["error"], "who is not here cannot be finished"
    assert any(number in line for line in hall.do("show", "board").lines)
    hall.do("key", "W44", "noshow")
    for screen in ("board", "LED-S08", "LED-44"):
        hall.until("show", screen, seen=lambda facts: not any(number in line for line in facts["lines"]))
