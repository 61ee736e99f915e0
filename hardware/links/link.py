"""What a driver needs of a line: bytes in, bytes out, and one way to say that it is gone."""

from typing import Protocol


class Link(Protocol):
    """A line to one device. Every method raises `DeviceUnplugged` when the line is lost.

    A link belongs to one thread. Over a network line the first write after a loss still succeeds: a device's health
    comes from its answers, never from a write that worked.
    """

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        """Wait for the first byte, then return what is there, at most `count` bytes; empty when the time is over.

        `timeout_seconds` None takes the link's own time-out.
        """
        ...

    def write(self, data: bytes) -> None:
        """Send all of `data`. Raises `DeviceSilent` when the other end does not take it in time."""
        ...

    def discard_input(self) -> None:
        """Forget what has arrived and was not read."""
        ...

    def close(self) -> None:
        """Let the line go; never raises. A closed link is not used again."""
        ...


class AdjustableLink(Link, Protocol):
    """A link whose speed can be changed while it is open."""

    def set_baudrate(self, baudrate: int) -> None:
        """Change the speed of our end, in baud."""
        ...
