import stat
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from broker.terms import StaffNo
from caller.console.sessions import IDLE, LONGEST, Sessions, Throttle
from tests.caller.console.rehearsal import MORNING, HandClock

CLERK = StaffNo("4401")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(MORNING)


def make(path: Path, clock: HandClock) -> Sessions:
    numbers = count()
    return Sessions(path / "sessions.json", clock=clock.now, token=lambda: f"word-{next(numbers)}-{path.name}")


def test_a_session_outlives_a_restart_and_the_file_does_not_hold_the_word(tmp_path: Path, clock: HandClock) -> None:
    token, session = make(tmp_path, clock).open(CLERK)
    again = make(tmp_path, clock).find(token)
    assert again == session
    path = tmp_path / "sessions.json"
    assert token not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_idle_sessions_end_but_used_ones_do_not(tmp_path: Path, clock: HandClock) -> None:
    sessions = make(tmp_path, clock)
    used, _ = sessions.open(CLERK)
    idle, _ = sessions.open(CLERK)
    for _ in range(3):
        clock.move(seconds=IDLE.total_seconds() - 60)
        assert sessions.find(used) is not None
    assert sessions.find(idle) is None


def test_watching_does_not_keep_a_session_alive(tmp_path: Path, clock: HandClock) -> None:
    sessions = make(tmp_path, clock)
    token, _ = sessions.open(CLERK)
    clock.move(seconds=IDLE.total_seconds() - 1)
    assert sessions.find(token, touch=False) is not None
    clock.move(seconds=2)
    assert sessions.find(token, touch=False) is None


def test_no_session_lives_longer_than_a_working_day(tmp_path: Path, clock: HandClock) -> None:
    sessions = make(tmp_path, clock)
    token, _ = sessions.open(CLERK)
    for _ in range(int(LONGEST / timedelta(minutes=30))):
        clock.move(minutes=30)
        assert sessions.find(token) is not None
    clock.move(minutes=1)
    assert sessions.find(token) is None


def test_signing_out_ends_it(tmp_path: Path, clock: HandClock) -> None:
    sessions = make(tmp_path, clock)
    token, _ = sessions.open(CLERK)
    sessions.close(token)
    assert sessions.find(token) is None


def test_five_wrong_tries_are_free_then_each_doubles_the_wait(clock: HandClock) -> None:
    throttle = Throttle(clock.now)
    for _ in range(4):
        throttle.failed("who:4401")
    assert throttle.seconds_to_wait("who:4401") == 0
    waits: list[int] = []
    for _ in range(12):
        throttle.failed("who:4401")
        waits.append(throttle.seconds_to_wait("who:4401"))
    assert waits[:4] == [2, 4, 8, 16]
    assert max(waits) == Throttle.LONGEST_SECONDS
    assert throttle.seconds_to_wait("who:4501") == 0


def test_a_right_password_or_an_hour_of_peace_forgives(clock: HandClock) -> None:
    throttle = Throttle(clock.now)
    for _ in range(9):
        throttle.failed("who:4401", "from:10.0.0.7")
    throttle.passed("who:4401")
    assert throttle.seconds_to_wait("who:4401") == 0
    assert throttle.seconds_to_wait("who:4401", "from:10.0.0.7") > 0
    clock.move(hours=1)
    assert throttle.seconds_to_wait("from:10.0.0.7") == 0


def test_a_broken_file_costs_a_sign_in_and_not_the_start(
    tmp_path: Path, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    token, _ = make(tmp_path, clock).open(CLERK)
    (tmp_path / "sessions.json").write_text('{"half": ', encoding="utf-8")
    sessions = make(tmp_path, clock)
    assert sessions.find(token) is None
    assert "everybody must sign in again" in caplog.text
    assert sessions.find(sessions.open(CLERK)[0]) is not None
