"""The bus inside one process, for fast tests: same Protocol, same codec, same retained messages, same access rules.

Delivery is synchronous and in order. `MemoryBroker.stop()` makes it go away and `start()` brings it back with its
retained messages, as mosquitto does with persistence.
"""

from dataclasses import dataclass, field
from typing import Protocol

from broker.bus import Handler, Watcher
from broker.codec import decode, encode
from broker.contract import BY_KIND
from broker.errors import BrokerAway, NoAnswer
from broker.messages import Message, Reply, Request
from broker.replies import Waiting
from broker.terms import ClientCode, HallCode
from broker.topics import Topic, parse
from broker.topics import reply as reply_topic
from broker.topics import request as request_topic


class May(Protocol):
    """The access list: whether a client may publish or read a topic."""

    def __call__(self, client: ClientCode, topic: Topic, *, publishes: bool) -> bool:
        """Tell."""
        ...


def _anyone(client: ClientCode, topic: Topic, *, publishes: bool) -> bool:
    del client, topic, publishes
    return True


def matches(topic_filter: str, topic: str) -> bool:
    """Tell whether an MQTT filter with `+` (never `#`: we use none) covers a topic."""
    wanted, given = topic_filter.split("/"), topic.split("/")
    return len(wanted) == len(given) and all(w in ("+", g) for w, g in zip(wanted, given, strict=True))


class MemoryBroker:
    """What all clients of one process meet on. `may(client, topic, publishes)` stands for the access list."""

    def __init__(self, may: May = _anyone) -> None:
        """Start empty and running."""
        self.retained: dict[str, bytes] = {}
        self.clients: list[MemoryBus] = []
        self.running = True
        self.denied: list[tuple[ClientCode, str]] = []
        self._may = may

    def connect(self, hall: HallCode, client: ClientCode) -> "MemoryBus":
        """Give a client its connection."""
        bus = MemoryBus(self, hall, client)
        self.clients.append(bus)
        return bus

    def stop(self) -> None:
        """Go away: publishes raise, watchers hear it."""
        self.running = False
        for client in list(self.clients):
            client.tell_watchers()

    def start(self) -> None:
        """Come back: retained messages reach every subscriber again."""
        self.running = True
        for client in list(self.clients):
            client.tell_watchers()
            client.replay()

    def route(self, sender: ClientCode, topic: Topic, payload: bytes) -> None:
        """Deliver one publish to whoever may read it; a denied one is dropped and kept in `denied`."""
        if not self._may(sender, topic, publishes=True):
            self.denied.append((sender, str(topic)))
            return
        if BY_KIND[topic.kind].retain:
            self.retained[str(topic)] = payload
        for client in list(self.clients):
            client.deliver(topic, payload)

    def may_read(self, client: ClientCode, topic: Topic) -> bool:
        """Tell whether `client` may hear `topic`."""
        return self._may(client, topic, publishes=False)


@dataclass(eq=False)
class MemoryBus:
    """One client on a `MemoryBroker`."""

    broker: MemoryBroker
    hall: HallCode
    client: ClientCode
    _handlers: list[tuple[str, Handler]] = field(default_factory=list[tuple[str, Handler]])
    _watchers: list[Watcher] = field(default_factory=list[Watcher])
    _waiting: Waiting = field(default_factory=Waiting)

    def __post_init__(self) -> None:
        """Hear our own replies."""
        self.subscribe(str(reply_topic(self.hall, self.client)), self._waiting.take)

    @property
    def connected(self) -> bool:
        """Whether the broker runs."""
        return self.broker.running

    def publish(self, topic: Topic, message: Message) -> None:
        """Send at once. Raises `BrokerAway`."""
        if not self.connected:
            raise BrokerAway(self.client)
        self.broker.route(self.client, topic, encode(topic, message))

    def subscribe(self, topic_filter: str, handler: Handler) -> None:
        """Hear a filter; retained messages come at once."""
        self._handlers.append((topic_filter, handler))
        self._replay(topic_filter, handler)

    def watch(self, watcher: Watcher) -> None:
        """Be told of coming and going."""
        self._watchers.append(watcher)
        watcher(self.connected)

    def request(self, request: Request, *, timeout_seconds: float | None = None) -> Reply:
        """Ask; the controller must answer within this process. Raises `BrokerAway`, `NoAnswer`."""
        wanted = 5.0 if timeout_seconds is None else timeout_seconds
        with self._waiting.expect(request.request_id) as pending:
            self.publish(request_topic(self.hall, self.client), request)
            answer = pending.wait(wanted)
        if answer is None:
            raise NoAnswer(request_id=request.request_id, waited_seconds=wanted)
        return answer

    def close(self) -> None:
        """Leave."""
        self.broker.clients.remove(self)

    def deliver(self, topic: Topic, payload: bytes) -> None:
        """Hand a message to every handler whose filter covers it."""
        if not self.connected or not self.broker.may_read(self.client, topic):
            return
        for topic_filter, handler in list(self._handlers):
            if matches(topic_filter, str(topic)):
                handler(topic, decode(topic, payload))

    def replay(self) -> None:
        """Hand every retained message to its handlers again."""
        for topic_filter, handler in list(self._handlers):
            self._replay(topic_filter, handler)

    def tell_watchers(self) -> None:
        """Tell who watches how the connection is."""
        for watcher in self._watchers:
            watcher(self.connected)

    def _replay(self, topic_filter: str, handler: Handler) -> None:
        if not self.connected:
            return
        for text, payload in list(self.broker.retained.items()):
            topic = parse(text)
            if matches(topic_filter, text) and self.broker.may_read(self.client, topic):
                handler(topic, decode(topic, payload))
