"""A hall that runs for months stays small: what nobody can use any more is let go with the day."""

from datetime import timedelta

import pytest

from broker.messages import Refused, TicketGiven
from broker.terms import CounterCode, ServingId, VisitorKey
from caller.domain import commands as c
from tests.caller.halls import MORNING, TestHall, around_the_clock, visitor

W44 = CounterCode("W44")


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall(around_the_clock())
    hall.sit()
    return hall


def serve(hall: TestHall, name: str) -> ServingId:
    given = hall.issue(visitor=visitor(name))
    assert isinstance(given, TicketGiven)
    for command in (c.CallNext(W44), c.StartServing(W44), c.Complete(W44)):
        assert hall.ask(command).kind != "refused"
    return ServingId(f"{given.ticket.ticket_id}.1")


@pytest.mark.req("H-06", "E-02")
def test_after_months_only_what_may_still_be_rated_is_remembered(hall: TestHall) -> None:
    for day in range(90):
        serving = serve(hall, f"visitor {day}")
        if day % 2:
            hall.ask(c.Rate(serving, 5, (), "rater", W44, None))
        hall.tick(days=1)
    assert len(hall.hall.servings) <= 7
    assert len(hall.hall.state.rateable) <= 7
    last = serve(hall, "me")
    hall.tick(days=6)
    assert hall.ask(c.Rate(last, 4, (), "kiosk", None, VisitorKey("me"))).kind == "done"


def test_a_notice_that_has_ended_is_let_go_with_the_day(hall: TestHall) -> None:
    zone = hall.catalogue.boards[0].zone
    for number, days in enumerate((1, 3)):
        hall.ask(c.PostNotice(f"n{number}", (zone,), "通知", "", MORNING, MORNING + timedelta(days=days)))
    hall.tick(days=2)
    assert list(hall.hall.state.notices) == ["n1"]


@pytest.mark.req("E-01", "E-02")
def test_a_pad_asks_about_one_serving_and_the_one_before_lapses(hall: TestHall) -> None:
    first, second = serve(hall, "one"), serve(hall, "two")
    states = [hall.hall.servings[serving].state for serving in (first, second)]
    assert states == ["lapsed", "asking"]
    hall.tick(seconds=40)
    assert hall.hall.servings[second].state == "lapsed"
    assert [kind for kind, _ in hall.journal.rows].count("RatingLapsed") == 2
    assert hall.ask(c.Rate(first, 3, (), "kiosk", None, VisitorKey("one"))).kind == "done"


@pytest.mark.req("Q-01", "Q-06")
def test_a_clock_set_back_lets_nobody_hold_two_open_tickets_of_a_queue(hall: TestHall) -> None:
    passed = hall.issue(visitor=visitor("me"))
    assert isinstance(passed, TicketGiven)
    hall.ask(c.CallNext(W44))
    hall.ask(c.NoShow(W44))
    hall.tick(minutes=31)
    assert isinstance(hall.issue(visitor=visitor("me")), TicketGiven)
    hall.tick(minutes=-20)
    back = hall.ask(c.ReturnToQueue(passed.ticket.ticket_id, VisitorKey("me")))
    assert isinstance(back, Refused)
    assert back.reason == "AlreadyHolding"
    assert back.ticket is not None
    assert back.ticket.number == "K002"
