"""What the hall hears of a node: every change at once, the truth about since when, and goodbye."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from broker import topics
from broker.bus import HallClock
from broker.codec import decode
from broker.messages import Health
from broker.terms import DeviceCode
from hardware.nodes.health import HealthBoard, named
from hardware.ports.faults import (
    BadFrame,
    CoverOpen,
    DeviceError,
    DeviceRefused,
    DeviceSilent,
    DeviceUnplugged,
)
from tests.hardware.nodes.hall_table import HALL, NINE, NODE, Table

LED = DeviceCode("LED-44")


def until(done: Callable[[], bool]) -> bool:
    tick = threading.Event()
    for _ in range(500):
        if done():
            return True
        tick.wait(0.005)
    return False


@pytest.mark.req("H-05", "H-02")
def test_since_when_counts_from_the_change_by_the_callers_clock(table: Table) -> None:
    board = table.board(LED)
    table.pass_time(5)
    board.note(LED, "ok")
    table.pass_time(60)
    board.note(LED, "ok")
    device = board.message().devices[LED]
    assert (device.state, device.since) == ("ok", NINE + timedelta(seconds=5))
    board.note(LED, "fault", "unplugged")
    assert board.message().devices[LED].since == NINE + timedelta(seconds=65)


def test_before_the_callers_clock_was_heard_no_device_is_told_of_and_then_since_it_changed(table: Table) -> None:
    clock = HallClock(table.ticking)
    board = HealthBoard(table.bus, clock, [LED], monotonic=table.ticking)
    board.note(LED, "fault", "unplugged")
    assert board.message().devices == {}
    table.ticking.seconds += 7
    clock.hear(NINE)
    assert board.message().devices[LED].since == NINE - timedelta(seconds=7)
    table.ticking.seconds += 7
    assert board.message().devices[LED].since == NINE - timedelta(seconds=7), "since when does not wander"


@pytest.mark.req("H-05")
def test_a_change_is_told_at_once_and_a_repeat_is_not(table: Table) -> None:
    board = table.board(LED)
    thread = threading.Thread(target=board.run)
    thread.start()
    assert until(lambda: len(table.health) == 1)
    board.note(LED, "fault", "unplugged")
    assert until(lambda: len(table.health) == 2)
    assert table.health[-1].devices[LED].what == "unplugged"
    board.note(LED, "fault", "unplugged")
    board.note(LED, "ok")
    assert until(lambda: len(table.health) == 3)
    assert table.health[-1].devices[LED].state == "ok"
    table.broker.stop()
    table.broker.start()
    assert until(lambda: len(table.health) >= 4), "who comes back says how it is: the last will was told meanwhile"
    board.stop()
    thread.join(2)
    assert not thread.is_alive()
    last = decode(topics.health(HALL, NODE), table.broker.retained[str(topics.health(HALL, NODE))])
    assert isinstance(last, Health)
    assert not last.online


@pytest.mark.parametrize(
    ("fault", "state", "what"),
    [
        (DeviceUnplugged(device=LED), "fault", "unplugged"),
        (DeviceSilent(device=LED), "unknown", "silent"),
        (BadFrame(device=LED, reason="crc", frame=b"secret"), "fault", "bad_frame: crc"),
        (DeviceRefused(device=LED, code=3), "fault", "refused: 0x03"),
        (CoverOpen(device=LED), "fault", "CoverOpen"),
    ],
)
@pytest.mark.req("H-02")
def test_every_fault_has_a_name(fault: DeviceError, state: str, what: str) -> None:
    assert named(fault) == (state, what)
