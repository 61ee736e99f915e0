"""FF68 frames of hardware call pads and key rating pads: bytes ↔ frames, both directions.

`FF 68 | LEN | LEN | 68 | ADDR | FUNC | DATA… | SUM | 16`, 9600 8N1; LEN counts ADDR, FUNC and DATA; SUM is their sum
mod 256. The deployed host this is known from checks neither SUM nor the tail; here both are checked, and what fails is
named and dropped. What a key means is `pad_keys`; when to answer is the driver's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

HEAD = b"\xff\x68"
MIDDLE = 0x68
TAIL = 0x16
FRAME_OVERHEAD = 7
DEVICE_LENGTHS = range(3, 6)
"""LEN a pad may send: address, function and one to three data bytes."""
HOST_LENGTHS = range(2, 10)
"""LEN a host may send: a beep has no data, a waiting display six digits."""

KEYS = 0x01
STARS = 0x02
BEEP = 0x03
RATED = 0x11
RATED_ANSWER = 0x01
START_RATING = 0x0B
BLANK_DIGIT = 0x0A
_LAST_DIGIT = 9


class Reason(Enum):
    """Why bytes on the line were not a frame; the names under which drivers count them."""

    NOISE = "noise"
    LENGTH = "length"
    MIDDLE = "middle"
    SUM = "sum"
    TAIL = "tail"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: the pad's address, the function and its data."""

    address: int
    function: int
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes that were not a frame, and why."""

    reason: Reason
    raw: bytes


def encode(frame: Frame) -> bytes:
    """The bytes of a frame."""
    content = bytes((frame.address, frame.function)) + frame.data
    length = len(content)
    return HEAD + bytes((length, length, MIDDLE)) + content + bytes((sum(content) % 256, TAIL))


def acknowledgement(frame: Frame) -> bytes:
    """What a host answers to a frame: the frame itself, or for a rating (11) the same with function 01."""
    if frame.function == RATED:
        return encode(Frame(frame.address, RATED_ANSWER, frame.data))
    return encode(frame)


def beep(address: int) -> Frame:
    """Makes the pad beep."""
    return Frame(address, BEEP)


def start_rating(address: int) -> Frame:
    """Opens the rating on a key pad."""
    return Frame(address, KEYS, bytes((START_RATING,)))


def waiting_display(address: int, function: int, waiting: int | None, ticket: int | None) -> Frame:
    """Three digits of people waiting, three of the ticket; None leaves a half blank, more than 999 shows 999.

    The papers give the digits but not the function, so the caller names it (a setting of the driver).
    """
    return Frame(address, function, _digits(waiting) + _digits(ticket))


def _digits(number: int | None) -> bytes:
    if number is None:
        return bytes((BLANK_DIGIT,)) * 3
    return bytes(int(digit) for digit in f"{min(max(number, 0), 999):03d}")


@dataclass(slots=True)
class Decoder:
    """Frames out of a stream of bytes, however it is cut.

    Parses by length and never looks for 16: a SUM can be 16 too. After a bad frame it looks for the next head one byte
    further on, so a frame behind noise is found.
    """

    lengths: range = DEVICE_LENGTHS
    _buffer: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> tuple[Frame | Damaged, ...]:
        """Everything that `data` completes, in order. Nothing is dropped without a `Damaged` that names it."""
        self._buffer += data
        found: list[Frame | Damaged] = []
        while (step := self._step()) is not None:
            found.append(step)
        return tuple(found)

    def reset(self) -> Damaged | None:
        """Forget a half frame (the line was silent too long); what was lost, if anything."""
        lost = Damaged(Reason.CUT_OFF, bytes(self._buffer)) if self._buffer else None
        self._buffer.clear()
        return lost

    def _step(self) -> Frame | Damaged | None:
        buffer = self._buffer
        start = _head(buffer)
        if start:
            return self._drop(Reason.NOISE, start)
        if len(buffer) < 5:  # noqa: PLR2004 - head, two lengths, middle
            return None
        if buffer[2] != buffer[3] or buffer[2] not in self.lengths:
            return self._drop(Reason.LENGTH, 2)
        if buffer[4] != MIDDLE:
            return self._drop(Reason.MIDDLE, 2)
        size = buffer[2] + FRAME_OVERHEAD
        if len(buffer) < size:
            return None
        content = bytes(buffer[5 : size - 2])
        if buffer[size - 2] != sum(content) % 256:
            return self._drop(Reason.SUM, 2)
        if buffer[size - 1] != TAIL:
            return self._drop(Reason.TAIL, 2)
        del buffer[:size]
        return Frame(content[0], content[1], content[2:])

    def _drop(self, reason: Reason, count: int) -> Damaged:
        raw = bytes(self._buffer[:count])
        del self._buffer[:count]
        return Damaged(reason, raw)


@dataclass(slots=True)
class RepeatFilter:
    """Knows a pad's own repetition of a frame whose echo it missed: the same frame within the window."""

    window_seconds: float
    _last: Frame | None = None
    _at: float = 0.0

    def is_repeat(self, frame: Frame, now: float) -> bool:
        """Whether `frame` at `now` (seconds of a monotonic clock) only repeats the one before it.

        A frame of digits alone never does: a digit typed twice is two digits, however quick.
        """
        same = frame == self._last and now - self._at <= self.window_seconds
        self._last, self._at = frame, now
        return same and any(code > _LAST_DIGIT for code in frame.data)


def _head(buffer: bytearray) -> int:
    """Where the next head may begin; everything before it is noise. A last FF may be half a head."""
    start = buffer.find(HEAD)
    if start >= 0:
        return start
    return len(buffer) - 1 if buffer.endswith(HEAD[:1]) else len(buffer)
