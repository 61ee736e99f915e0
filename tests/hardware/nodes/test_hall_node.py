"""The real program on a real broker: `hall-node` with an LED, a call pad, a rating pad and a voice on their wires."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from broker import topics
from broker.client import MqttBus
from broker.errors import BrokerAway
from broker.messages import (
    REQUEST,
    Announcement,
    CallNext,
    DisplayState,
    Done,
    HallTime,
    Health,
    Message,
    Rate,
    RatingState,
    Request,
    Shown,
    TicketAtCounter,
)
from broker.settings import BrokerSettings
from broker.terms import (
    AnnouncementId,
    ClientCode,
    CounterCode,
    DeviceCode,
    HallCode,
    TicketId,
    TicketNumber,
    ZoneCode,
)
from broker.topics import Kind, Topic
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import CallPadBody
from hardware.emulators.rating_pad import KeyRatingPad
from hardware.emulators.speaker import Loudspeaker
from hardware.emulators.wire import Wire

HALL = HallCode("demo")
NODE = ClientCode("N-S08")
W44 = CounterCode("W44")
LED, PAD, RATE = DeviceCode("LED-44"), DeviceCode("PAD-44"), DeviceCode("RATE-44")
PATIENCE_SECONDS = 15.0

pytestmark = [pytest.mark.rig, pytest.mark.timeout(60)]


def until(done: Callable[[], bool], patience_seconds: float = PATIENCE_SECONDS) -> bool:
    deadline = time.monotonic() + patience_seconds
    tick = threading.Event()
    while not done():
        if time.monotonic() > deadline:
            return False
        tick.wait(0.01)
    return True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Mosquitto:
    """A real broker, open to anybody on this machine, that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._config = folder / "mosquitto.conf"
        self._config.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["/usr/sbin/mosquitto", "-c", str(self._config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert until(self._listens)

    def stop(self) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(5)

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
            return True
        return False


@dataclass
class Caller:
    """A stand-in for the controller: keeps the hall's time, calls the next number when asked, notes what it hears."""

    bus: MqttBus
    shown: list[Shown] = field(default_factory=list[Shown])
    health: list[Health] = field(default_factory=list[Health])
    requests: list[Request] = field(default_factory=list[Request])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        for kind in (Kind.SHOWN, Kind.HEALTH, Kind.REQUEST):
            self.bus.subscribe(topics.every(HALL, kind), self._hear)
        self.bus.connect()
        assert until(lambda: self.bus.connected)
        threading.Thread(target=self._tell_time, daemon=True).start()

    def stop(self) -> None:
        self.ended.set()
        self.bus.close()

    def say(self, topic: Topic, message: Message) -> None:
        self.bus.publish(topic, message)

    def device(self, code: DeviceCode) -> tuple[str, str | None] | None:
        if not self.health or code not in self.health[-1].devices:
            return None
        device = self.health[-1].devices[code]
        return device.state, device.what

    def show(self, ticket: str | None, revision: int, *, phase: str = "calling") -> None:
        facts: dict[str, object] = {
            "counter": W44,
            "revision": revision,
            "phase": phase,
            "window_number": 44,
            "name_zh": "公积金提取窗口(一柜办结)",
            "name_en": "Housing fund",
            "ticket": ticket,
            "call_count": 1 if ticket else 0,
            "called_at": datetime.now(UTC),
        }
        self.say(topics.display(HALL, W44), DisplayState.model_validate(facts))

    def _tell_time(self) -> None:
        while not self.ended.is_set():
            with suppress(BrokerAway):
                self.say(topics.time(HALL), HallTime(now=datetime.now(UTC), open=True))
            self.ended.wait(1.0)

    def _hear(self, topic: Topic, message: Message) -> None:
        if isinstance(message, Shown):
            self.shown.append(message)
        elif isinstance(message, Health):
            self.health.append(message)
        elif topic.kind is Kind.REQUEST:
            self._answer(ClientCode(topic.name), REQUEST.validate_python(message))

    def _answer(self, client: ClientCode, request: Request) -> None:
        self.requests.append(request)
        reply = Done(request_id=request.request_id)
        if isinstance(request, CallNext):
            number = next(self.numbers)
            ticket = TicketNumber(f"K{number:03d}")
            reply = TicketAtCounter(
                request_id=request.request_id,
                counter=W44,
                ticket_id=TicketId(f"t-{number}"),
                number=ticket,
                call_count=1,
            )
            self.show(ticket, number * 1000)
        self.say(topics.reply(HALL, client), reply)


@dataclass
class Section:
    """One section: its broker, its caller, its devices' bodies and the program between them."""

    mosquitto: Mosquitto
    caller: Caller
    panel: OnbonPanel
    pad: CallPadBody
    rating: KeyRatingPad
    ear: Loudspeaker
    program: subprocess.Popen[bytes]


def write_config(folder: Path, section_port: int, urls: Mapping[DeviceCode, str], recordings: Path) -> Path:
    config = folder / "node.toml"
    config.write_text(
        f"""
[broker]
hall = "{HALL}"
client = "{NODE}"
port = {section_port}
keepalive_seconds = 2

[[counters]]
code = "{W44}"
display = {{ code = "{LED}", driver = "onbon", url = "{urls[LED]}" }}
call_pad = {{ code = "{PAD}", driver = "ff68", url = "{urls[PAD]}" }}
rating_pad = {{ code = "{RATE}", driver = "ff68", url = "{urls[RATE]}" }}

[[zones]]
code = "S08"
[zones.speaker]
code = "SPK-S08"
driver = "espeak"
sink = {{ kind = "folder", folder = {json.dumps(str(recordings))} }}
""",
        encoding="utf-8",
    )
    return config


def start_program(config: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "hardware", str(config)], env=os.environ | {"PYTHONUNBUFFERED": "1"})


@pytest.fixture
def section(tmp_path: Path) -> Iterator[Section]:
    with ExitStack() as ending:
        mosquitto = Mosquitto(tmp_path)
        ending.callback(mosquitto.stop)
        settings = BrokerSettings(hall=HALL, client=ClientCode("caller"), port=mosquitto.port, keepalive_seconds=2)
        caller = Caller(MqttBus(settings))
        ending.callback(caller.stop)
        caller.start()
        panel, pad, rating = OnbonPanel(Wire.tcp), CallPadBody(echo_seconds=1.0), KeyRatingPad(echo_seconds=1.0)
        for body in (panel, pad, rating):
            ending.callback(body.close)
        ear = Loudspeaker(tmp_path / "speaker")
        urls = {LED: panel.url, PAD: pad.url, RATE: rating.url}
        program = start_program(write_config(tmp_path, mosquitto.port, urls, ear.recordings_folder))
        ending.callback(program.wait, 5)
        ending.callback(program.kill)
        yield Section(mosquitto, caller, panel, pad, rating, ear, program)


def ready(section: Section) -> None:
    section.caller.show(None, 1, phase="idle")
    assert until(lambda: section.caller.device(LED) == ("ok", None))


@pytest.mark.req("Q-06", "Q-07", "Q-08", "E-01", "H-02", "H-05")
def test_from_a_key_on_the_pad_to_dots_voice_and_rating_and_a_clean_end(section: Section) -> None:
    ready(section)
    assert section.pad.press("next")
    assert section.panel.wait_until(lambda lines: "K001" in lines)
    assert until(lambda: bool(section.caller.shown) and section.caller.shown[-1].ticket == "K001")
    assert section.pad.wait_for(lambda: section.pad.beeps == 1)

    now = datetime.now(UTC)
    section.caller.say(
        topics.announce(HALL, ZoneCode("S08")),
        Announcement(
            announcement_id=AnnouncementId("7-zh"),
            zone=ZoneCode("S08"),
            purpose="call",
            template="请 {ticket} 号到 {window} 号窗口办理",
            language="zh-Hans",
            ticket=TicketNumber("K001"),
            window_number=44,
            said_at=now,
            valid_until=now + timedelta(seconds=10),
        ),
    )
    assert until(lambda: bool(section.ear.recordings()))
    assert section.ear.recordings()[0].phrases == ("请K零零一号到四十四号窗口办理",)

    asking = {
        "counter": W44,
        "revision": 1,
        "phase": "asking",
        "serving_id": "s-1",
        "ends_at": now + timedelta(seconds=30),
    }
    section.caller.say(topics.rating(HALL, W44), RatingState.model_validate(asking))
    assert section.rating.wait_for(lambda: section.rating.asking, 5.0)
    assert section.rating.press(5)
    assert until(lambda: any(isinstance(request, Rate) for request in section.caller.requests))

    section.program.send_signal(signal.SIGTERM)
    began = time.monotonic()
    assert section.program.wait(5) == 0
    assert time.monotonic() - began < 2.5
    assert until(lambda: not section.caller.health[-1].online)


@pytest.mark.req("Q-07", "H-02", "H-05")
def test_a_cut_cable_and_a_stopped_broker_heal_without_a_new_call(section: Section) -> None:
    ready(section)
    section.panel.break_("unplugged")
    assert until(lambda: section.caller.device(LED) == ("fault", "unplugged"), 5.0)
    section.caller.show("K009", 9000)
    section.panel.fix()
    assert section.panel.wait_until(lambda lines: "K009" in lines, 5.0)
    assert until(lambda: section.caller.device(LED) == ("ok", None))

    section.mosquitto.stop()
    section.panel.power_cycle()
    assert section.panel.wait_until(lambda lines: "K009" in lines, 5.0), "it is kept while the broker is away"
    section.mosquitto.start()
    assert until(lambda: section.caller.bus.connected)
    heard = len(section.caller.health)
    section.caller.show("K010", 10000)
    assert section.panel.wait_until(lambda lines: "K010" in lines, 10.0)
    assert until(lambda: len(section.caller.health) > heard and section.caller.health[-1].online)


@pytest.mark.req("H-02")
def test_a_bad_file_is_named_and_the_program_ends_with_two(tmp_path: Path) -> None:
    config = tmp_path / "node.toml"
    config.write_text('[broker]\nhall = "demo"\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "hardware", str(config)], capture_output=True, timeout=30, check=False)
    assert done.returncode == 2
    assert f"{config}: broker.client: Field required" in done.stderr.decode()


@pytest.mark.req("H-02")
def test_a_mistake_of_ours_ends_the_program_loudly_with_one(tmp_path: Path) -> None:
    panel = OnbonPanel()
    config = tmp_path / "node.toml"
    config.write_text(
        f'[broker]\nhall = "demo"\nclient = "{NODE}"\nport = {free_port()}\n[[counters]]\ncode = "{W44}"\n'
        f'display = {{ code = "{LED}", driver = "onbon", url = "{panel.url}" }}\n',
        encoding="utf-8",
    )
    program = (
        "import sys\n"
        "from hardware.__main__ import main\n"
        "from hardware.nodes.display_node import DisplayNode\n"
        "DisplayNode.turn = lambda self: 1 / 0\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(config)], capture_output=True, timeout=30, check=False)
    panel.close()
    assert done.returncode == 1
    assert "LED-44 died" in done.stderr.decode()
    assert "ZeroDivisionError" in done.stderr.decode()
