"""The life of a ticket, asked of the whole controller, without threads."""

from datetime import UTC, date, datetime, timedelta

import pytest

from broker import topics
from broker.messages import Announcement, DisplayState, Refused, TicketAtCounter, TicketGiven
from broker.terms import CounterCode, QueueLetter, ServingId, StaffNo, TicketId, VisitorKey
from caller.domain import commands as c
from caller.domain.tickets.ticket import MOVES, OPEN, ImpossibleMoveError, TicketState
from tests.caller.halls import HALL, TestHall, around_the_clock, visitor

W44, W45, W39 = CounterCode("W44"), CounterCode("W45"), CounterCode("W39")
K = QueueLetter("K")


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall()
    hall.sit()
    return hall


def given(reply: object) -> TicketGiven:
    assert isinstance(reply, TicketGiven), reply
    return reply


def refused(reply: object, reason: str) -> Refused:
    assert isinstance(reply, Refused), reply
    assert reply.reason == reason
    assert reply.sentence.zh_hans
    assert reply.sentence.zh_hant
    assert reply.sentence.en
    return reply


@pytest.mark.req("Q-01", "Q-02")
def test_numbers_start_at_one_in_each_queue_and_take_four_digits(hall: TestHall) -> None:
    assert [given(hall.issue("K")).ticket.number for _ in range(2)] == ["K001", "K002"]
    assert given(hall.issue("L")).ticket.number == "L001"
    hall.hall.state.serials[K] = 999
    assert given(hall.issue("K")).ticket.number == "K1000"


@pytest.mark.req("Q-01")
def test_one_open_ticket_per_person_and_queue(hall: TestHall) -> None:
    first = given(hall.issue(visitor=visitor()))
    again = refused(hall.issue(visitor=visitor()), "AlreadyHolding")
    assert again.ticket is not None
    assert again.ticket.number == first.ticket.number
    assert given(hall.issue("L", visitor())).ticket.number == "L001"
    assert given(hall.issue(visitor=visitor("two"))).ticket.number == "K002"


@pytest.mark.req("Q-01", "Q-03")
def test_a_ticket_names_every_window_that_serves_its_queue(hall: TestHall) -> None:
    assert given(hall.issue("K")).ticket.counters == ("W44", "W45", "W46", "W47", "W48", "W59")


def test_an_unknown_queue_or_a_matter_of_another_queue_is_refused(hall: TestHall) -> None:
    refused(hall.issue("Z"), "UnknownQueue")
    wrong = c.IssueTicket(K, hall.catalogue.services[0].code, None, "en", None, "x")
    refused(hall.ask(wrong), "UnknownService")


def test_a_closed_hall_gives_no_ticket_and_says_when_it_opens(hall: TestHall) -> None:
    hall.clock.time = datetime(2026, 11, 23, 10, 45, tzinfo=UTC)  # 18:45 in Shanghai
    said = refused(hall.issue("A"), "HallClosed")
    assert "11月24日09:00" in said.sentence.zh_hans


@pytest.mark.req("Q-06")
def test_call_recall_arrive_finish(hall: TestHall) -> None:
    given(hall.issue())
    called = hall.ask(c.CallNext(W44))
    assert isinstance(called, TicketAtCounter)
    assert (called.number, called.call_count) == ("K001", 1)
    refused(hall.ask(c.CallNext(W44)), "CounterBusy")
    refused(hall.ask(c.Complete(W44)), "NotArrived")
    refused(hall.ask(c.Recall(W44)), "TooSoonToRecall")
    for count in (2, 3):
        hall.tick(seconds=20)
        recalled = hall.ask(c.Recall(W44))
        assert isinstance(recalled, TicketAtCounter)
        assert recalled.call_count == count
    hall.tick(seconds=20)
    refused(hall.ask(c.Recall(W44)), "CalledOften")
    hall.ask(c.StartServing(W44))
    refused(hall.ask(c.StartServing(W44)), "AlreadyArrived")
    refused(hall.ask(c.Recall(W44)), "AlreadyArrived")
    assert hall.ask(c.Complete(W44)).kind == "done"
    refused(hall.ask(c.CallNext(W44)), "NobodyWaiting")
    refused(hall.ask(c.Complete(W44)), "NothingCalled")


@pytest.mark.req("Q-06")
def test_a_passed_visitor_comes_back_and_stands_third(hall: TestHall) -> None:
    mine = given(hall.issue(visitor=visitor("me")))
    for name in "abc":
        given(hall.issue(visitor=visitor(name)))
    hall.ask(c.CallNext(W44))
    hall.ask(c.NoShow(W44))
    hall.tick(minutes=10)
    refused(hall.issue(visitor=visitor("me")), "AlreadyHolding")
    back = given(hall.ask(c.ReturnToQueue(mine.ticket.ticket_id, VisitorKey("me"))))
    assert (back.ticket.number, back.ticket.ahead) == ("K001", 2)
    order: list[str] = []
    for _ in range(4):
        called = hall.ask(c.CallNext(W44))
        assert isinstance(called, TicketAtCounter)
        order.append(called.number)
        hall.ask(c.StartServing(W44))
        hall.ask(c.Complete(W44))
    assert order == ["K002", "K003", "K001", "K004"]


@pytest.mark.req("Q-06")
def test_after_thirty_minutes_a_passed_visitor_needs_a_new_number(hall: TestHall) -> None:
    mine = given(hall.issue(visitor=visitor("me")))
    hall.ask(c.CallNext(W44))
    hall.ask(c.NoShow(W44))
    hall.tick(minutes=31)
    refused(hall.ask(c.ReturnToQueue(mine.ticket.ticket_id, VisitorKey("me"))), "ReturnTooLate")
    assert given(hall.issue(visitor=visitor("me"))).ticket.number == "K002"


def test_nobody_returns_with_a_ticket_that_is_not_theirs(hall: TestHall) -> None:
    mine = given(hall.issue(visitor=visitor("me")))
    refused(hall.ask(c.ReturnToQueue(mine.ticket.ticket_id, VisitorKey("you"))), "NoSuchTicket")
    refused(hall.ask(c.ReturnToQueue(mine.ticket.ticket_id, VisitorKey("me"))), "NotPassed")


def test_an_old_person_goes_first_and_a_transferred_one_before_normal(hall: TestHall) -> None:
    given(hall.issue())
    green = given(hall.issue(visitor=visitor("old", 70)))
    assert green.ticket.ticket_class == "green"
    called = hall.ask(c.CallNext(W44))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K002"
    hall.sit("W39", "3901")
    given(hall.issue("J"))
    hall.ask(c.StartServing(W44))
    refused(hall.ask(c.Transfer(W44, None, None, "医保")), "NowhereToGo")
    refused(hall.ask(c.Transfer(W44, QueueLetter("J"), None, " ")), "ReasonNeeded")
    refused(hall.ask(c.Transfer(W44, None, W45, "医保")), "TargetClosed")
    assert hall.ask(c.Transfer(W44, QueueLetter("J"), None, "医保")).kind == "done"
    called = hall.ask(c.CallNext(W39))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K002"


def test_a_ticket_sent_to_one_window_waits_for_it(hall: TestHall) -> None:
    hall.sit("W45", "4501")
    given(hall.issue())
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.ask(c.Transfer(W44, None, W45, "贷款"))
    called = hall.ask(c.CallNext(W44))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K002"
    called = hall.ask(c.CallNext(W45))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K001"


def test_a_parked_ticket_resumes_first_at_its_counter(hall: TestHall) -> None:
    parked = given(hall.issue())
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.ask(c.StartServing(W44))
    hall.ask(c.Park(W44))
    refused(hall.ask(c.Resume(W45, parked.ticket.ticket_id)), "CounterClosed")
    assert hall.ask(c.Resume(W44, parked.ticket.ticket_id)).kind == "done"
    called = hall.ask(c.CallNext(W44))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K001"


@pytest.mark.req("W-14")
def test_a_window_opens_only_with_somebody_who_may_serve_it(hall: TestHall) -> None:
    w11 = CounterCode("W11")
    given(hall.issue("A"))
    refused(hall.ask(c.CallNext(w11)), "CounterClosed")
    refused(hall.ask(c.SignIn(CounterCode("W57"), StaffNo("1102"))), "StaffNotAllowed")
    refused(hall.ask(c.SignIn(w11, StaffNo("9999"))), "StaffNotAllowed")
    hall.sit("W11", "1102")
    refused(hall.ask(c.SignIn(CounterCode("W10"), StaffNo("1102"))), "StaffElsewhere")
    refused(hall.ask(c.SignIn(w11, StaffNo("1101"))), "CounterTaken")
    shown = hall.listener.retained[topics.rating(HALL, w11)]
    assert getattr(shown, "staff_no", None) == "1102"
    assert getattr(shown, "staff_post_zh", None)


@pytest.mark.req("E-01", "E-02")
def test_a_serving_is_rated_once_and_corrected_within_five_seconds(hall: TestHall) -> None:
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.ask(c.StartServing(W44))
    serving = ServingId("20261123-K001.1")

    def rate(stars: int) -> object:
        return hall.ask(c.Rate(serving, stars, (), "rater", W44, None))

    refused(rate(5), "NoSuchServing")
    hall.ask(c.Complete(W44))
    assert getattr(hall.listener.retained[topics.rating(HALL, W44)], "phase", None) == "asking"
    assert getattr(rate(5), "kind", None) == "done"
    hall.tick(seconds=1)
    assert getattr(rate(2), "kind", None) == "done"
    assert hall.hall.servings[serving].stars == 2
    events = hall.journal.seq
    assert getattr(rate(2), "kind", None) == "done"
    assert hall.journal.seq == events, "the same press once more corrects nothing"
    hall.tick(minutes=1)
    refused(rate(5), "AlreadyRated")
    assert hall.hall.servings[serving].stars == 2
    assert getattr(hall.listener.retained[topics.rating(HALL, W44)], "phase", None) == "idle"


@pytest.mark.req("E-02")
def test_corrections_do_not_chain_beyond_five_seconds(hall: TestHall) -> None:
    given(hall.issue())
    for command in (c.CallNext(W44), c.StartServing(W44), c.Complete(W44)):
        hall.ask(command)
    serving = ServingId("20261123-K001.1")
    for stars in (1, 2):
        assert hall.ask(c.Rate(serving, stars, (), "rater", W44, None)).kind == "done"
        hall.tick(seconds=4)
    refused(hall.ask(c.Rate(serving, 5, (), "rater", W44, None)), "AlreadyRated")
    assert hall.hall.servings[serving].stars == 2


@pytest.mark.req("E-04")
def test_reasons_are_the_catalogues_and_a_kiosk_asks_for_one(hall: TestHall) -> None:
    given(hall.issue(visitor=visitor("me")))
    for command in (c.CallNext(W44), c.StartServing(W44), c.Complete(W44)):
        hall.ask(command)
    serving = ServingId("20261123-K001.1")
    refused(hall.ask(c.Rate(serving, 2, ("陈某某态度差",), "rater", W44, None)), "UnknownReason")
    refused(hall.ask(c.Rate(serving, 2, (), "kiosk", None, VisitorKey("me"))), "ReasonNeeded")
    assert hall.ask(c.Rate(serving, 2, ("办事效率",), "rater", W44, None)).kind == "done"
    assert hall.hall.servings[serving].reasons == ("办事效率",)


@pytest.mark.req("E-01")
def test_thirty_seconds_without_a_press_is_not_rated(hall: TestHall) -> None:
    given(hall.issue(visitor=visitor("me")))
    hall.ask(c.CallNext(W44))
    hall.ask(c.StartServing(W44))
    hall.ask(c.Complete(W44))
    hall.tick(seconds=30)
    serving = ServingId("20261123-K001.1")
    assert hall.hall.servings[serving].state == "lapsed"
    refused(hall.ask(c.Rate(serving, 5, (), "rater", W44, None)), "RatingOver")
    refused(hall.ask(c.Rate(serving, 5, (), "kiosk", None, VisitorKey("you"))), "NoSuchServing")
    assert hall.ask(c.Rate(serving, 4, (), "kiosk", None, VisitorKey("me"))).kind == "done"


@pytest.mark.req("Q-08")
def test_calls_greetings_and_farewells_are_announced_once_with_a_time_limit(hall: TestHall) -> None:
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.ask(c.StartServing(W44))
    hall.ask(c.Complete(W44))
    said = [message for _, message in hall.listener.heard if isinstance(message, Announcement)]
    assert [announcement.purpose for announcement in said] == ["call", "greet", "farewell"]
    assert (said[0].ticket, said[0].window_number, said[0].zone) == ("K001", 44, "S08")
    assert said[0].valid_until - said[0].said_at == timedelta(seconds=10)
    assert len({announcement.announcement_id for announcement in said}) == 3


@pytest.mark.req("H-06", "Q-08")
def test_a_restart_says_again_what_is_young_under_the_same_id(hall: TestHall) -> None:
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    before = [m.announcement_id for _, m in hall.listener.heard if isinstance(m, Announcement)]
    hall.clock.pass_(seconds=3)
    hall.restart()
    again = [m.announcement_id for _, m in hall.listener.heard if isinstance(m, Announcement)]
    assert again == before
    hall.clock.pass_(seconds=30)
    hall.restart()
    assert not [m for _, m in hall.listener.heard if isinstance(m, Announcement)]


@pytest.mark.req("H-06")
def test_a_repeated_request_has_one_effect_and_one_answer_over_a_restart(hall: TestHall) -> None:
    request = hall.request_id()
    command = c.IssueTicket(K, None, None, "zh-Hans", None, "code")
    first = hall.ask(command, request_id=request)
    assert hall.ask(command, request_id=request) == first
    hall.restart()
    assert hall.ask(command, request_id=request) == first
    both = hall.batch([c.CallNext(W44), c.CallNext(W44)], [hall.request_id()] * 2)
    assert both[0] == both[1]
    assert given(hall.issue()).ticket.number == "K002"


def test_the_day_ends_at_midnight_and_numbers_never_meet() -> None:
    hall = TestHall(around_the_clock())
    hall.sit()
    hall.sit("W45", "4501")
    hall.clock.time = datetime(2026, 11, 23, 15, 59, 30, tzinfo=UTC)  # 23:59:30 in Shanghai
    for _ in range(3):
        given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.ask(c.StartServing(W44))
    hall.ask(c.CallNext(W45))
    hall.tick(minutes=1)
    states = {t.number: t.state for t in hall.hall.tickets.values()}
    assert states == {"K001": TicketState.SERVING}, "only who is being served stays"
    assert given(hall.issue()).ticket.number == "K002", "K001 is still in somebody's hand"
    assert given(hall.issue()).ticket.ticket_id == TicketId("20261124-K003")
    assert hall.ask(c.Complete(W44)).kind == "done"


@pytest.mark.req("H-06")
def test_a_clock_set_back_an_hour_repeats_no_number_and_makes_no_negative_wait() -> None:
    hall = TestHall(around_the_clock())
    hall.sit()
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    hall.tick(hours=-1)
    assert isinstance(hall.ask(c.Recall(W44)), TicketAtCounter), "a clerk is not locked out by the clock"
    later = [given(hall.issue()) for _ in range(3)]
    assert [reply.ticket.number for reply in later] == ["K002", "K003", "K004"]
    hall.ask(c.StartServing(W44))
    hall.ask(c.Complete(W44))
    called = hall.ask(c.CallNext(W44))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K002", "the order of arrival, whatever the clock says"
    for reply in later:
        assert reply.ticket.wait is None or reply.ticket.wait.low_minutes >= 0
    hall.clock.time = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    hall.tick()
    assert hall.hall.state.day == date(2026, 11, 23), "a day never goes back"
    assert given(hall.issue()).ticket.ticket_id == "20261123-K005"


@pytest.mark.req("Q-07")
def test_the_display_grows_its_call_count_with_a_recall(hall: TestHall) -> None:
    given(hall.issue())
    hall.ask(c.CallNext(W44))
    first = hall.listener.retained[topics.display(HALL, W44)]
    hall.tick(seconds=20)
    hall.ask(c.Recall(W44))
    second = hall.listener.retained[topics.display(HALL, W44)]
    assert isinstance(first, DisplayState)
    assert isinstance(second, DisplayState)
    assert (first.call_count, second.call_count) == (1, 2)
    assert second.revision > first.revision


def test_the_table_of_moves_lets_nothing_else_happen(hall: TestHall) -> None:
    ticket = hall.hall.tickets[given(hall.issue()).ticket.ticket_id]
    hall.ask(c.CallNext(W44))
    for move, (allowed, after) in MOVES.items():
        for state in TicketState:
            ticket.state = state
            event = object.__new__(move)
            if state in allowed:
                ticket.move(event)
                assert ticket.state is after
            else:
                with pytest.raises(ImpossibleMoveError):
                    ticket.move(event)
    assert TicketState.NO_SHOW not in OPEN
