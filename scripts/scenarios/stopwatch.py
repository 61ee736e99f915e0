"""How long a visitor waits for the machine: from a touch, a card or a signature until the next thing can be done.

A wait begins when the rig is asked to act and ends with the first look that finds the next screen drawn and the machine
no longer at work. What the visitor, or who plays one, does between two waits is nobody's wait. The way through the rig
and the time from look to look are in it: the figures are rather too long than too short.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.scenarios.seen import Seen


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: on which screen it began, after what, on which it ended.

    `began` is the computer's time, in seconds since 1970, to be compared with that of a paper in the tray.
    """

    at: str
    after: str
    to: str
    seconds: float
    began: float


@dataclass(frozen=True, slots=True)
class _Open:
    at: str
    after: str
    since: float
    began: float


@dataclass(slots=True)
class Stopwatch:
    """Keeps the waits of one visit, in order."""

    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    waits: list[Wait] = field(default_factory=list[Wait])
    _open: _Open | None = None

    def acted(self, at: str, after: str) -> None:
        """The visitor does something on the screen `at`."""
        self._open = _Open(at, after, self.clock(), self.now())

    def saw(self, seen: Seen) -> None:
        """The visitor sees what was to come; while the machine works the wait goes on."""
        wait = self._open
        if wait is None or seen.works:
            return
        self._open = None
        self.waits.append(Wait(wait.at, wait.after, seen.step, self.clock() - wait.since, wait.began))
