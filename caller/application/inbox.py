"""What other threads put before the controller. All of them only post; the controller alone looks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any, TypeAlias

from broker.messages import Health, Reply, Shown
from broker.terms import RequestId
from caller.application.ports import HallAway, Scene
from caller.domain.commands import Actor, Command


@dataclass(frozen=True, slots=True)
class Ask:
    """A command, who wants it, and where its answer goes once it is on disk."""

    command: Command
    actor: Actor
    request_id: RequestId
    answer: Callable[[Reply], None]
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A refusal decided at the edge (a client that may not ask this): journalled like any other answer."""

    reply: Reply
    answer: Callable[[Reply], None]

    @property
    def request_id(self) -> RequestId:
        """The request that is answered."""
        return self.reply.request_id


@dataclass(frozen=True, slots=True)
class Heard:
    """A client's health, or what a display shows."""

    report: Health | Shown


@dataclass(frozen=True, slots=True)
class BusChanged:
    """The connection to the broker came or went."""

    connected: bool


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """The clock was set: who stamps requests by it hears the new time at once, not with the next tick."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Finish what is there and end."""


@dataclass(slots=True, eq=False)
class Question:
    """Something to look at between two batches."""

    look: Callable[[Scene], Any]
    _done: Event = field(default_factory=Event)
    _result: Any = None
    _error: Exception | None = None

    def answer(self, scene: Scene) -> None:
        """Look, on the controller's thread. What the question raises goes to who asked, not to the controller."""
        try:
            self._result = self.look(scene)
        except Exception as error:  # noqa: BLE001 - the asker's own fault, raised again where it was asked
            self._error = error
        self._done.set()

    def wait(self, timeout_seconds: float) -> Any:  # noqa: ANN401 - whatever the question gives
        """Wait for the result. Raises `HallAway`, or what the question raised."""
        if not self._done.wait(timeout_seconds):
            raise HallAway
        if self._error is not None:
            raise self._error
        return self._result


Item: TypeAlias = Ask | Answered | Heard | BusChanged | ClockMoved | Question | Stop
