"""The supervisor: starts again what dies, with growing pauses; holds, releases and stops by process id."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.rig.children import Due, Ended, Happening, Program, Said, Supervisor
from scripts.rig.orders import HoldProgram, MoveClock, ReleaseProgram, order_line, read_order

SLEEPER = "import time; print('here', flush=True); time.sleep(60)"
DYING = "import sys; sys.exit(3)"


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    supervisor = Supervisor()
    yield supervisor
    supervisor.stop_all("last")


def program(name: str, code: str, folder: Path) -> Program:
    return Program(name, lambda: [sys.executable, "-c", code], folder / f"{name}.log", folder, os.environ)


def next_of(supervisor: Supervisor, kind: type[Happening]) -> Happening:
    while not isinstance(happening := supervisor.happenings.get(timeout=20), kind):
        pass
    return happening


def test_what_a_program_says_is_heard_line_by_line(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program("a", SLEEPER, tmp_path))
    assert next_of(supervisor, Said) == Said("a", "here")


def test_what_dies_is_started_again_after_pauses_that_double(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program("a", DYING, tmp_path))
    pauses: list[float | None] = []
    for _ in range(3):
        ended = next_of(supervisor, Ended)
        assert isinstance(ended, Ended)
        assert ended.code == 3
        pauses.append(supervisor.ended(ended))
        assert next_of(supervisor, Due) == Due("a")
        assert supervisor.due("a")
    assert pauses == [0.1, 0.2, 0.4]
    assert supervisor.children["a"].restarts == 3


def test_what_is_held_comes_back_only_when_its_time_is_over(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program("a", SLEEPER, tmp_path))
    next_of(supervisor, Said)
    supervisor.hold("a", 3600, kill=True)
    ended = next_of(supervisor, Ended)
    assert isinstance(ended, Ended)
    assert ended.code == -signal.SIGKILL
    assert supervisor.ended(ended) is None
    assert supervisor.processes()["a"]["pid"] is None
    supervisor.release("a")
    assert next_of(supervisor, Due) == Due("a")
    assert supervisor.due("a")
    assert next_of(supervisor, Said) == Said("a", "here")


def test_a_pause_that_is_over_before_the_program_has_ended_is_not_lost(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program("a", SLEEPER, tmp_path))
    next_of(supervisor, Said)
    supervisor.hold("a", 3600)
    assert not supervisor.due("a"), "it still runs"
    ended = next_of(supervisor, Ended)
    assert isinstance(ended, Ended)
    assert supervisor.ended(ended) == 0.1


def test_everything_is_stopped_and_the_last_one_last(tmp_path: Path) -> None:
    supervisor = Supervisor()
    for name in ("last", "a", "b"):
        supervisor.start(program(name, SLEEPER, tmp_path))
        next_of(supervisor, Said)
    supervisor.stop_all("last")
    ends = [next_of(supervisor, Ended) for _ in range(3)]
    assert {end.name for end in ends if isinstance(end, Ended)} == {"a", "b", "last"}
    assert all(isinstance(end, Ended) and end.code == -signal.SIGTERM for end in ends)


@pytest.mark.parametrize(
    "order",
    [
        MoveClock(offset_seconds=12.5),
        HoldProgram(name="broker", seconds=8.0),
        HoldProgram(name="caller", seconds=0, kill=True),
        ReleaseProgram(name="broker"),
    ],
)
def test_orders_cross_the_pipe_unchanged(order: MoveClock | HoldProgram | ReleaseProgram) -> None:
    assert read_order(order_line(order).removeprefix("order ")) == order
