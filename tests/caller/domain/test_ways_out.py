"""Every state has a way out, and a snapshot in the middle of it gives the same hall."""

import pytest

from broker.messages import TicketAtCounter, TicketGiven
from broker.terms import CounterCode, QueueLetter, TicketId
from caller.adapters.journal.codec import decode_state, encode_state
from caller.domain import commands as c
from caller.domain.hall import Hall
from caller.domain.tickets.ticket import TicketState
from tests.caller.halls import TestHall, around_the_clock

W44, W45 = CounterCode("W44"), CounterCode("W45")
K = QueueLetter("K")


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall(around_the_clock())
    hall.sit()
    return hall


def parked(hall: TestHall) -> TicketId:
    given = hall.issue()
    assert isinstance(given, TicketGiven)
    for command in (c.CallNext(W44), c.StartServing(W44), c.Park(W44)):
        assert hall.ask(command).kind != "refused"
    return given.ticket.ticket_id


def lines_of(hall: Hall) -> list[TicketId]:
    return list(hall.lines[K])


@pytest.mark.req("Q-06", "H-06")
def test_a_ticket_parked_where_nobody_sits_any_more_is_resumed_elsewhere(hall: TestHall) -> None:
    ticket_id = parked(hall)
    hall.ask(c.SignOut(W44))
    hall.sit("W45", "4501")
    assert hall.ask(c.Resume(W45, ticket_id)).kind == "done"
    from_snapshot = Hall(hall.catalogue, decode_state(encode_state(hall.hall.state)))
    assert lines_of(from_snapshot) == lines_of(hall.hall) == [], "it waits at W45, in no line"
    hall.tick(days=1)
    assert not hall.hall.tickets, "closed with the day, not a defect that ends the program"


@pytest.mark.req("Q-06", "H-06")
def test_who_was_resumed_waits_in_line_again_when_the_clerk_leaves(hall: TestHall) -> None:
    ticket_id = parked(hall)
    hall.issue()
    hall.ask(c.Resume(W44, ticket_id))
    hall.ask(c.SignOut(W44))
    from_snapshot = Hall(hall.catalogue, decode_state(encode_state(hall.hall.state)))
    assert lines_of(from_snapshot) == lines_of(hall.hall)
    hall.sit("W45", "4501")
    called = hall.ask(c.CallNext(W45))
    assert isinstance(called, TicketAtCounter)
    assert called.number == "K001", "first come, first called, and never forgotten"
    assert hall.hall.tickets[ticket_id].state is TicketState.CALLED
