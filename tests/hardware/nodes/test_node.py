"""A whole node with a thread per device, on emulated wires: no call is missing, none is out of order, all let go."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broker import topics
from broker.memory import MemoryBroker, MemoryBus
from broker.messages import DisplayState, HallTime, Health, Message, Shown
from broker.terms import ClientCode, CounterCode
from broker.topics import Kind, Topic
from hardware.emulators.call_display import OnbonPanel
from hardware.nodes import Node
from hardware.settings import NodeSettings
from tests.hardware.nodes.hall_table import HALL, NODE


class Wall:
    """What the caller hears of screens and devices."""

    def __init__(self, caller: MemoryBus) -> None:
        self._changed = threading.Condition()
        self.shown: dict[str, list[str]] = defaultdict(list)
        self.health: Health | None = None
        for kind in (Kind.SHOWN, Kind.HEALTH):
            caller.subscribe(topics.every(HALL, kind), self._hear)

    def wait_for(self, device: str, ticket: str) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: ticket in self.shown[device], 10)

    def wait_for_health(self, device: str, state: str) -> bool:
        def is_so() -> bool:
            known = {} if self.health is None else self.health.devices
            return any(code == device and health.state == state for code, health in known.items())

        with self._changed:
            return self._changed.wait_for(is_so, 10)

    def _hear(self, _topic: Topic, message: Message) -> None:
        with self._changed:
            if isinstance(message, Shown) and message.ticket is not None:
                self.shown[message.device].append(message.ticket)
            elif isinstance(message, Health):
                self.health = message
            self._changed.notify_all()


@dataclass
class Windows:
    caller: MemoryBus
    wall: Wall
    node: Node
    panels: dict[str, OnbonPanel]

    def show(self, number: int, ticket: str | None, revision: int) -> None:
        code = CounterCode(f"W{number:02d}")
        facts: dict[str, object] = {
            "counter": code,
            "revision": revision,
            "phase": "calling" if ticket else "idle",
            "window_number": number,
            "name_zh": "公积金提取窗口",
            "name_en": "Housing fund",
            "ticket": ticket,
            "call_count": 1 if ticket else 0,
            "called_at": datetime.now(UTC),
        }
        self.caller.publish(topics.display(HALL, code), DisplayState.model_validate(facts))


@pytest.fixture
def windows(deep: bool) -> Iterator[Windows]:
    broker = MemoryBroker()
    caller = broker.connect(HALL, ClientCode("caller"))
    caller.publish(topics.time(HALL), HallTime(now=datetime.now(UTC), open=True))
    panels = {f"LED-{number:02d}": OnbonPanel() for number in range(1, 41 if deep else 7)}
    settings = NodeSettings.model_validate(
        {
            "broker": {"hall": HALL, "client": NODE},
            "counters": [
                {"code": f"W{device[-2:]}", "display": {"code": device, "driver": "onbon", "url": panel.url}}
                for device, panel in panels.items()
            ],
        }
    )
    node = Node(settings, broker.connect(HALL, NODE))
    node.start()
    yield Windows(caller, Wall(caller), node, panels)
    node.stop()
    for panel in panels.values():
        panel.close()


@pytest.mark.req("Q-07", "Q-06")
def test_of_random_calls_on_many_screens_none_is_missing_and_none_out_of_order(windows: Windows, deep: bool) -> None:
    chosen = random.Random(11)
    called: dict[str, list[str]] = defaultdict(list)
    for index in range(1, 1001 if deep else 121):
        device = chosen.choice(sorted(windows.panels))
        ticket = f"K{index:03d}"
        if called[device]:
            assert windows.wall.wait_for(device, called[device][-1])
        windows.show(int(device[-2:]), ticket, index)
        called[device].append(ticket)
    for device, tickets in called.items():
        assert windows.wall.wait_for(device, tickets[-1])
        on_dots = [update.lines[2] for update in windows.panels[device].updates]
        assert on_dots == tickets == windows.wall.shown[device]


@pytest.mark.req("Q-07", "H-02")
def test_one_screen_in_trouble_keeps_no_other_waiting(windows: Windows) -> None:
    for number in (1, 2):
        windows.show(number, None, 1)
        assert windows.wall.wait_for_health(f"LED-{number:02d}", "ok")
    windows.panels["LED-01"].break_("silent")
    windows.show(1, "K001", 2)
    windows.show(2, "K002", 2)
    assert windows.wall.wait_for("LED-02", "K002")
    assert "K001" not in windows.wall.shown["LED-01"]
    assert windows.wall.wait_for_health("LED-01", "unknown")
    windows.panels["LED-01"].fix()
    assert windows.wall.wait_for("LED-01", "K001")
    assert windows.wall.wait_for_health("LED-01", "ok")


@pytest.mark.req("H-02", "H-05")
def test_a_node_lets_go_of_everything_within_two_seconds(windows: Windows) -> None:
    windows.show(1, "K001", 1)
    assert windows.wall.wait_for("LED-01", "K001")
    began = time.monotonic()
    windows.node.stop()
    assert time.monotonic() - began < 2
    assert windows.wall.health is not None
    assert not windows.wall.health.online
    names = {thread.name for thread in threading.enumerate()}
    assert not names & set(windows.panels)


def test_every_driver_of_the_settings_can_be_made(tmp_path: Path) -> None:
    """The factory's matches are complete: each driver is made of its settings and lets go."""
    speaker = {"sink": {"kind": "folder", "folder": str(tmp_path)}}
    settings = NodeSettings.model_validate(
        {
            "broker": {"hall": HALL, "client": NODE},
            "counters": [
                {
                    "code": "W44",
                    "display": {"code": "LED-44", "driver": "onbon", "url": "/dev/null/led"},
                    "call_pad": {"code": "PAD-44", "driver": "ff68", "url": "/dev/null/pad"},
                    "rating_pad": {"code": "RATE-44", "driver": "ff68", "url": "/dev/null/rate"},
                },
            ],
            "zones": [
                {"code": "S08", "speaker": {"code": "SPK-S08", "driver": "espeak"} | speaker},
                {"code": "S09", "speaker": {"code": "SPK-S09", "driver": "clips", "folder": str(tmp_path)}},
            ],
        }
    )
    wall = Wall(caller := MemoryBroker().connect(HALL, ClientCode("caller")))
    caller.publish(topics.time(HALL), HallTime(now=datetime.now(UTC), open=True))
    node = Node(settings, caller.broker.connect(HALL, NODE))
    node.start()
    for device in ("LED-44", "PAD-44", "RATE-44"):
        assert wall.wait_for_health(device, "fault")
    assert wall.health is not None
    assert set(wall.health.devices) == {"LED-44", "PAD-44", "RATE-44", "SPK-S08", "SPK-S09"}
    node.stop()
