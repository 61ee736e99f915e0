"""The broker's rules held against a real mosquitto: every client, every row of the contract, both ways."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from paho.mqtt.client import Client as Paho
from paho.mqtt.client import MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from broker.catalogue import Catalogue, load
from broker.catalogue.devices import Client
from broker.contract import BY_KIND, ROWS, Role, Scope
from broker.mosquitto import (
    BrokerFiles,
    PasswordsNotHashed,
    TlsListener,
    access_list,
    configuration,
    write,
    write_passwords,
)
from broker.terms import ClientCode, HallCode
from broker.topics import Kind, Topic, every

HALL = HallCode("demo")
ROOT = Path(__file__).parents[2]
MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/sbin:/bin")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT / "config" / "hall")


def test_access_list_holds_every_client_and_no_wild_card_beyond_its_scope(catalogue: Catalogue) -> None:
    text = access_list(HALL, catalogue.clients)
    blocks = {block.split("\n", 1)[0].removeprefix("user "): block for block in text.split("\n\n") if "user " in block}
    assert set(blocks) == {client.code for client in catalogue.clients}
    assert "topic write hall/v1/demo/request/K05" in blocks["K05"]
    assert "display" not in blocks["K05"]
    assert "announce" not in blocks["K05"]
    assert "topic read hall/v1/demo/display/W44\n" in blocks["N-S08"]
    assert "W08" not in blocks["N-S08"]
    assert all("#" not in block for block in blocks.values())
    assert not [line for code, block in blocks.items() if code != "caller" for line in block.splitlines()
                if line.startswith("topic write") and "+" in line]  # fmt: skip


def test_configuration_lets_nobody_in_without_a_password() -> None:
    text = configuration(BrokerFiles.in_folder(Path("/srv/hall")), port=1883)
    assert "allow_anonymous false" in text
    assert "listener 1883 127.0.0.1" in text
    assert "user " not in text


def test_other_machines_come_in_by_tls_only() -> None:
    tls = TlsListener("192.0.2.10", 8883, Path("/etc/jiaohao/hall.crt"), Path("/etc/jiaohao/hall.key"))
    text = configuration(BrokerFiles.in_folder(Path("/srv/hall")), port=1883, tls=tls)
    assert "listener 1883 127.0.0.1\nlistener 8883 192.0.2.10\ncertfile /etc/jiaohao/hall.crt\nkeyfile" in text


def test_example_configuration_is_what_the_contract_gives(catalogue: Catalogue) -> None:
    """`config/mosquitto/` is the reference hall's, written by `hallctl contract mosquitto`."""
    folder = ROOT / "config" / "mosquitto"
    files = BrokerFiles.in_folder(Path("/etc/jiaohao/mosquitto"))
    assert (folder / "aclfile").read_text(encoding="utf-8") == access_list(HALL, catalogue.clients)
    assert (folder / "mosquitto.conf").read_text(encoding="utf-8") == configuration(files, port=1883)


def test_passwords_are_hashed_and_private(tmp_path: Path) -> None:
    file = tmp_path / "passwords"
    write_passwords(file, {ClientCode("K01"): "plain-one", ClientCode("K02"): "plain-two"})
    text = file.read_text(encoding="utf-8")
    assert [line.split(":")[0] for line in text.splitlines()] == ["K01", "K02"]
    assert "plain" not in text
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["passwords"]


def test_missing_hasher_is_said_and_leaves_no_plain_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PasswordsNotHashed):
        write_passwords(tmp_path / "passwords", {ClientCode("K01"): "plain-one"})
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------- the real broker

_TESTER = "tester"
"""May do everything: publishes what the others must or must not hear."""


class Guest:
    """One client of the real broker that notes what it was told and what it heard."""

    def __init__(self, port: int, code: str, password: str | None) -> None:
        self.refusal: ReasonCode | None = None
        self.verdicts: dict[int, ReasonCode] = {}
        self.heard: set[str] = set()
        self._changed = threading.Condition()
        self._answered = self._done = False
        self._subscribed = 0
        self._paho = Paho(CallbackAPIVersion.VERSION2, code, protocol=MQTTProtocolVersion.MQTTv5)
        self._paho.max_inflight_messages_set(1000)
        if password is not None:
            self._paho.username_pw_set(code, password)
        self._paho.on_connect = self._on_connect
        self._paho.on_publish = self._on_publish
        self._paho.on_message = self._on_message
        self._paho.on_subscribe = self._on_subscribe
        self._paho.connect("127.0.0.1", port, bind_address="127.0.0.1")
        self._paho.loop_start()
        self._wait(lambda: self._answered)

    def publishes(self, topics: list[str]) -> set[str]:
        """Publish to every topic; which of them the broker took."""
        sent = {self._paho.publish(topic, b"probe", qos=1).mid: topic for topic in topics}
        self._wait(lambda: len(self.verdicts) >= len(sent))
        taken = {topic for mid, topic in sent.items() if not self.verdicts[mid].is_failure}
        self.verdicts.clear()
        return taken

    def listen(self, filters: list[str]) -> None:
        for topic_filter in filters:
            self._paho.subscribe(topic_filter, 1)
        self._wait(lambda: self._subscribed >= len(filters))

    def wait_for_end(self) -> None:
        self._wait(lambda: self._done)

    def close(self) -> None:
        self._paho.disconnect()
        self._paho.loop_stop()

    def _wait(self, seen: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(seen, 20), "the broker does not answer"

    def _on_connect(self, _c: Paho, _d: object, _f: object, reason: ReasonCode, _p: Properties | None) -> None:
        with self._changed:
            self._answered, self.refusal = True, reason if reason.is_failure else None
            self._changed.notify_all()

    def _on_publish(self, _c: Paho, _d: object, mid: int, reason: ReasonCode, _p: Properties | None) -> None:
        with self._changed:
            self.verdicts[mid] = reason
            self._changed.notify_all()

    def _on_subscribe(self, _c: Paho, _d: object, _mid: int, _reasons: object, _p: Properties | None) -> None:
        with self._changed:
            self._subscribed += 1
            self._changed.notify_all()

    def _on_message(self, _c: Paho, _d: object, message: MQTTMessage) -> None:
        with self._changed:
            if message.payload == b"end":
                self._done = True
                self._changed.notify_all()
            elif message.payload == b"heard?":
                self.heard.add(message.topic)


class RunningBroker:
    """A mosquitto of its own with the reference hall's clients."""

    def __init__(self, port: int) -> None:
        self.port = port

    def guest(self, code: str, password: str | None = None) -> Guest:
        return Guest(self.port, code, password or f"password of {code}")


@pytest.fixture(scope="module")
def broker(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBroker]:
    assert MOSQUITTO is not None, "mosquitto is missing: run scripts/setup"
    folder = tmp_path_factory.mktemp("broker")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    files = BrokerFiles.in_folder(folder)
    passwords = {client.code: f"password of {client.code}" for client in catalogue.clients}
    write(files, hall=HALL, clients=catalogue.clients, passwords=passwords, port=port, run_as="root")
    write_passwords(files.passwords, passwords | {ClientCode(_TESTER): f"password of {_TESTER}"})
    with files.access_list.open("a", encoding="utf-8") as rules:
        rules.write(f"user {_TESTER}\ntopic readwrite hall/#\n")
    process = subprocess.Popen([MOSQUITTO, "-c", str(files.configuration)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 5
    while not _answers(port):
        assert process.poll() is None, "mosquitto does not start"
        assert time.monotonic() < deadline
    yield RunningBroker(port)
    process.terminate()
    process.wait(5)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _topics(catalogue: Catalogue) -> list[Topic]:
    """Every topic there can be in the hall."""
    names: dict[Kind, list[str]] = {
        Kind.DISPLAY: [counter.code for counter in catalogue.counters],
        Kind.RATING: [counter.code for counter in catalogue.counters],
        Kind.LINE: [queue.letter for queue in catalogue.queues],
        Kind.BOARD: sorted({zone for client in catalogue.clients for zone in client.zones}),
        Kind.ANNOUNCE: sorted({zone for client in catalogue.clients for zone in client.zones}),
        Kind.TIME: [""],
        Kind.CATALOGUE: [""],
    }
    codes = [client.code for client in catalogue.clients]
    return [Topic(HALL, row.kind, name) for row in ROWS for name in names.get(row.kind, codes)]


def _may(client: Client, topic: Topic, way: str) -> bool:
    """What the contract says, read afresh and not from the access list."""
    row = BY_KIND[topic.kind]
    match (row.publishes if way == "publish" else row.reads).get(Role(client.kind)):
        case None:
            return False
        case Scope.ALL:
            return True
        case Scope.OWN:
            return topic.name == client.code
        case Scope.COUNTERS:
            return topic.name in client.counters
        case Scope.ZONES:
            return topic.name in client.zones


@pytest.mark.sockets
@pytest.mark.req("H-05")
def test_nobody_comes_in_without_the_own_password(broker: RunningBroker) -> None:
    guests = [broker.guest("K01", "password of K05"), Guest(broker.port, "K01", None), broker.guest("stranger")]
    assert all(guest.refusal is not None for guest in guests)
    own = broker.guest("K01")
    assert own.refusal is None
    for guest in (*guests, own):
        guest.close()


@pytest.mark.sockets
@pytest.mark.req("H-05")
def test_every_client_publishes_what_its_rows_say_and_nothing_else(broker: RunningBroker, catalogue: Catalogue) -> None:
    """A kiosk's password cannot publish a call: neither a display's state nor an announcement, nor anyone's request."""
    topics = _topics(catalogue)
    for client in catalogue.clients:
        guest = broker.guest(client.code)
        taken = guest.publishes([str(topic) for topic in topics])
        guest.close()
        assert taken == {str(topic) for topic in topics if _may(client, topic, "publish")}, client.code


@pytest.mark.sockets
@pytest.mark.req("H-05")
def test_every_client_hears_what_its_rows_say_and_nothing_else(broker: RunningBroker, catalogue: Catalogue) -> None:
    """Everyone subscribes to everything, which mosquitto seems to grant; only what is theirs arrives."""
    topics = _topics(catalogue)
    guests = {client.code: broker.guest(client.code) for client in catalogue.clients}
    for guest in guests.values():
        guest.listen([*(every(HALL, row.kind) for row in ROWS), "hall/#"])
    tester = broker.guest(_TESTER)
    for topic in topics:
        tester._paho.publish(str(topic), b"heard?", qos=1)  # noqa: SLF001
    for last in (Topic(HALL, Kind.TIME), Topic(HALL, Kind.REQUEST, "K01")):
        tester._paho.publish(str(last), b"end", qos=1)  # noqa: SLF001
    for client in catalogue.clients:
        guests[client.code].wait_for_end()
        assert guests[client.code].heard == {str(t) for t in topics if _may(client, t, "read")}, client.code
    for guest in (*guests.values(), tester):
        guest.close()
