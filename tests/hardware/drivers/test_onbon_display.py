"""The LED driver's patience: how often, how long apart, and what it makes of each answer. No line, no waiting."""

from collections import deque
from collections.abc import Callable
from functools import partial

import pytest

from hardware.drivers.call_display import OnbonDisplay
from hardware.ports.call_display import Face, FaceTooLargeError, Line, Words
from hardware.ports.faults import BadFrame, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.protocols.onbon import Command, CommandError, Decoder, Packet, encode

FACE = Face((Line(centre=Words("A007", dots=32)),))
ACK = encode(Packet(Command.ACK, CommandError.OK, destination=0x8000, source=0xFFFE))


def nack(error: CommandError) -> bytes:
    return encode(Packet(Command.NACK, error, destination=0x8000, source=0xFFFE))


class ScriptedLink:
    """Answers each written frame with the next of its script; time passes only here."""

    def __init__(self, *answers: bytes) -> None:
        self.now = 0.0
        self.answers = deque(answers)
        self.written: list[tuple[float, bytes]] = []
        self.slept: list[float] = []
        self._incoming = b""

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        if not self._incoming:
            self.now += timeout_seconds or 0.0
        taken, self._incoming = self._incoming[:count], self._incoming[count:]
        return taken

    def write(self, data: bytes) -> None:
        self.written.append((self.now, data))
        self._incoming += self.answers.popleft() if self.answers else b""

    def discard_input(self) -> None:
        self._incoming = b""

    def close(self) -> None:
        self._incoming = b""

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def display(link: ScriptedLink) -> OnbonDisplay:
    return OnbonDisplay(link, device="LED-44", clock=lambda: link.now, sleep=link.sleep)


@pytest.mark.req("Q-07")
def test_a_silent_screen_is_asked_four_times_two_seconds_each_and_100_ms_apart() -> None:
    link = ScriptedLink()
    with pytest.raises(DeviceSilent) as silent:
        display(link).show(FACE)
    assert silent.value.waited_seconds == 2.0
    assert [at for at, _ in link.written] == pytest.approx([0.0, 2.1, 4.2, 6.3])
    assert link.slept == [0.1] * 3
    assert len({frame for _, frame in link.written}) == 1


@pytest.mark.parametrize("passing", [CommandError.BUSY, CommandError.CRC16, CommandError.CHECKSUM])
def test_a_passing_refusal_is_tried_again(passing: CommandError) -> None:
    link = ScriptedLink(nack(passing), nack(passing), ACK)
    display(link).show(FACE)
    assert len(link.written) == 3


def test_a_lasting_refusal_is_said_at_once_with_its_code() -> None:
    link = ScriptedLink(nack(CommandError.MEMORY))
    with pytest.raises(DeviceRefused) as refused:
        display(link).show(FACE)
    assert refused.value.code == CommandError.MEMORY
    assert len(link.written) == 1


def test_busy_to_the_end_is_a_refusal_not_silence() -> None:
    with pytest.raises(DeviceRefused) as refused:
        display(ScriptedLink(*[nack(CommandError.BUSY)] * 4)).show(FACE)
    assert refused.value.code == CommandError.BUSY


def test_a_damaged_answer_is_tried_again_and_counted() -> None:
    spoilt = ACK[:-2] + b"\x00\x5a"
    link = ScriptedLink(spoilt, b"\x13\x37", ACK)
    led = display(link)
    led.show(FACE)
    assert led.damage == {"crc": 1, "noise": 1}


def test_only_damaged_answers_are_a_bad_frame() -> None:
    spoilt = ACK[:-2] + b"\x00\x5a"
    with pytest.raises(BadFrame) as bad:
        display(ScriptedLink(*[spoilt] * 4)).show(FACE)
    assert bad.value.reason == "crc"


def test_noise_before_an_answer_does_not_hide_it() -> None:
    link = ScriptedLink(b"\x00\xff" + b"\xa5" + ACK)
    display(link).ping()
    assert len(link.written) == 1


def test_a_status_that_is_too_short_is_a_bad_frame() -> None:
    short = encode(Packet(Command.STATUS, CommandError.OK, b"\x01\x0f", destination=0x8000))
    with pytest.raises(BadFrame, match="status"):
        display(ScriptedLink(short)).status()


def test_a_face_of_too_many_bytes_is_refused_and_nothing_is_sent() -> None:
    link = ScriptedLink(ACK)
    with pytest.raises(FaceTooLargeError) as refused:
        display(link).show(Face((Line(left=Words("窗" * 600)),)))
    assert refused.value.what == "bytes"
    assert link.written == []


class DeadLink(ScriptedLink):
    def write(self, data: bytes) -> None:
        raise DeviceUnplugged(device="LED-44")


def test_an_unplugged_line_is_not_tried_again_here() -> None:
    link = DeadLink()
    with pytest.raises(DeviceUnplugged):
        display(link).show(FACE)
    assert link.slept == []


@pytest.mark.parametrize(
    ("act", "code", "body"),
    [
        (partial(OnbonDisplay.brightness, level=7), Command.BRIGHTNESS, b"\x01\x07"),
        (partial(OnbonDisplay.power, on=False), Command.POWER, b"\x02"),
        (OnbonDisplay.ping, Command.PING, b""),
    ],
)
def test_each_command_has_its_bytes(act: Callable[[OnbonDisplay], None], code: Command, body: bytes) -> None:
    link = ScriptedLink(ACK)
    act(display(link))
    assert Decoder().feed(link.written[0][1]) == (Packet(code, 1, body),)
