"""kill -9 and SIGSTOP for programs of a running hall, by the process ids that its supervisor noted."""

import os
import signal
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.rig.state import StateFolder, read_json
from tests.rig.conftest import RunningHall


def processes(hall: RunningHall, program: str) -> list[int]:
    """A program's process ids, its own forks behind it."""
    pid = int((read_json(StateFolder(hall.state).children_file) or {})[program]["pid"])
    forks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *map(int, forks)]


def kill(hall: RunningHall, kiosk: str, *, whole: bool) -> None:
    """Cut the kiosk off at once: the whole of it, or the process that has the screen where others stand by."""
    watch, *forks = processes(hall, kiosk)
    if forks and not whole:
        os.kill(forks[0], signal.SIGKILL)
        return
    hall.do("break", kiosk, "kill", "0")
    for pid in forks:
        with suppress(ProcessLookupError):  # it ends by itself when the others are gone
            os.kill(pid, signal.SIGKILL)
    until_gone(watch, *forks)


def until_gone(*pids: int) -> None:
    end = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < end, f"one of {pids} still lives"
        time.sleep(0.02)


@contextmanager
def standing_still(hall: RunningHall, program: str) -> Generator[None]:
    """Let a program stand still, so that nothing it is asked is done meanwhile."""
    pids = processes(hall, program)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
