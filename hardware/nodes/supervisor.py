"""A thread per device, which goes on after a device's fault and after nothing else.

What a driver raises as `DeviceError` is named in the health and tried again, later and later up to a second. Any other
exception is a mistake of ours: it ends its thread, and `threading.excepthook` of the entry point ends the process.
"""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Protocol

from broker.terms import DeviceCode
from hardware.nodes.health import HealthBoard
from hardware.ports.faults import DeviceError

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 1.0
STOP_SECONDS = 1.5


class Work(Protocol):
    """What one device's thread does."""

    @property
    def device(self) -> DeviceCode:
        """The device it works on."""
        ...

    def turn(self) -> None:
        """Do what there is to do now, and wait for it at most a second or two. Raises `DeviceError` children."""
        ...

    def wake(self) -> None:
        """End a wait for something to do; called from another thread."""
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...


class Supervisor:
    """Runs every work in a thread of its own until `stop`."""

    def __init__(
        self,
        works: Sequence[Work],
        health: HealthBoard,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._health = health
        self._monotonic = monotonic
        self._stopping = Event()
        self._threads = [
            (work, Thread(target=self._run, args=(work,), name=work.device, daemon=True)) for work in works
        ]

    def start(self) -> None:
        """Start every thread."""
        for _, thread in self._threads:
            thread.start()

    def stop(self, within_seconds: float = STOP_SECONDS) -> None:
        """End every thread and let go of its device; what does not end in time is named and left alone."""
        deadline = self._monotonic() + within_seconds
        self._stopping.set()
        for work, _ in self._threads:
            work.wake()
        closing = [(work, Thread(target=_end, args=(work, thread), daemon=True)) for work, thread in self._threads]
        for _, thread in closing:
            thread.start()
        for work, thread in closing:
            thread.join(max(0.0, deadline - self._monotonic()))
            if thread.is_alive():
                log.warning("%s did not let go within %g s", work.device, within_seconds)

    def _run(self, work: Work) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            try:
                work.turn()
            except DeviceError as fault:
                self._health.note_fault(work.device, fault)
                self._stopping.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                pause = FIRST_PAUSE_SECONDS


def _end(work: Work, thread: Thread) -> None:
    # a device is used by its own thread only, so it is closed when that has ended
    if thread.ident is not None:
        thread.join()
    work.close()
