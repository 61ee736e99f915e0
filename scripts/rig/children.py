"""Starts programs, hears what they say, starts those that die again with growing pauses, stops them by their id.

It knows nothing of what the programs do. Threads only post into `happenings`; whoever owns the supervisor reads it and
is the only one that changes anything.
"""

import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TypeAlias

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 5.0
_LIVED_WELL_SECONDS = 20.0
_PATIENCE_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Program:
    """What to start, in which folder. `command` is asked anew at every start: arguments may depend on the moment."""

    name: str
    command: Callable[[], Sequence[str]]
    log: Path
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Said:
    """A program wrote a line to its standard output."""

    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A program ended: its process id and exit code, negative for a signal."""

    name: str
    pid: int
    code: int


@dataclass(frozen=True, slots=True)
class Due:
    """The pause of a program is over."""

    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody wants the hall to end."""


Happening: TypeAlias = Said | Ended | Due | Stop


@dataclass(slots=True)
class Child:
    """One program and its present process, None while it pauses. `held` keeps it down until it is released."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause_seconds: float = _FIRST_PAUSE_SECONDS
    restarts: int = 0
    held: bool = False


class Supervisor:
    """The programs of one hall. Used by one thread; `happenings` is where others post."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without programs."""
        self.happenings: SimpleQueue[Happening] = SimpleQueue()
        self.children: dict[str, Child] = {}
        self._clock = clock
        self._timers: dict[str, threading.Timer] = {}

    def start(self, program: Program) -> None:
        """Start a program. Raises OSError when it cannot be."""
        self.children[program.name] = Child(program)
        self._spawn(self.children[program.name])

    def ended(self, happening: Ended) -> float | None:
        """Take note of an end; the pause in seconds after which it is started again, None when it was wanted."""
        child = self.children[happening.name]
        if child.process is None or child.process.pid != happening.pid:
            return None
        child.process = None
        if child.held:
            return None
        if self._clock() - child.began > _LIVED_WELL_SECONDS:
            child.pause_seconds = _FIRST_PAUSE_SECONDS
        pause, child.pause_seconds = child.pause_seconds, min(child.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
        self._wake(happening.name, pause)
        return pause

    def due(self, name: str) -> bool:
        """Start a program whose pause is over; whether it was started. One that has not ended yet is, when it has."""
        child = self.children[name]
        child.held = False
        if child.process is not None:
            return False
        child.restarts += 1
        self._spawn(child)
        return True

    def hold(self, name: str, seconds: float, *, kill: bool = False) -> None:
        """Stop a program, by SIGTERM or `kill` by SIGKILL, and keep it down so long. Raises KeyError."""
        child = self.children[name]
        child.held = True
        self._wake(name, seconds)
        if child.process is not None:
            (child.process.kill if kill else child.process.terminate)()

    def release(self, name: str) -> None:
        """Start a program that is held down, now. Raises KeyError."""
        if self.children[name].held:
            self._wake(name, 0)

    def processes(self) -> dict[str, dict[str, int | bool | None]]:
        """Give every program's process id (None while it is down) and how often it was started again."""
        return {
            name: {"pid": child.process.pid if child.process else None, "restarts": child.restarts, "held": child.held}
            for name, child in self.children.items()
        }

    def stop_all(self, last: str) -> None:
        """Stop every program, `last` after all others. Who does not end in time is killed."""
        for timer in self._timers.values():
            timer.cancel()
        self._stop([child for name, child in self.children.items() if name != last])
        self._stop([child for name, child in self.children.items() if name == last])

    def _stop(self, children: Sequence[Child]) -> None:
        running = [child.process for child in children if child.process is not None]
        for child in children:
            child.held = True
        for process in running:
            process.terminate()
        deadline = self._clock() + _PATIENCE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - self._clock()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _wake(self, name: str, seconds: float) -> None:
        earlier = self._timers.pop(name, None)
        if earlier is not None:
            earlier.cancel()
        timer = threading.Timer(seconds, self.happenings.put, (Due(name),))
        timer.daemon = True
        self._timers[name] = timer
        timer.start()

    def _spawn(self, child: Child) -> None:
        program = child.program
        with program.log.open("ab") as log:
            process = subprocess.Popen(
                list(program.command()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=program.folder,
                env=dict(program.environment),
                start_new_session=True,  # Ctrl-C is the supervisor's to hear
            )
        child.process, child.began = process, self._clock()
        if process.stdout is not None:
            threading.Thread(
                target=self._listen, args=(program.name, process, process.stdout), name=program.name, daemon=True
            ).start()

    def _listen(self, name: str, process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
        with output:
            for line in output:
                self.happenings.put(Said(name, line.decode("utf-8", "replace").rstrip("\n")))
        self.happenings.put(Ended(name, process.pid, process.wait()))
