"""Clients of a hall under stress: each keeps its own log, and repeats what nobody answered with its own request id."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from broker import topics
from broker.client import MqttBus
from broker.errors import BrokerAway
from broker.messages import REPLY, Message, Reply, Request
from broker.terms import RequestId
from broker.topics import Topic

REPEAT_SECONDS = 1.0


@dataclass
class Asked:
    """One request as its client remembers it."""

    request: Request
    sent: int = 0
    answers: list[Reply] = field(default_factory=list[Reply])


class AskingClient:
    """One connection that asks without waiting; `log` is what it knows of every request it ever sent."""

    def __init__(self, bus: MqttBus) -> None:
        self.bus = bus
        self.log: dict[RequestId, Asked] = {}
        self.open: dict[RequestId, Asked] = {}
        self._changed = threading.Condition()
        bus.subscribe(str(topics.reply(bus.hall, bus.client)), self._answered)

    def ask(self, request: Request) -> None:
        asked = Asked(request)
        with self._changed:
            self.log[request.request_id] = self.open[request.request_id] = asked
        self._send(asked)

    def repeat(self) -> None:
        """Send everything that is not answered once more."""
        with self._changed:
            waiting = list(self.open.values())
        for asked in waiting:
            self._send(asked)

    def wait(self, timeout_seconds: float) -> bool:
        """Whether everything is answered, now or within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.open, timeout_seconds)

    def _send(self, asked: Asked) -> None:
        asked.sent += 1
        with suppress(BrokerAway):
            self.bus.publish(topics.request(self.bus.hall, self.bus.client), asked.request)

    def _answered(self, _topic: Topic, message: Message) -> None:
        reply = REPLY.validate_python(message)
        with self._changed:
            asked = self.log.get(reply.request_id)
            if asked is None:
                return
            asked.answers.append(reply)
            self.open.pop(reply.request_id, None)
            self._changed.notify_all()


def connect(clients: Iterable[AskingClient], timeout_seconds: float = 20.0) -> None:
    """Connect all of them and wait until each can be answered."""
    known = list(clients)
    for client in known:
        client.bus.connect()
    deadline = time.monotonic() + timeout_seconds
    while not all(client.bus.connected for client in known):
        assert time.monotonic() < deadline, "the broker does not answer"
        time.sleep(0.02)


def until_answered(clients: Sequence[AskingClient], timeout_seconds: float = 60.0) -> None:
    """Wait for every answer, repeating once a second what is not answered."""
    deadline = time.monotonic() + timeout_seconds
    while True:
        again = time.monotonic() + REPEAT_SECONDS
        if all(client.wait(max(0.0, again - time.monotonic())) for client in clients):
            return
        assert time.monotonic() < deadline, "some requests are never answered"
        for client in clients:
            client.repeat()


class Takers:
    """Kiosks that take tickets all the time, each a new one some moments after the last was given."""

    def __init__(self, clients: Sequence[AskingClient], request: Callable[[], Request], pause_seconds: float) -> None:
        self._clients = clients
        self._request = request
        self._pause_seconds = pause_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="takers")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more; what is open stays open for `until_answered`."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        repeated = time.monotonic()
        while not self._stopping.wait(self._pause_seconds):
            for client in self._clients:
                if not client.open:
                    client.ask(self._request())
            if time.monotonic() - repeated > REPEAT_SECONDS:
                repeated = time.monotonic()
                for client in self._clients:
                    client.repeat()
