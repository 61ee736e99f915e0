"""A clock that is set: no call is hidden by it, and who stamps requests hears of it at once."""

import pytest

from broker import topics
from broker.messages import HallTime
from broker.terms import CounterCode
from caller.application.inbox import ClockMoved, Question
from caller.domain import commands as c
from tests.caller.halls import HALL, TestHall

W44 = CounterCode("W44")


@pytest.mark.req("Q-07")
def test_a_call_of_the_future_is_as_unconfirmed_as_an_old_one() -> None:
    hall = TestHall()
    hall.sit()
    hall.issue()
    hall.ask(c.CallNext(W44))
    hall.tick(seconds=-3600)

    asked = Question(lambda scene: [call.number for call in scene.devices.unconfirmed])
    hall.controller.step([asked])
    assert asked.wait(0) == ["K001"]


@pytest.mark.req("H-05")
def test_a_clock_that_was_set_is_told_with_the_same_batch() -> None:
    hall = TestHall()
    hall.clock.pass_(minutes=20)
    hall.controller.step([ClockMoved()])
    said = hall.listener.retained[topics.time(HALL)]
    assert isinstance(said, HallTime)
    assert said.now == hall.clock.now()
