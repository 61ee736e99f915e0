"""Outside systems may be slow, failing or gone: the guard before them, on a clock of the test's own."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

import pytest

from caller.application.ports.outside import OutsideAway
from caller.application.resilience import Guard, Patience, on_a_thread

T = TypeVar("T")


class Time:
    """A clock that pauses move."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def here(ask: Callable[[], T], timeout_seconds: float) -> T:
    assert timeout_seconds > 0
    return ask()


def failing_until(count: int) -> Callable[[], str]:
    asked = 0

    def ask() -> str:
        nonlocal asked
        asked += 1
        if asked < count:
            raise OutsideAway("elicence", "failing")
        return f"answer {asked}"

    return ask


def guard(time: Time, patience: Patience) -> Guard:
    return Guard("elicence", patience, now_seconds=time, pause=time.pause, run=here)


def test_a_stumble_is_asked_again_with_growing_pauses() -> None:
    time = Time()
    assert guard(time, Patience(retries=2, pause_seconds=0.5)).ask(failing_until(3)) == "answer 3"
    assert time.pauses == [0.5, 1.0]


def test_a_dead_system_is_left_alone_and_tried_again_after_its_rest() -> None:
    time = Time()
    tested = guard(time, Patience(retries=0, breaks_after=2, rest_seconds=30))
    asked: list[str] = []

    def refuse() -> str:
        asked.append("asked")
        raise OutsideAway("elicence", "away")

    for _ in range(5):
        with pytest.raises(OutsideAway):
            tested.ask(refuse)
    assert len(asked) == 2
    assert tested.resting
    time.now += 30
    assert tested.ask(lambda: "back") == "back"
    assert not tested.resting
    with pytest.raises(OutsideAway):
        tested.ask(refuse)
    assert not tested.resting


def test_one_try_after_the_rest_and_then_rest_again() -> None:
    time = Time()
    tested = guard(time, Patience(retries=3, breaks_after=1, rest_seconds=10))
    with pytest.raises(OutsideAway):
        tested.ask(failing_until(9))
    time.now += 10
    with pytest.raises(OutsideAway) as caught:
        tested.ask(failing_until(9))
    assert caught.value.what == "failing"
    assert tested.resting
    assert time.pauses == []


def test_too_long_is_said_at_once_and_not_asked_again() -> None:
    time = Time()
    runs: list[float] = []

    def late(ask: Callable[[], T], timeout_seconds: float) -> T:
        runs.append(timeout_seconds)
        raise TimeoutError

    tested = Guard("exchange", Patience(timeout_seconds=4), now_seconds=time, pause=time.pause, run=late)
    with pytest.raises(OutsideAway) as caught:
        tested.ask(lambda: "never")
    assert (caught.value.system, caught.value.what, runs) == ("exchange", "slow", [4])


def test_a_defect_is_not_taken_for_a_system_that_is_away() -> None:
    def broken() -> str:
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        Guard("sms").ask(broken)


def test_the_thread_gives_answer_error_or_time_out() -> None:
    held = Event()
    assert on_a_thread(lambda: 7, 5.0) == 7
    with pytest.raises(TimeoutError):
        on_a_thread(lambda: held.wait(5.0), 0.01)
    held.set()
    with pytest.raises(ZeroDivisionError):
        on_a_thread(lambda: 1 // 0, 5.0)
