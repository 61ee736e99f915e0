"""One press, one id, one effect: how a request is repeated and when it is given up."""

import threading
from datetime import timedelta

import pytest

from broker.messages import CallNext, Reply, Request
from broker.terms import RequestId
from hardware.nodes.asker import Answered, Asker, Outcome, Unanswered
from tests.hardware.nodes.hall_table import COUNTER, NINE, Table


class Told:
    """What came of the questions."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._changed = threading.Condition()

    def __call__(self, outcome: Outcome) -> None:
        with self._changed:
            self.outcomes.append(outcome)
            self._changed.notify_all()

    def wait_for(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: len(self.outcomes) >= count, 5)


def question(number: int) -> CallNext:
    return CallNext(
        request_id=RequestId(f"press-{number:04d}"), valid_until=NINE + timedelta(seconds=3), counter=COUNTER
    )


@pytest.mark.req("H-05", "Q-06")
def test_what_the_broker_could_not_take_is_asked_when_it_is_back(table: Table) -> None:
    table.broker.stop()
    told = Told()
    asker = Asker(table.bus, name="PAD-44", attempt_seconds=0.05)
    asker.start(told)
    asker.ask(question(1), lives_seconds=5)
    assert not told.outcomes
    table.broker.start()
    assert told.wait_for(1)
    assert isinstance(told.outcomes[0], Answered)
    assert len(table.requests) == 1
    asker.stop()


@pytest.mark.req("H-05", "Q-06")
def test_a_question_whose_time_is_over_is_given_up_and_the_next_is_asked(table: Table) -> None:
    answered = table.answer

    def only_the_second(request: Request) -> Reply | None:
        return answered(request) if request.request_id == "press-0002" else None

    table.answer = only_the_second
    told = Told()
    asker = Asker(table.bus, name="PAD-44", attempt_seconds=0.02)
    asker.start(told)
    asker.ask(question(1), lives_seconds=0.1)
    asker.ask(question(2), lives_seconds=5)
    assert told.wait_for(2)
    assert told.outcomes[0] == Unanswered(question(1))
    assert isinstance(told.outcomes[1], Answered)
    asker.stop()


def test_a_question_that_waited_too_long_is_not_asked_at_all(table: Table) -> None:
    told = Told()
    asker = Asker(table.bus, name="PAD-44", monotonic=table.ticking)
    asker.ask(question(1), lives_seconds=3)
    table.pass_time(4)
    asker.start(told)
    assert told.wait_for(1)
    assert told.outcomes == [Unanswered(question(1))]
    assert table.requests == []
    asker.stop()
