"""One hall of real programs for all faults: open day and night, so that midnight falls into a shift.

Every test begins on a working day of its own: nobody waits, numbers start at 001, nothing is broken.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.left_alone import LeftAlone
from tests.faults.live_wall import LiveWall
from tests.faults.people import manager, move_clock, until_step
from tests.rig.conftest import ROOT, RunningHall, start_hall, stop_hall

_TEN = 10


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """The hall, for all tests of this folder."""
    folder = tmp_path_factory.mktemp("faults")
    catalogue = folder / "catalogue"
    write_hall_of_day_and_night(catalogue)
    running = start_hall(folder / "state", "--fresh", "--with", "K06", "--catalogue", str(catalogue))
    yield running
    assert stop_hall(running.process) == 0


@pytest.fixture(scope="session")
def wall(hall: RunningHall) -> Iterator[LiveWall]:
    """The manager's wall, open in a browser all the time."""
    open_wall = LiveWall(hall.ready["console_url"], manager(hall))
    yield open_wall
    open_wall.close()


@pytest.fixture(scope="session")
def left_alone(hall: RunningHall) -> Iterator[LeftAlone]:
    """Somebody went away from K05 with the card on the reader. It takes 75 s; meanwhile other tests go on."""
    visit = LeftAlone(hall, "K05", "C05")
    yield visit
    visit.close()


@pytest.fixture
def morning(hall: RunningHall) -> Iterator[RunningHall]:
    """The hall in the morning of the next working day; whatever the test broke is whole again afterwards."""
    _tidy(hall)
    now = datetime.fromisoformat(hall.do("clock", "show").facts["now"])
    move_clock(hall, f"to {now.date() + timedelta(days=1)} {'11' if now.hour == _TEN else '10'}:00")
    hall.until("show", "W44", seen=lambda facts: "等候 0" in facts.get("lines", ()))
    until_step(hall, "K01", "Start", 30)
    yield hall
    for part in hall.tell("doctor").facts.get("parts", ()):
        if part.get("broken"):
            hall.do("fix", part["name"])


def _tidy(hall: RunningHall) -> None:
    """Send away who a failed test left at K01 and W44."""
    shown = hall.until("show", "K01", seen=lambda facts: facts.get("step", "PleaseWait") != "PleaseWait", seconds=60)
    if shown["step"] != "Start":
        hall.tell("uncard", "K01")
        hall.tell("tap", "K01", "结束")
    if any("K0" in line for line in hall.do("show", "LED-44").lines):
        hall.tell("key", "W44", "arrived")
        hall.tell("key", "W44", "finish")


def write_hall_of_day_and_night(folder: Path) -> None:
    """Copy the reference hall's files and let it work every day from midnight to midnight."""
    shutil.copytree(ROOT / "config" / "hall", folder)
    change(folder / "hall.toml", 'workdays = ["09:00-12:00", "13:00-17:00"]', 'workdays = ["00:00-24:00"]')
    change(folder / "hall.toml", 'extended = ["12:00-13:00", "17:00-18:30"]', "extended = []")
    change(folder / "calendar.toml", 'weekend = ["sat", "sun"]', "weekend = []")


def change(file: Path, before: str, after: str) -> None:
    """Put other words into a file of the catalogue."""
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")
