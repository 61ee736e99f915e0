"""The bus over MQTT: the only importer of paho. Connects, keeps connecting, resubscribes, asks and waits for answers.

It leaves to others what a message means. MQTT 5's properties are used where they help (expiry) and never needed for
meaning, so the same client speaks 3.1.1 to a city's cluster.
"""

import logging
import socket
import ssl
from collections import Counter
from functools import cache
from threading import Lock

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.client import topic_matches_sub as covers
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from broker.bus import Handler, Watcher
from broker.codec import decode, encode
from broker.contract import BY_KIND, Row
from broker.errors import BadMessage, BrokerAway, NoAnswer
from broker.messages import Health, Message, Reply, Request
from broker.replies import Waiting
from broker.settings import BrokerSettings
from broker.terms import ClientCode, HallCode
from broker.topics import Topic, health, parse
from broker.topics import reply as reply_topic
from broker.topics import request as request_topic

log = logging.getLogger(__name__)

_IN_FLIGHT = 2_000
"""QoS 1 publishes under way at once; paho's default of 20 makes a busy controller wait for every round trip."""


class MqttBus:
    """One client's connection to mosquitto (or a cluster). `bad` counts what came and was not of the language."""

    def __init__(self, settings: BrokerSettings, *, last_will: bool = True) -> None:
        """Prepare; `connect()` goes out. `last_will` makes the broker tell when this client is gone."""
        self._settings = settings
        self._v5 = settings.protocol == "5"
        self._handlers: list[tuple[str, Handler]] = []
        self._watchers: list[Watcher] = []
        self._waiting = Waiting()
        self._lock = Lock()
        self._last_wish: int | None = None
        self._listening = False
        self.bad: Counter[str] = Counter()
        self._paho = self._prepare(last_will=last_will)
        self.subscribe(str(reply_topic(settings.hall, settings.client)), self._waiting.take)

    @property
    def hall(self) -> HallCode:
        """The hall this bus belongs to."""
        return self._settings.hall

    @property
    def client(self) -> ClientCode:
        """Who we are."""
        return self._settings.client

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted us and the line has not been lost since."""
        return self._paho.is_connected()

    def connect(self) -> None:
        """Start connecting, in the background and for ever: a broker that is not there yet is not an error."""
        self._paho.connect_async(self._settings.host, self._settings.port, self._settings.keepalive_seconds)
        self._paho.loop_start()

    def publish(self, topic: Topic, message: Message) -> None:
        """Send by the contract. Raises `BrokerAway` when nobody hears it now, `BadMessage` when it does not fit."""
        payload = encode(topic, message)
        if not self.connected:
            raise BrokerAway(self.client)
        row = BY_KIND[topic.kind]
        info = self._paho.publish(str(topic), payload, row.qos, row.retain, self._properties(row))
        if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise BrokerAway(self.client)

    def subscribe(self, topic_filter: str, handler: Handler) -> None:
        """Hear a filter, now and after every reconnection."""
        with self._lock:
            self._handlers.append((topic_filter, handler))
        if self.connected:
            self._paho.subscribe(topic_filter, 1)

    def watch(self, watcher: Watcher) -> None:
        """Be told True once the broker knows what we listen to, False at every loss; first how it is now."""
        with self._lock:
            self._watchers.append(watcher)
        watcher(self._listening)

    def request(self, request: Request, *, timeout_seconds: float | None = None) -> Reply:
        """Ask the controller and wait. Raises `BrokerAway`, `NoAnswer`. Never call it from a handler."""
        wanted = self._settings.request_timeout_seconds if timeout_seconds is None else timeout_seconds
        with self._waiting.expect(request.request_id) as pending:
            self.publish(request_topic(self.hall, self.client), request)
            answer = pending.wait(wanted)
        if answer is None:
            raise NoAnswer(request_id=request.request_id, waited_seconds=wanted)
        return answer

    def close(self) -> None:
        """Say goodbye: the last will is not sent, so say `offline` first where it matters."""
        self._paho.disconnect()
        self._paho.loop_stop()

    def _prepare(self, *, last_will: bool) -> Client:
        settings = self._settings
        version = MQTTProtocolVersion.MQTTv5 if self._v5 else MQTTProtocolVersion.MQTTv311
        # v5 starts clean by default and forbids saying so here
        clean = None if self._v5 else True
        paho = Client(CallbackAPIVersion.VERSION2, settings.client, clean_session=clean, protocol=version)
        paho.max_inflight_messages_set(_IN_FLIGHT)
        paho.reconnect_delay_set(1, 2)
        if settings.password_file is not None:
            paho.username_pw_set(settings.client, settings.password_file.read_text(encoding="utf-8").strip())
        if settings.ca_file is not None:
            context = ssl.create_default_context(cafile=str(settings.ca_file))
            paho.tls_set_context(context)  # pyright: ignore[reportUnknownMemberType] - untyped
        if last_will:
            topic = health(settings.hall, settings.client)
            gone = Health(client=settings.client, online=False)
            paho.will_set(str(topic), encode(topic, gone), qos=1, retain=True)
        paho.on_socket_open = _without_delay
        paho.on_connect = self._on_connect
        paho.on_subscribe = self._on_subscribe
        paho.on_disconnect = self._on_disconnect
        paho.on_message = self._on_message
        return paho

    def _properties(self, row: Row) -> Properties | None:
        return _expiring(row.expiry_seconds) if self._v5 and row.expiry_seconds is not None else None

    def _on_connect(self, paho: Client, _data: object, _flags: object, reason: ReasonCode, _properties: object) -> None:
        if reason.is_failure:
            log.warning("the broker refuses %s: %s", self.client, reason)
            return
        with self._lock:
            filters = list(dict.fromkeys(topic_filter for topic_filter, _ in self._handlers))
        for topic_filter in filters:
            _, self._last_wish = paho.subscribe(topic_filter, 1)

    def _on_subscribe(self, _paho: Client, _data: object, wish: int, _reasons: object, _properties: object) -> None:
        # told only now: what is sent before the broker knows our filters would pass us by
        if wish == self._last_wish:
            self._last_wish = None
            self._tell(connected=True)

    def _on_disconnect(
        self, _paho: Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        log.info("%s is disconnected from the broker: %s", self.client, reason)
        self._tell(connected=False)

    def _tell(self, *, connected: bool) -> None:
        with self._lock:
            self._listening = connected
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher(connected)

    def _on_message(self, _paho: Client, _data: object, came: MQTTMessage) -> None:
        try:
            topic = parse(came.topic)
            message = decode(topic, bytes(came.payload))
        except (BadMessage, UnicodeDecodeError) as fault:
            # One bad record must not stop the rest: it is counted by its reason and named in the log.
            reason = fault.reason if isinstance(fault, BadMessage) else "topic is not UTF-8"
            self.bad[reason] += 1
            log.warning("a message was not understood: %s", fault)
            return
        with self._lock:
            handlers = [handler for topic_filter, handler in self._handlers if covers(topic_filter, came.topic)]
        for handler in handlers:
            handler(topic, message)


@cache
def _expiring(seconds: int) -> Properties:
    """Give the properties of a message that lives so long. Paho only reads them, and making them is slow."""
    properties = Properties(PacketTypes.PUBLISH)
    properties.MessageExpiryInterval = seconds
    return properties


def _without_delay(_paho: Client, _data: object, line: object) -> None:
    """Send small packets at once: with Nagle's algorithm every second answer waits 40 ms for an acknowledgement."""
    if isinstance(line, socket.socket):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
