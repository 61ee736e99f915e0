"""A link that comes back: opened when first used, closed on loss, tried again no sooner than its backoff allows.

The one place where lines are reopened. It never waits: a use that comes too early is told `DeviceUnplugged` at once, so
a worker's loop decides how to spend the time.
"""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from hardware.links.link import AdjustableLink
from hardware.ports.faults import DeviceUnplugged


class ReconnectingLink:
    """A `Link` over a way to open one. The pause after a loss doubles from `first_seconds` up to `longest_seconds`."""

    def __init__(
        self,
        open_line: Callable[[], AdjustableLink],
        *,
        device: str,
        first_seconds: float = 0.25,
        longest_seconds: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the way to open the line and a monotonic clock in seconds; nothing is opened yet."""
        self._open_line = open_line
        self._device = device
        self._first_seconds = first_seconds
        self._longest_seconds = longest_seconds
        self._clock = clock
        self._line: AdjustableLink | None = None
        self._pause_seconds = first_seconds
        self._not_before = float("-inf")

    @property
    def is_open(self) -> bool:
        """Whether a line is held at present; it may be dead without our knowing yet."""
        return self._line is not None

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        """Read as `Link.read` does; what arrives proves the line and resets the pause."""
        with self._line_in_use() as line:
            received = line.read(count, timeout_seconds)
        if received:
            self._pause_seconds = self._first_seconds
        return received

    def write(self, data: bytes) -> None:
        """Send all of `data`."""
        with self._line_in_use() as line:
            line.write(data)

    def discard_input(self) -> None:
        """Forget what has arrived and was not read."""
        with self._line_in_use() as line:
            line.discard_input()

    def set_baudrate(self, baudrate: int) -> None:
        """Change the speed of our end, in baud; a line opened anew starts at its own speed."""
        with self._line_in_use() as line:
            line.set_baudrate(baudrate)

    def close(self) -> None:
        """Let the line go; the next use opens it again."""
        if self._line is not None:
            self._line.close()
            self._line = None

    @contextmanager
    def _line_in_use(self) -> Generator[AdjustableLink]:
        line = self._line = self._line or self._opened()
        try:
            yield line
        except DeviceUnplugged:
            self._wait_before_next()
            self.close()
            raise

    def _opened(self) -> AdjustableLink:
        if self._clock() < self._not_before:
            raise DeviceUnplugged(device=self._device)
        try:
            return self._open_line()
        except DeviceUnplugged:
            self._wait_before_next()
            raise

    def _wait_before_next(self) -> None:
        self._not_before = self._clock() + self._pause_seconds
        self._pause_seconds = min(self._pause_seconds * 2, self._longest_seconds)
