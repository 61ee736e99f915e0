"""A link that comes back: lazily opened, backed off, never waiting by itself."""

from itertools import pairwise

import pytest

from hardware.links import ReconnectingLink
from hardware.ports.faults import DeviceUnplugged


class Line:
    """A line held in memory that can be cut."""

    def __init__(self) -> None:
        self.cut = False
        self.closed = False
        self.baudrate = 9600
        self.sent = b""

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        del timeout_seconds
        self._check()
        return b"x" * count

    def write(self, data: bytes) -> None:
        self._check()
        self.sent += data

    def discard_input(self) -> None:
        self._check()

    def set_baudrate(self, baudrate: int) -> None:
        self.baudrate = baudrate

    def close(self) -> None:
        self.closed = True

    def _check(self) -> None:
        if self.cut:
            raise DeviceUnplugged(device="K01.card")


class Bench:
    """A socket that may be empty, a clock set by hand, and the link under test."""

    def __init__(self) -> None:
        self.now = 100.0
        self.empty = False
        self.lines: list[Line] = []
        self.attempts = 0
        self.link = ReconnectingLink(
            self.open, device="K01.card", first_seconds=1.0, longest_seconds=4.0, clock=lambda: self.now
        )

    def open(self) -> Line:
        self.attempts += 1
        if self.empty:
            raise DeviceUnplugged(device="K01.card")
        self.lines.append(Line())
        return self.lines[-1]


def test_opens_only_when_used() -> None:
    bench = Bench()
    assert bench.attempts == 0
    assert not bench.link.is_open
    bench.link.write(b"a")
    bench.link.discard_input()
    assert bench.attempts == 1
    assert bench.lines[0].sent == b"a"


def test_a_loss_closes_the_line_and_the_next_use_after_the_pause_opens_a_new_one() -> None:
    bench = Bench()
    bench.link.write(b"a")
    bench.lines[0].cut = True
    with pytest.raises(DeviceUnplugged) as loss:
        bench.link.write(b"b")
    assert loss.value.device == "K01.card"
    assert bench.lines[0].closed
    with pytest.raises(DeviceUnplugged):
        bench.link.write(b"c")
    assert bench.attempts == 1, "too early: not even tried"
    bench.now += 1.0
    bench.link.write(b"d")
    assert bench.lines[1].sent == b"d"


def test_the_pause_doubles_up_to_its_limit_and_an_answer_resets_it() -> None:
    bench = Bench()
    bench.empty = True
    moments: list[float] = []
    for _ in range(1000):
        before = bench.attempts
        with pytest.raises(DeviceUnplugged):
            bench.link.read(1)
        if bench.attempts > before:
            moments.append(bench.now)
        bench.now += 0.01
    gaps = [round(later - earlier) for earlier, later in pairwise(moments)]
    assert gaps == [1, 2, 4]
    bench.empty = False
    bench.now += 4.0
    assert bench.link.read(2) == b"xx"
    bench.lines[0].cut = True
    with pytest.raises(DeviceUnplugged):
        bench.link.read(1)
    bench.now += 1.0
    assert bench.link.read(1) == b"x", "after an answer the pause is the first one again"


def test_closing_lets_go_and_the_next_use_opens_at_once() -> None:
    bench = Bench()
    bench.link.set_baudrate(19200)
    bench.link.close()
    assert bench.lines[0].closed
    assert bench.lines[0].baudrate == 19200
    bench.link.close()
    bench.link.write(b"a")
    assert bench.attempts == 2
