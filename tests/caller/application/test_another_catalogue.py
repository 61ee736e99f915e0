"""An old journal always loads: windows and queues may go from the catalogue while the journal still speaks of them."""

from typing import Any

import pytest

from broker.catalogue import Catalogue
from broker.messages import Refused, TicketAtCounter
from broker.terms import CounterCode, QueueLetter, ServingId, StaffNo
from caller.adapters.journal.codec import decode_state, digest, encode_state
from caller.application.controller import restore
from caller.application.projections.tickets import ticket_view
from caller.domain import commands as c
from caller.domain.hall import Hall
from tests.caller.halls import TestHall, around_the_clock, visitor

W44, W45 = CounterCode("W44"), CounterCode("W45")
K = QueueLetter("K")


def without(known: Catalogue, *, counter: str = "", queue: str = "") -> Catalogue:
    parts: dict[str, Any] = {name: getattr(known, name) for name in Catalogue.model_fields}
    windows = [
        w.model_copy(update={"queues": tuple(q for q in w.queues if q != queue) or ("A",)})
        for w in known.counters
        if w.code != counter
    ]
    parts |= {"counters": tuple(windows), "queues": tuple(q for q in known.queues if q.letter != queue)}
    return Catalogue.model_construct(**parts)


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall(around_the_clock())
    hall.sit()
    hall.sit("W45", "4501")
    for name in ("one", "two", "three"):
        hall.issue(visitor=visitor(name))
    hall.ask(c.CallNext(W44))
    hall.ask(c.Transfer(W44, None, W45, "贷款"))
    hall.ask(c.CallNext(W44))
    return hall


def after_restart(hall: TestHall, catalogue: Catalogue) -> TestHall:
    hall.catalogue = catalogue
    hall.restart()
    return hall


@pytest.mark.req("H-06")
@pytest.mark.parametrize("gone", ["W44", "W45"])
def test_a_window_is_gone_from_the_catalogue(hall: TestHall, gone: str) -> None:
    code = CounterCode(gone)
    hall = after_restart(hall, without(hall.catalogue, counter=gone))
    for command in (c.StartServing(code), c.Complete(code)):
        hall.ask(command)
    refused = hall.ask(c.CallNext(code))
    assert isinstance(refused, Refused)
    assert refused.reason == "UnknownCounter"
    assert hall.ask(c.SignOut(code)).kind == "done", "the clerk gets away"
    other = W45 if code == W44 else W44
    served = [hall.ask(command) for command in (c.StartServing(other), c.Complete(other), c.CallNext(other))]
    assert isinstance(served[-1], TicketAtCounter)
    hall.tick(days=1)
    restore(Hall(hall.catalogue), hall.journal, 0)


@pytest.mark.req("H-06")
def test_a_snapshot_of_another_catalogue_is_what_its_events_give(hall: TestHall) -> None:
    snapshot = decode_state(encode_state(hall.hall.state))
    for catalogue in (without(hall.catalogue, counter="W03"), hall.catalogue.model_copy()):
        replayed = Hall(catalogue)
        restore(replayed, hall.journal, 0)
        assert digest(replayed.state) == digest(Hall(catalogue, snapshot).state)


@pytest.mark.req("H-06")
def test_a_queue_is_gone_from_the_catalogue(hall: TestHall) -> None:
    hall = after_restart(hall, without(hall.catalogue, queue="K"))
    refused = hall.issue("K")
    assert isinstance(refused, Refused)
    assert refused.reason == "UnknownQueue"
    for ticket in hall.hall.tickets.values():
        assert ticket_view(hall.hall, ticket).wait is None
    rate = c.Rate(ServingId("20261123-K002.1"), 5, (), "rater", W44, None)
    for command in (c.StartServing(W44), c.Complete(W44), rate):
        assert hall.ask(command).kind != "refused"
    hall.tick(days=1)
    assert not hall.hall.tickets
    assert hall.ask(c.SignIn(CounterCode("W46"), StaffNo("4601"))).kind == "done"
    restore(Hall(hall.catalogue), hall.journal, 0)
