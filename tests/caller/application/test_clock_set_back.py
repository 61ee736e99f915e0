"""A clock that is set back must not hide a call that no screen has shown."""

import pytest

from broker.terms import CounterCode
from caller.application.inbox import Question
from caller.domain import commands as c
from tests.caller.halls import TestHall

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
