"""Many clients that take tickets at once, in processes of their own, each asking again as soon as it is answered.

A client here is a connection of the class every kiosk uses; it has no thread beyond that connection's own, so that the
crowd costs as little as it can beside what it measures.
"""

import multiprocessing
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Event

from broker import topics
from broker.client import MqttBus
from broker.messages import REPLY, IssueTicket, Message, TicketGiven
from broker.settings import BrokerSettings
from broker.terms import QueueLetter, RequestId
from broker.topics import Topic

_LIVES = timedelta(seconds=10)
_PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one process of the crowd does: `clients` ask for `seconds`, in random `queues`; `offset` is the hall's."""

    clients: tuple[BrokerSettings, ...]
    queues: tuple[QueueLetter, ...]
    seconds: float
    offset: timedelta
    seed: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a round came to: seconds from question to answer, ticket numbers given, other answers, none at all."""

    latencies: tuple[float, ...]
    tickets: tuple[str, ...]
    refused: int
    unanswered: int
    seconds: float


@dataclass(slots=True)
class _Visitor:
    """One client of the crowd."""

    bus: MqttBus
    queues: Sequence[QueueLetter]
    offset: timedelta
    randomness: random.Random
    until: float = 0.0
    asked_at: float = 0.0
    answered_at: float = 0.0
    count: int = 0
    refused: int = 0
    latencies: list[float] = field(default_factory=list[float])
    tickets: list[str] = field(default_factory=list[str])
    waiting_for: RequestId | None = None
    done: Event = field(default_factory=Event)

    def listen(self) -> None:
        """Get ready to be answered."""
        self.bus.subscribe(str(topics.reply(self.bus.hall, self.bus.client)), self._answered)

    def ask(self) -> None:
        """Ask for a ticket, or stop when the time is over."""
        self.asked_at = time.monotonic()
        if self.asked_at >= self.until:
            self.done.set()
            return
        self.count += 1
        self.waiting_for = RequestId(f"{self.bus.client}-{self.randomness.getrandbits(64):016x}")
        request = IssueTicket(
            request_id=self.waiting_for,
            valid_until=datetime.now(UTC) + self.offset + _LIVES,
            queue=self.randomness.choice(self.queues),
        )
        self.bus.publish(topics.request(self.bus.hall, self.bus.client), request)

    def _answered(self, _topic: Topic, message: Message) -> None:
        reply = REPLY.validate_python(message)
        if reply.request_id != self.waiting_for:
            return
        self.answered_at = time.monotonic()
        self.waiting_for = None
        self.latencies.append(self.answered_at - self.asked_at)
        if isinstance(reply, TicketGiven):
            self.tickets.append(reply.ticket.ticket_id)
        else:
            self.refused += 1
        self.ask()


def take_tickets(round_: Round) -> Taken:
    """Play one round in this process."""
    visitors = [
        _Visitor(
            bus=MqttBus(client, last_will=False),
            queues=round_.queues,
            offset=round_.offset,
            randomness=random.Random(f"{round_.seed}{at}"),  # noqa: S311 - the same queues at every run, no secret
        )
        for at, client in enumerate(round_.clients)
    ]
    for visitor in visitors:
        visitor.listen()
        visitor.bus.connect()
    _wait_for_all(visitors)
    began = time.monotonic()
    for visitor in visitors:
        visitor.until = began + round_.seconds
        visitor.ask()
    deadline = began + round_.seconds + _PATIENCE_SECONDS
    for visitor in visitors:
        visitor.done.wait(max(0.0, deadline - time.monotonic()))
    ended = max(visitor.answered_at for visitor in visitors)
    for visitor in visitors:
        visitor.bus.close()
    return Taken(
        latencies=tuple(latency for visitor in visitors for latency in visitor.latencies),
        tickets=tuple(ticket for visitor in visitors for ticket in visitor.tickets),
        refused=sum(visitor.refused for visitor in visitors),
        unanswered=sum(visitor.waiting_for is not None for visitor in visitors),
        seconds=ended - began,
    )


def _wait_for_all(visitors: Sequence[_Visitor]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not all(visitor.bus.connected for visitor in visitors) and time.monotonic() < deadline:
        time.sleep(0.02)
    # the broker's word for the subscription comes after the one for the connection
    time.sleep(0.3)


class Crowd:
    """Processes of clients that wait for their rounds."""

    def __init__(self, processes: int) -> None:
        """Start them."""
        context = multiprocessing.get_context("spawn")
        self._ends: list[tuple[Connection, SpawnProcess]] = []
        for _ in range(processes):
            here, there = context.Pipe()
            process = context.Process(target=_serve, args=(there,), daemon=True)
            process.start()
            there.close()
            self._ends.append((here, process))

    def play(self, rounds: Sequence[Round]) -> list[Taken]:
        """Play one round in each process, all at once."""
        for (line, _), round_ in zip(self._ends, rounds, strict=True):
            line.send(round_)
        return [line.recv() for line, _ in self._ends]

    def close(self) -> None:
        """Send everybody home."""
        for line, process in self._ends:
            line.send(None)
            process.join()
            process.close()
            line.close()


def _serve(line: Connection) -> None:
    while (round_ := line.recv()) is not None:
        line.send(take_tickets(round_))
    line.close()
