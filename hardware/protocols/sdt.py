"""The serial protocol of resident identity card readers with a security module (SDT / SAM_A; GA/T 467, GA 450).

Both directions share one envelope: `AA AA AA 96 69 | length, 2 bytes big endian | body | XOR`. The length counts the
body and the XOR; the XOR runs from the length's first byte to the body's last. A host's body is command, parameter,
data; a reader's is three status bytes, of which the third tells, and data. What the data mean is `id_card.py`'s matter.
"""

from dataclasses import dataclass
from enum import IntEnum

from hardware.ports.card_reader import SamId

HEAD = bytes.fromhex("AAAAAA9669")
DEFAULT_BAUDRATE = 115200
BAUDRATE_CODES = {115200: 0, 57600: 1, 38400: 2, 19200: 3, 9600: 4}
# the longest answer known: text, photograph and a fingerprint of 1,024 bytes
LONGEST_ANSWER = 0x090A
# no command of a host carries more than a few bytes
LONGEST_COMMAND = 0x40
FOUND_DATA = bytes(4)
SELECTED_DATA = bytes(8)

_SHORTEST = 3
_LENGTH_BYTES = 2
_STATUS_BYTES = 3
_SAM_ID_BYTES = 16


class Command(IntEnum):
    """What a host can ask, as command and parameter in one number."""

    RESET = 0x10FF
    SELF_CHECK = 0x11FF
    SAM_ID = 0x12FF
    FIND = 0x2001
    SELECT = 0x2002
    READ = 0x3001
    READ_ADDITIONAL_ADDRESS = 0x3003
    READ_WITH_FINGERPRINT = 0x3010
    SET_BAUDRATE = 0x6000


class Status(IntEnum):
    """The third status byte of an answer."""

    CHECKSUM_ERROR = 0x10
    LENGTH_ERROR = 0x11
    COMMAND_ERROR = 0x21
    NOT_AUTHORISED = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_REJECTED_MODULE = 0x31
    MODULE_REJECTED_CARD = 0x32
    VERIFY_ERROR = 0x33
    UNKNOWN_CARD_TYPE = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    MODULE_UNAUTHORISED = 0x66
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    SUCCESS = 0x90
    NO_CONTENT = 0x91
    FOUND = 0x9F


@dataclass(frozen=True, slots=True, repr=False)
class Body:
    """The checked inside of one frame. Its bytes may be personal data: `repr` tells the length only."""

    data: bytes

    def __repr__(self) -> str:
        """Show the length only."""
        return f"Body({len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class Noise:
    """So many bytes that belong to no frame."""

    count: int


@dataclass(frozen=True, slots=True)
class WrongChecksum:
    """A whole frame of so many bytes whose XOR is wrong."""

    count: int


Arrival = Body | Noise | WrongChecksum


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A reader's answer: the status byte, by `Status` where known, and the data."""

    status: int
    data: bytes

    def __repr__(self) -> str:
        """Show the status and the length only."""
        return f"Answer(0x{self.status:02X}, {len(self.data)} bytes)"


def checksum(data: bytes) -> int:
    """Compute the XOR of all bytes."""
    value = 0
    for byte in data:
        value ^= byte
    return value


def frame(body: bytes) -> bytes:
    """Wrap a body in head, length and checksum."""
    counted = (len(body) + 1).to_bytes(_LENGTH_BYTES, "big") + body
    return HEAD + counted + bytes([checksum(counted)])


def command_frame(command: Command) -> bytes:
    """Build the frame of a command without data."""
    return frame(command.to_bytes(2, "big"))


def baudrate_frame(baudrate: int) -> bytes:
    """Build the command that changes the reader's speed. Raises KeyError for a speed it does not know."""
    return frame((Command.SET_BAUDRATE | BAUDRATE_CODES[baudrate]).to_bytes(2, "big"))


def answer_frame(status: int, data: bytes = b"") -> bytes:
    """Build a reader's answer."""
    return frame(bytes([0, 0, status]) + data)


def parse_answer(body: Body) -> Answer:
    """Read a reader's answer. Raises ValueError when the body is too short to hold a status."""
    if len(body.data) < _STATUS_BYTES:
        raise ValueError("an answer has three status bytes")
    return Answer(status=body.data[_STATUS_BYTES - 1], data=body.data[_STATUS_BYTES:])


def parse_sam_id(data: bytes) -> SamId:
    """Read the 16 bytes of a security module's number. Raises ValueError for another length."""
    if len(data) != _SAM_ID_BYTES:
        raise ValueError(f"a module's number has {_SAM_ID_BYTES} bytes, not {len(data)}")
    made_on, serial, suffix = (int.from_bytes(data[start : start + 4], "little") for start in (4, 8, 12))
    return SamId(maker=data[0], model=data[2], made_on=made_on, serial=serial, suffix=suffix)


def build_sam_id(sam_id: SamId) -> bytes:
    """Write a security module's number as its 16 bytes."""
    numbers = (sam_id.made_on, sam_id.serial, sam_id.suffix)
    return bytes([sam_id.maker, 0, sam_id.model, 0]) + b"".join(number.to_bytes(4, "little") for number in numbers)


class FrameDecoder:
    """Takes bytes as they come and gives bodies; finds its place again after noise and never holds more than a frame.

    After a wrong checksum it looks for the next head right behind the bad one's first byte, so a true frame inside is
    not lost.
    """

    def __init__(self, longest: int) -> None:
        """Take the largest length field to believe; a head with a larger one is noise."""
        self._longest = longest
        self._held = bytearray()

    @property
    def pending(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._held)

    def reset(self) -> None:
        """Forget the bytes that wait; for a line that has been quiet for too long inside a frame."""
        self._held.clear()

    def feed(self, data: bytes) -> list[Arrival]:
        """Take the next bytes; give what is complete, in order."""
        self._held += data
        arrivals: list[Arrival] = []
        while (arrival := self._next()) is not None:
            match arrivals, arrival:
                case [*_, Noise(count=before)], Noise(count=more):
                    arrivals[-1] = Noise(before + more)
                case _:
                    arrivals.append(arrival)
        return arrivals

    def _next(self) -> Arrival | None:
        skipped = self._skip_to_head()
        if skipped:
            return Noise(skipped)
        start = len(HEAD)
        if len(self._held) < start + _LENGTH_BYTES:
            return None
        length = int.from_bytes(self._held[start : start + _LENGTH_BYTES], "big")
        if not _SHORTEST <= length <= self._longest:
            return self._drop_head()
        end = start + _LENGTH_BYTES + length
        if len(self._held) < end:
            return None
        counted, check = bytes(self._held[start : end - 1]), self._held[end - 1]
        if checksum(counted) != check:
            self._drop_head()
            return WrongChecksum(end)
        del self._held[:end]
        return Body(counted[_LENGTH_BYTES:])

    def _skip_to_head(self) -> int:
        """Drop what cannot begin a frame; keep a tail that may be the start of a head."""
        found = self._held.find(HEAD)
        if found < 0:
            found = len(self._held)
            for kept in range(min(len(HEAD) - 1, found), 0, -1):
                if self._held.endswith(HEAD[:kept]):
                    found -= kept
                    break
        del self._held[:found]
        return found

    def _drop_head(self) -> Noise:
        del self._held[0]
        return Noise(1)
