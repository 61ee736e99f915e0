"""Asks the controller for a device, off the device's own thread, so that a pad is heard while an answer is awaited.

One request after the other in the order of the presses, the same request with the same id until it is answered or its
time is over. What the outcome means to the visitor or clerk is the node's.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from broker.bus import Bus
from broker.errors import BrokerAway, NoAnswer
from broker.messages import Reply, Request

log = logging.getLogger(__name__)

ATTEMPT_SECONDS = 1.0
_BROKER_PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Answered:
    """The controller has answered."""

    request: Request
    reply: Reply


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer came while the request was worth anything: its effect is unknown."""

    request: Request


Outcome: TypeAlias = Answered | Unanswered


@dataclass(frozen=True, slots=True)
class _Question:
    request: Request
    deadline: float


class Asker:
    """The thread that asks for one device."""

    def __init__(
        self,
        bus: Bus,
        *,
        name: str,
        monotonic: Callable[[], float] = time.monotonic,
        attempt_seconds: float = ATTEMPT_SECONDS,
    ) -> None:
        """`name` is the device's; nothing is asked before `start`."""
        self._bus = bus
        self._name = name
        self._monotonic = monotonic
        self._attempt_seconds = attempt_seconds
        self._questions: queue.SimpleQueue[_Question | None] = queue.SimpleQueue()
        self._stopping = threading.Event()

    def start(self, told: Callable[[Outcome], None]) -> None:
        """Start the thread; `told` gets every outcome, on that thread."""
        threading.Thread(target=self._run, args=(told,), name=f"{self._name} asks", daemon=True).start()

    def ask(self, request: Request, *, lives_seconds: float) -> None:
        """Put a request at the end of the line; it is worth something for so long from now."""
        self._questions.put(_Question(request, self._monotonic() + lives_seconds))

    def stop(self) -> None:
        """Ask nothing more. A request under way is left alone."""
        self._stopping.set()
        self._questions.put(None)

    def _run(self, told: Callable[[Outcome], None]) -> None:
        while (question := self._questions.get()) is not None and not self._stopping.is_set():
            told(self._outcome(question))

    def _outcome(self, question: _Question) -> Outcome:
        request = question.request
        while not self._stopping.is_set() and (left := question.deadline - self._monotonic()) > 0:
            try:
                return Answered(request, self._bus.request(request, timeout_seconds=min(self._attempt_seconds, left)))
            except NoAnswer:
                continue
            except BrokerAway:
                self._stopping.wait(min(_BROKER_PAUSE_SECONDS, left))
        log.warning("%s: no answer to %s %s", self._name, request.kind, request.request_id)
        return Unanswered(request)
