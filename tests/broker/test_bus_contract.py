"""One suite over every carrier of the bus: this process, mosquitto with MQTT 5, mosquitto with MQTT 3.1.1."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from broker import topics
from broker.bus import Bus
from broker.client import MqttBus
from broker.errors import BrokerAway, NoAnswer
from broker.memory import MemoryBroker
from broker.messages import REQUEST, CallNext, Done, HallTime, Health, Message
from broker.replies import Waiting
from broker.settings import BrokerSettings
from broker.terms import ClientCode, CounterCode, HallCode, RequestId
from broker.topics import Kind, Topic

pytestmark = [pytest.mark.sockets, pytest.mark.req("H-05")]

HALL, K01 = HallCode("H1"), ClientCode("K01")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
Connect = Callable[[str], Bus]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Mosquitto:
    """A mosquitto of its own that lets anybody in."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._file = folder / "mosquitto.conf"
        self._file.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
            f"persistence true\npersistence_location {folder}/\nautosave_interval 1\nuser root\n"
        )
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(["/usr/sbin/mosquitto", "-c", str(self._file)], stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 5
        while time.monotonic() < ends:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except ConnectionRefusedError:
                Event().wait(0.02)
            else:
                return
        raise TimeoutError("mosquitto does not listen")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(5)


@pytest.fixture(scope="module")
def mosquitto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    mosquitto = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    yield mosquitto
    mosquitto.stop()


@pytest.fixture(params=["memory", "5", "3.1.1"])
def connect(request: pytest.FixtureRequest) -> Iterator[Connect]:
    open_buses: list[Bus] = []
    memory = MemoryBroker()

    def over_memory(client: str) -> Bus:
        return memory.connect(HALL, ClientCode(client))

    def over_mqtt(client: str) -> Bus:
        port = request.getfixturevalue("mosquitto").port
        settings = BrokerSettings(hall=HALL, client=ClientCode(client), port=port, protocol=request.param)
        bus = MqttBus(settings)
        there = Event()
        bus.watch(lambda connected: there.set() if connected else None)
        bus.connect()
        assert there.wait(5)
        open_buses.append(bus)
        return bus

    yield over_memory if request.param == "memory" else over_mqtt
    for bus in open_buses:
        bus.close()


def hear(bus: Bus, topic_filter: str) -> SimpleQueue[tuple[Topic, Message]]:
    heard: SimpleQueue[tuple[Topic, Message]] = SimpleQueue()
    bus.subscribe(topic_filter, lambda topic, message: heard.put((topic, message)))
    return heard


def settle(bus: Bus, other: Bus) -> None:
    """Wait until what was subscribed and published before has gone through: a round trip over the same lines."""
    heard = hear(other, topics.every(HALL, Kind.HEALTH))
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        bus.publish(topics.health(HALL, bus.client), Health(client=bus.client, online=True))
        try:
            heard.get(timeout=0.1)
        except Empty:
            continue
        return
    raise TimeoutError("nothing came through")


def test_a_retained_state_reaches_who_comes_later(connect: Connect) -> None:
    caller = connect("caller")
    caller.publish(topics.time(HALL), HallTime(now=NOW, open=True))
    late = hear(connect("K01"), topics.every(HALL, Kind.TIME))
    topic, message = late.get(timeout=5)
    assert (topic, message) == (topics.time(HALL), HallTime(now=NOW, open=True))


def test_a_request_gets_its_own_answer(connect: Connect) -> None:
    caller, kiosk = connect("caller"), connect("K01")

    def answer(topic: Topic, message: Message) -> None:
        request = REQUEST.validate_python(message)
        caller.publish(topics.reply(HALL, ClientCode(topic.name)), Done(request_id=request.request_id))

    caller.subscribe(topics.every(HALL, Kind.REQUEST), answer)
    settle(kiosk, caller)
    for number in range(20):
        request = CallNext(request_id=RequestId(f"request-{number}"), valid_until=NOW, counter=CounterCode("W44"))
        assert kiosk.request(request, timeout_seconds=5).request_id == request.request_id


def test_no_answer_is_named(connect: Connect) -> None:
    kiosk = connect("K01")
    request = CallNext(request_id=RequestId("request-0"), valid_until=NOW, counter=CounterCode("W44"))
    with pytest.raises(NoAnswer) as fault:
        kiosk.request(request, timeout_seconds=0.05)
    assert fault.value.request_id == "request-0"


def test_a_broker_that_is_away_is_named_and_comes_back_with_its_states(tmp_path: Path) -> None:
    mosquitto = Mosquitto(tmp_path)
    bus = MqttBus(BrokerSettings(hall=HALL, client=ClientCode("K01"), port=mosquitto.port))
    states: SimpleQueue[bool] = SimpleQueue()
    bus.watch(states.put)
    bus.connect()
    assert [states.get(timeout=5), states.get(timeout=5)] == [False, True]
    heard = hear(bus, topics.every(HALL, Kind.TIME))
    bus.publish(topics.time(HALL), HallTime(now=NOW, open=True))
    heard.get(timeout=5)
    mosquitto.stop()
    assert states.get(timeout=5) is False
    with pytest.raises(BrokerAway):
        bus.publish(topics.time(HALL), HallTime(now=NOW, open=False))
    mosquitto.start()
    assert states.get(timeout=10) is True
    assert heard.get(timeout=5)[1] == HallTime(now=NOW, open=True)
    bus.close()
    mosquitto.stop()


def test_who_watches_late_is_told_of_a_connection_no_sooner_than_the_others() -> None:
    """A broker that accepts us and has not yet heard our filters: by hand, for mosquitto is too quick."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        bus = MqttBus(BrokerSettings(hall=HALL, client=K01, port=int(server.getsockname()[1])))
        bus.connect()
        line, _ = server.accept()
        with line:
            line.recv(1024)
            line.sendall(b"\x20\x03\0\0\0")
            subscribe = line.recv(1024)
            assert bus.connected
            states: SimpleQueue[bool] = SimpleQueue()
            bus.watch(states.put)
            assert states.get(timeout=5) is False
            line.sendall(b"\x90\x04" + subscribe[2:4] + b"\0\1")
            assert states.get(timeout=5) is True
    assert states.get(timeout=5) is False
    bus.close()


def test_the_last_will_says_that_a_client_is_gone(mosquitto: Mosquitto) -> None:
    watcher = MqttBus(BrokerSettings(hall=HALL, client=ClientCode("caller"), port=mosquitto.port))
    heard = hear(watcher, topics.every(HALL, Kind.HEALTH))
    watcher.connect()
    program = (
        "import sys; from threading import Event; from broker.client import MqttBus;"
        "from broker.settings import BrokerSettings;"
        "bus = MqttBus(BrokerSettings(hall='H1', client='K77', port=int(sys.argv[1])));"
        "bus.watch(lambda connected: connected and print('there', flush=True)); bus.connect(); Event().wait()"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(mosquitto.port)], stdout=subprocess.PIPE) as gone:
        assert gone.stdout is not None
        assert gone.stdout.readline() == b"there\n"
        gone.kill()
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        _, message = heard.get(timeout=5)
        if isinstance(message, Health) and (message.client, message.online) == ("K77", False):
            break
    else:
        pytest.fail("no last will")
    watcher.close()


def test_what_is_not_of_the_language_is_counted_and_the_rest_goes_on(mosquitto: Mosquitto) -> None:
    bus = MqttBus(BrokerSettings(hall=HALL, client=ClientCode("caller"), port=mosquitto.port))
    heard = hear(bus, topics.every(HALL, Kind.TIME))
    there = Event()
    bus.watch(lambda connected: there.set() if connected else None)
    bus.connect()
    assert there.wait(5)
    stranger = Client(CallbackAPIVersion.VERSION2, "stranger")
    stranger.connect("127.0.0.1", mosquitto.port)
    stranger.loop_start()
    stranger.publish(str(topics.time(HALL)), b"\xff not json", qos=1).wait_for_publish(5)
    stranger.disconnect()
    stranger.loop_stop()
    # a time of its own: the broker still keeps what other tests said, and that comes first
    after = HallTime(now=NOW + timedelta(days=1), open=False)
    bus.publish(topics.time(HALL), after)
    while heard.get(timeout=5)[1] != after:
        pass
    assert sum(bus.bad.values()) == 1
    bus.close()


@pytest.mark.req("H-05")
def test_questions_that_could_not_be_asked_leave_nothing_behind() -> None:
    waiting = Waiting()
    with pytest.raises(BrokerAway), waiting.expect(RequestId("never-sent")):
        raise BrokerAway(K01)
    assert len(waiting) == 0
    with waiting.expect(RequestId("asked-once")) as first, waiting.expect(RequestId("asked-once")) as second:
        waiting.take(topics.reply(HALL, K01), Done(request_id=RequestId("asked-once")))
        assert first.wait(0) is None
        assert second.wait(0) == Done(request_id=RequestId("asked-once"))
    assert len(waiting) == 0
