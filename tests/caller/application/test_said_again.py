"""What was spoken into the void is spoken again while it is young: the broker was away, or the controller was."""

from datetime import UTC, datetime

import pytest

from broker.messages import Announcement
from broker.terms import CounterCode
from caller.application.controller import restore
from caller.application.inbox import BusChanged
from caller.domain import commands as c
from caller.domain.hall import Hall
from tests.caller.halls import TestHall, around_the_clock

W44 = CounterCode("W44")


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall(around_the_clock())
    hall.sit()
    hall.issue()
    return hall


def spoken(hall: TestHall) -> list[str]:
    return [said.announcement_id for _, said in hall.listener.heard if isinstance(said, Announcement)]


def comes_back(hall: TestHall) -> None:
    hall.listener.connected = True
    hall.controller.step([BusChanged(connected=True)])


@pytest.mark.req("Q-08", "H-05")
@pytest.mark.parametrize(("away_seconds", "heard"), [(8, 1), (11, 0)])
def test_a_call_made_while_the_broker_is_away_is_spoken_if_it_is_young(
    hall: TestHall, away_seconds: int, heard: int
) -> None:
    hall.listener.connected = False
    hall.ask(c.CallNext(W44))
    hall.clock.pass_(seconds=away_seconds)
    comes_back(hall)
    assert len(spoken(hall)) == heard


@pytest.mark.req("Q-08", "H-06")
def test_a_restart_before_the_broker_is_reached_still_says_what_is_young(hall: TestHall) -> None:
    hall.ask(c.CallNext(W44))
    before = spoken(hall)
    hall.clock.pass_(seconds=3)
    hall.listener.connected = False
    hall.restart()
    comes_back(hall)
    assert spoken(hall) == before


@pytest.mark.req("H-06")
def test_a_snapshot_of_an_orderly_stop_hides_no_young_call(hall: TestHall) -> None:
    hall.ask(c.CallNext(W44))
    seq = hall.journal.seq
    hall.journal.keep_snapshot(seq, hall.hall.state)
    snapshot = hall.journal.newest_snapshot()
    assert snapshot is not None
    recent = restore(Hall(hall.catalogue, snapshot[1]), hall.journal, seq)
    assert recent[-1].seq == seq


@pytest.mark.req("H-06")
def test_a_restart_just_after_midnight_says_nothing_of_closed_tickets(hall: TestHall) -> None:
    hall.clock.time = datetime(2026, 11, 23, 15, 59, 58, tzinfo=UTC)  # two seconds to midnight in Shanghai
    hall.ask(c.CallNext(W44))
    hall.tick(seconds=3)
    hall.restart()
    assert not spoken(hall)


def test_what_was_spoken_is_forgotten_when_it_is_old(hall: TestHall) -> None:
    hall.ask(c.CallNext(W44))
    hall.tick(hours=-1)
    hall.tick(hours=1, seconds=1)
    hall.listener.heard.clear()
    comes_back(hall)
    assert not spoken(hall)
