"""What a program may do on the bus, whoever carries it: paho and mosquitto (`client`) or this process (`memory`).

Handlers are called on an I/O thread and only post what they got into an inbox of their program.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from broker.messages import Message, Reply, Request
from broker.terms import ClientCode, HallCode
from broker.topics import Topic

Handler = Callable[[Topic, Message], None]
Watcher = Callable[[bool], None]


class Bus(Protocol):
    """One client's connection to the hall's bus."""

    @property
    def hall(self) -> HallCode:
        """The hall this bus belongs to."""
        ...

    @property
    def client(self) -> ClientCode:
        """Who we are."""
        ...

    @property
    def connected(self) -> bool:
        """Whether the broker hears us now."""
        ...

    def publish(self, topic: Topic, message: Message) -> None:
        """Send `message`, with the quality and retention of the contract. Raises `BrokerAway`, `BadMessage`."""
        ...

    def subscribe(self, topic_filter: str, handler: Handler) -> None:
        """Hear what comes on `topic_filter`, now and after every reconnection; retained messages come first."""
        ...

    def watch(self, watcher: Watcher) -> None:
        """Be told True once the broker knows what we listen to, False at every loss; first how it is now."""
        ...

    def request(self, request: Request, *, timeout_seconds: float | None = None) -> Reply:
        """Ask the controller and wait for its answer. Raises `BrokerAway`, `NoAnswer`.

        Only for the outermost edge (a device worker, an effect): it blocks. After `NoAnswer` the same request may be
        sent again: one effect, one answer.
        """
        ...

    def close(self) -> None:
        """Say goodbye without the last will."""
        ...


class HallClock:
    """The caller's clock as last heard on `hall/v1/{hall}/time`, carried on by this machine's monotonic clock.

    A device's own calendar never counts: only how much time has passed since the caller spoke.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Take the machine's monotonic clock, in seconds."""
        self._monotonic = monotonic
        self._heard: tuple[datetime, float] | None = None

    def hear(self, now: datetime) -> None:
        """Take what the caller's clock says."""
        self._heard = (now.astimezone(UTC), self._monotonic())

    @property
    def silent_seconds(self) -> float | None:
        """How long the caller has not been heard; None when never."""
        return None if self._heard is None else self._monotonic() - self._heard[1]

    def now(self) -> datetime | None:
        """Give the caller's time now, None before it was ever heard."""
        if self._heard is None:
            return None
        return self._heard[0] + timedelta(seconds=self._monotonic() - self._heard[1])
