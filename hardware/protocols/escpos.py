"""What passes between a host and an ESC/POS ticket printer besides a slip's own commands: text bytes and status.

Text is GB18030 limited to its two-byte set, which is GBK: a printer's font has no more, and a four-byte character would
come out as four wrong ones. Status answers are told apart by their fixed bits; what is not answered stays unknown.
Laying out a slip is the driver's work, reading its commands back `escpos_commands.py`'s.
"""

from dataclasses import dataclass
from typing import Literal

from hardware.ports.ticket_printer import Paper, PrinterStatus

INITIALISE = b"\x1b@"
CHINESE_ON = b"\x1c&"
ASB_ON = b"\x1da\xff"
# asked in line with the data: the answer comes when everything before it has been worked off
PAPER_SENSOR_REQUEST = b"\x1dr\x01"
# DLE DC4 8: throw away what the printer still holds, without waiting for its turn
CLEAR_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

StatusPage = Literal[1, 2, 3, 4]
STATUS_PAGES: tuple[StatusPage, ...] = (1, 2, 3, 4)

_FIXED_BITS = 0x93
_REAL_TIME = 0x12
_ASB = 0x10
_ASB_REST_BITS = 0x90
_ASB_BYTES = 4
# what people type and GBK lacks, but has a twin of
_TWINS = str.maketrans({"¥": "￥", "\u00a0": " ", "•": "·", "\t": " "})


def folded(text: str) -> str:
    """Replace the characters that GBK lacks but has a twin of: ¥ becomes ￥, a hard space a space."""
    return text.translate(_TWINS)


def is_printable(character: str) -> bool:
    """Tell whether a printer's GBK font has this character."""
    return _gbk(character) is not None


def encode_text(text: str) -> bytes:
    """Encode text for a printer in Chinese mode. Raises ValueError at a character that has to go out as dots."""
    encoded = bytearray()
    for character in text:
        data = _gbk(character)
        if data is None:
            raise ValueError(f"not in a printer's font: U+{ord(character):04X}")
        encoded += data
    return bytes(encoded)


def _gbk(character: str) -> bytes | None:
    """Two bytes of GBK, or one of ASCII; private characters have codes there but no shapes."""
    if not character.isprintable():
        return None
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return None


def status_request(page: StatusPage) -> bytes:
    """Build DLE EOT n: 1 printer, 2 why offline, 3 fault, 4 paper. Answered at once, even while printing."""
    return bytes([0x10, 0x04, page])


def merged_status(pages: dict[StatusPage, int]) -> PrinterStatus:
    """Make one status of the answers to DLE EOT; a page that was not answered leaves its facts unknown."""
    printer, cause, fault, paper = (pages.get(page) for page in STATUS_PAGES)
    return PrinterStatus(
        paper=Paper.UNKNOWN if paper is None else _paper(near_end=bool(paper & 0x0C), out=bool(paper & 0x60)),
        online=None if printer is None else not printer & 0x08,
        cover_open=None if cause is None else bool(cause & 0x04),
        cutter_jammed=None if fault is None else bool(fault & 0x08),
        broken=None if fault is None else bool(fault & 0x60),
    )


def status_answers(status: PrinterStatus) -> dict[StatusPage, int]:
    """Build a printer's answers to DLE EOT for a status that is known; the inverse of `merged_status`."""
    stopped = status.paper is Paper.OUT
    faulty = bool(status.cutter_jammed or status.broken)
    return {
        1: _REAL_TIME | (0 if status.online else 0x08),
        2: _REAL_TIME | (0x04 if status.cover_open else 0) | (0x20 if stopped else 0) | (0x40 if faulty else 0),
        3: _REAL_TIME | (0x08 if status.cutter_jammed else 0) | (0x20 if status.broken else 0),
        4: _REAL_TIME | {Paper.NEAR_END: 0x0C, Paper.OUT: 0x6C}.get(status.paper, 0),
    }


def asb_bytes(status: PrinterStatus) -> bytes:
    """Build the four bytes a printer sends by itself when its status changes."""
    first = _ASB | (0 if status.online else 0x08) | (0x20 if status.cover_open else 0)
    second = (0x08 if status.cutter_jammed else 0) | (0x20 if status.broken else 0)
    return bytes([first, second, paper_sensor(status.paper), 0])


def paper_sensor(paper: Paper) -> int:
    """Build the paper sensors' byte, the answer to `PAPER_SENSOR_REQUEST` and the third of ASB."""
    return {Paper.NEAR_END: 0x03, Paper.OUT: 0x0F}.get(paper, 0)


@dataclass(frozen=True, slots=True)
class RealTimeStatus:
    """An answer to DLE EOT; which page it answers only the asker knows."""

    byte: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """What the printer sent by itself."""

    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class PaperSensor:
    """The answer to `PAPER_SENSOR_REQUEST`."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class Noise:
    """So many bytes that are no answer."""

    count: int


StatusArrival = RealTimeStatus | AutomaticStatus | PaperSensor | Noise


class StatusDecoder:
    """Tells a printer's answers apart by their fixed bits; holds at most three bytes."""

    def __init__(self) -> None:
        """Begin outside any answer."""
        self._asb = bytearray()

    def feed(self, data: bytes) -> list[StatusArrival]:
        """Take the next bytes; give the answers they complete, in order."""
        return [arrival for byte in data for arrival in self._take(byte)]

    def _take(self, byte: int) -> list[StatusArrival]:
        if self._asb:
            return self._within_asb(byte)
        if byte & _FIXED_BITS == _REAL_TIME:
            return [RealTimeStatus(byte)]
        if byte & _FIXED_BITS == _ASB:
            self._asb.append(byte)
            return []
        if byte & ~0x0F == 0:
            return [PaperSensor(_paper(near_end=bool(byte & 0x03), out=bool(byte & 0x0C)))]
        return [Noise(1)]

    def _within_asb(self, byte: int) -> list[StatusArrival]:
        if byte & _ASB_REST_BITS:
            broken = Noise(len(self._asb))
            self._asb.clear()
            return [broken, *self._take(byte)]
        self._asb.append(byte)
        if len(self._asb) < _ASB_BYTES:
            return []
        first, second, third, _ = self._asb
        self._asb.clear()
        status = PrinterStatus(
            paper=_paper(near_end=bool(third & 0x03), out=bool(third & 0x0C)),
            online=not first & 0x08,
            cover_open=bool(first & 0x20),
            cutter_jammed=bool(second & 0x08),
            broken=bool(second & 0x60),
        )
        return [AutomaticStatus(status)]


def _paper(*, near_end: bool, out: bool) -> Paper:
    if out:
        return Paper.OUT
    return Paper.NEAR_END if near_end else Paper.OK
