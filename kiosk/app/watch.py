"""Keeps one process on the screen and a warm one beside it: a visit that read a card ends by replacing the process.

So nothing of a person is in any process of a kiosk after the visit (K-14), whatever Python and the libraries keep in
memory. The watch itself imports everything once and shows, hears and reads nothing: each process is a fork of it, which
is quick to make and shares its pages. A fork sees nothing of the one before; what goes on is a `Handover`.
"""

import gc
import importlib
import logging
import os
import select
import signal
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.line import Handover, Line, Said

log = logging.getLogger(__name__)

SPARE_SECONDS = 1.0
"""How long after the screen's process has heard the hall the next one is made: the visitor comes first."""

CRASHES_AT_MOST = 5
CRASH_SECONDS = 60.0
STOP_SECONDS = 5.0


@dataclass(slots=True)
class Process:
    """One process: `opened` once it took touches, `freed` once it holds no device."""

    pid: int
    line: Line
    opened: bool = False
    freed: bool = False
    ended: int | None = None


class Watch:
    """The processes of one kiosk. `run` is the whole of its work, on one thread; no other may exist when it forks."""

    def __init__(self, work: Callable[[Line, bool], int], preload: Iterable[str]) -> None:
        """Take what a process does with its line and whether it is a spare, and the modules a spare has imported."""
        self._work = work
        self._preload = deque(preload)
        self._active: Process | None = None
        self._spare: Process | None = None
        self._leaving: list[Process] = []
        self._spare_due: float | None = None
        self._crashes: deque[float] = deque(maxlen=CRASHES_AT_MOST)
        self._stopping = False
        self._bell, self._ringer = socket.socketpair()

    def run(self) -> int:
        """Work until stopped, or until the kiosk cannot be kept up; the exit code."""
        self._bell.settimeout(0)
        self._ringer.settimeout(0)
        signal.set_wakeup_fd(self._ringer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        self._active = self._fork(spare=False)
        code = None
        while code is None and not self._stopping:
            code = self._turn()
        return self._stop(code)

    def _told_to_stop(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _turn(self) -> int | None:
        due = self._spare_due
        wait = None if due is None else max(0.0, due - time.monotonic())
        everybody = [process for process in (self._active, self._spare, *self._leaving) if process is not None]
        ready = select.select([self._bell, *(process.line for process in everybody)], [], [], wait)[0]
        code = None
        for process in everybody:
            if process.line in ready:
                lines = process.line.heard()
                if lines is None:
                    code = self._ended(process)
                else:
                    for said in lines:
                        self._heard(process, said)
        if self._spare_due is not None and time.monotonic() >= self._spare_due:
            self._spare_due = None
            self._make_spare()
        return code

    # ------------------------------------------------------------------------------------------------- what is heard

    def _heard(self, process: Process, said: Said) -> None:
        match said.word:
            case "open":
                self._opened(process)
            case "settled":
                self._spare_due = time.monotonic() + SPARE_SECONDS
            case "over" if process is self._active:
                self._leaving.append(process)
                self._promote(said.handover)
            case "rest" if self._active is not None:
                _say(self._active, said)
            case "freed":
                process.freed = True
                self._tell_if_alone()
            case _:
                log.warning("a process said %s out of turn", said.word)

    def _opened(self, process: Process) -> None:
        process.opened = True
        for one in self._leaving:
            _say(one, Said(word="go"))

    def _ended(self, process: Process) -> int | None:
        """A process is gone; an exit code when the kiosk cannot go on."""
        code = self._reap(process)
        if process in self._leaving:
            self._leaving.remove(process)
            if code and self._active is not None:  # what it was printing nobody looks after any more
                _say(self._active, Said(word="rest", handover=Handover(pages_left=True)))
            self._tell_if_alone()
        elif process is self._spare:
            log.warning("the spare process has ended (%d)", code)
            self._spare = None
            self._spare_due = time.monotonic() + CRASH_SECONDS / CRASHES_AT_MOST
        elif process is self._active:
            return self._active_ended(process, code)
        return None

    def _active_ended(self, process: Process, code: int) -> int | None:
        if not process.opened:
            return code if code > 0 else 1
        log.error("the process of the screen has ended (%d): the next one takes the screen", code)
        now = time.monotonic()
        self._crashes.append(now)
        if len(self._crashes) == CRASHES_AT_MOST and now - self._crashes[0] < CRASH_SECONDS:
            return 1
        self._promote(Handover(pages_left=True))
        return None

    def _promote(self, handover: Handover) -> None:
        self._active = self._spare or self._fork(spare=True)
        self._spare, self._spare_due = None, None
        hurry(self._active.pid)
        _say(self._active, Said(word="take", handover=handover))
        self._tell_if_alone()

    def _tell_if_alone(self) -> None:
        """Tell everybody whose predecessors hold no device any more, also who is leaving with a slip still to print."""
        for process in (*self._leaving, self._active):
            if process is not None:
                _say(process, Said(word="alone"))
                if not process.freed:
                    return

    # --------------------------------------------------------------------------------------------------- processes

    def _make_spare(self) -> None:
        if self._preload:
            # one at a time: a visit may end meanwhile
            importlib.import_module(self._preload.popleft())
            self._spare_due = time.monotonic()
        elif self._spare is None:
            self._spare = self._fork(spare=True)

    def _fork(self, *, spare: bool) -> Process:
        ours, theirs = socket.socketpair()
        if self._active is not None:  # at the start somebody waits for the first picture
            gc.collect()
        gc.freeze()  # the collector of a fork leaves the shared pages alone
        pid = os.fork()
        if pid:
            theirs.close()
            return Process(pid, Line(ours))
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everybody in the terminal: the watch tells
            ours.close()
            # an end kept open here would hide from the others that the watch is gone
            for process in (self._active, self._spare, *self._leaving):
                if process is not None:
                    process.line.close()
            code = self._work(Line(theirs), spare)
        except Exception:
            log.exception("a process of the kiosk has failed")
        finally:
            os._exit(code)

    def _stop(self, code: int | None) -> int:
        """End all processes; the exit code is that of the screen's unless one is given."""
        everybody = [process for process in (self._active, self._spare, *self._leaving) if process is not None]
        for process in everybody:
            if process.ended is None:
                os.kill(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        ends = [self._reap_until(process, deadline) for process in everybody]
        return ends[0] if code is None else code

    def _reap_until(self, process: Process, deadline: float) -> int:
        while process.ended is None:
            pid, status = os.waitpid(process.pid, os.WNOHANG)
            if pid:
                process.ended = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                os.kill(process.pid, signal.SIGKILL)
                return self._reap(process)
            else:
                time.sleep(0.01)
        return process.ended

    def _reap(self, process: Process) -> int:
        process.line.close()
        if process.ended is None:
            process.ended = os.waitstatus_to_exitcode(os.waitpid(process.pid, 0)[1])
        return process.ended


def hurry(pid: int) -> None:
    """Give a process that warms up at low priority the watch's own, with all its threads."""
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            if os.getpriority(os.PRIO_PROCESS, int(task.name)) != mine:
                os.setpriority(os.PRIO_PROCESS, int(task.name), mine)
        except ProcessLookupError:
            continue  # a thread that has just ended
        except OSError as fault:
            log.warning("the process of the screen stays at low priority: %s", fault)


def _say(process: Process, said: Said) -> None:
    try:
        process.line.say(said)
    except OSError:
        # it is gone; its end is heard on the same line
        log.info("nobody heard %s", said.word)
