"""What the controller needs of the outside, and what the outside may ask of the controller."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from broker.catalogue import Catalogue
from broker.messages import Message, Reply
from broker.terms import RequestId
from broker.topics import Topic
from caller.application.devices import DeviceWatch
from caller.domain.commands import Actor, Command
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall, HallState

T = TypeVar("T")


class HallAway(Exception):
    """Raised when the controller does not answer in time: the effect is unknown, ask again with the same id."""


class FencedError(Exception):
    """Raised when another controller has written to the journal since: this one must stop at once."""


class Clock(Protocol):
    """The caller's clock, the only one that counts."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One event to be journalled, with who caused it. `request_id` is None for the hall's own timers."""

    event: AnyEvent
    actor: Actor
    request_id: RequestId | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction keeps: events, and every answer given, refusals too."""

    rows: Sequence[Row]
    answers: Mapping[RequestId, Reply]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the journal has it."""

    seq: int
    event: AnyEvent


class Journal(Protocol):
    """The append-only record. One writer at a time; `seq` fences a second one."""

    @property
    def seq(self) -> int:
        """The number of the last event; 0 when there is none."""
        ...

    def newest_snapshot(self) -> tuple[int, HallState] | None:
        """Give the newest usable snapshot and the number of the last event it holds."""
        ...

    def events_after(self, seq: int) -> Iterator[Recorded]:
        """Give the events after number `seq`, in order."""
        ...

    def answers_to(self, request_ids: Sequence[RequestId]) -> Mapping[RequestId, Reply]:
        """Give the answers that were already given to any of these requests."""
        ...

    def append(self, batch: Batch) -> int:
        """Write a batch in one transaction, durable before this returns. Gives the new `seq`. Raises `FencedError`."""
        ...

    def keep_snapshot(self, seq: int, state: HallState) -> None:
        """Keep a snapshot of the state after event `seq`."""
        ...


class Publisher(Protocol):
    """Where states and announcements go. A broker that is away loses nothing: the controller says all again later."""

    @property
    def connected(self) -> bool:
        """Whether anybody hears it now."""
        ...

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send; False when the broker is away."""
        ...


@dataclass(frozen=True, slots=True)
class Scene:
    """The hall as committed, to look at on the controller's thread. Nobody keeps or changes what is in it."""

    hall: Hall
    devices: DeviceWatch
    catalogue: Catalogue
    now: datetime
    bus_connected: bool
    seq: int


class Desk(Protocol):
    """What the console and the bus ask of the controller, from any thread but its own."""

    @property
    def revision(self) -> int:
        """A number that grows whenever something that is shown has changed."""
        ...

    def ask(self, command: Command, *, actor: Actor, request_id: RequestId, timeout_seconds: float = 3.0) -> Reply:
        """Have a command decided and wait for the answer, which is on disk then. Raises `HallAway`."""
        ...

    def read(self, question: Callable[[Scene], T], timeout_seconds: float = 3.0) -> T:
        """Have a quick question answered between two batches. Raises `HallAway`, or what it raises."""
        ...

    def wait_for_change(self, after: int, timeout_seconds: float) -> int:
        """Wait until `revision` is greater than `after`, at most `timeout_seconds`; give the present one."""
        ...
