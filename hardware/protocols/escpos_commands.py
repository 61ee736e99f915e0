"""Reads ESC/POS commands back from bytes, as a printer does: which command, its parameters, its image data.

It knows every command our slips use and the common others; what they do to paper is the emulator's matter. As a real
printer it takes pairs of bytes for a Chinese character while Chinese mode is on, and prints rubbish for what is none.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a command is about."""

    INITIALISE = auto()
    LINE_FEED = auto()
    IGNORED = auto()
    ALIGN = auto()
    BOLD = auto()
    UNDERLINE = auto()
    PRINT_MODE = auto()
    SIZE = auto()
    SMOOTH = auto()
    CHINESE_ON = auto()
    CHINESE_OFF = auto()
    CHINESE_MODE = auto()
    FEED_LINES = auto()
    FEED_DOTS = auto()
    LINE_SPACING = auto()
    DEFAULT_LINE_SPACING = auto()
    COLUMN_IMAGE = auto()
    RASTER_IMAGE = auto()
    CUT = auto()
    AUTOMATIC_STATUS = auto()
    SENSOR_REQUEST = auto()
    REAL_TIME_REQUEST = auto()
    CLEAR_BUFFER = auto()


# prefix → (what it is, how many parameter bytes follow)
_COMMANDS: dict[bytes, tuple[Kind, int]] = {
    b"\n": (Kind.LINE_FEED, 0),
    b"\r": (Kind.IGNORED, 0),
    b"\0": (Kind.IGNORED, 0),
    b"\x1b@": (Kind.INITIALISE, 0),
    b"\x1b!": (Kind.PRINT_MODE, 1),
    b"\x1b-": (Kind.UNDERLINE, 1),
    b"\x1b2": (Kind.DEFAULT_LINE_SPACING, 0),
    b"\x1b3": (Kind.LINE_SPACING, 1),
    b"\x1bB": (Kind.IGNORED, 2),  # buzzer
    b"\x1bE": (Kind.BOLD, 1),
    b"\x1bG": (Kind.BOLD, 1),
    b"\x1bJ": (Kind.FEED_DOTS, 1),
    b"\x1bM": (Kind.IGNORED, 1),  # font: this printer has one
    b"\x1bR": (Kind.IGNORED, 1),  # international characters
    b"\x1ba": (Kind.ALIGN, 1),
    b"\x1bd": (Kind.FEED_LINES, 1),
    b"\x1bp": (Kind.IGNORED, 3),  # cash drawer
    b"\x1bt": (Kind.IGNORED, 1),  # code page
    b"\x1b{": (Kind.IGNORED, 1),  # upside down
    b"\x1b*": (Kind.COLUMN_IMAGE, 3),
    b"\x1c&": (Kind.CHINESE_ON, 0),
    b"\x1c.": (Kind.CHINESE_OFF, 0),
    b"\x1c!": (Kind.CHINESE_MODE, 1),
    b"\x1c-": (Kind.UNDERLINE, 1),
    b"\x1cS": (Kind.IGNORED, 2),  # Chinese spacing
    b"\x1cC": (Kind.IGNORED, 1),
    b"\x1d!": (Kind.SIZE, 1),
    b"\x1d(": (Kind.IGNORED, 3),  # native codes and graphics: not on this printer
    b"\x1dB": (Kind.IGNORED, 1),  # white on black
    b"\x1dL": (Kind.IGNORED, 2),  # left margin
    b"\x1dV": (Kind.CUT, 1),
    b"\x1dW": (Kind.IGNORED, 2),  # printing width
    b"\x1db": (Kind.SMOOTH, 1),
    b"\x1da": (Kind.AUTOMATIC_STATUS, 1),
    b"\x1dr": (Kind.SENSOR_REQUEST, 1),
    b"\x1dv0": (Kind.RASTER_IMAGE, 5),
    b"\x10\x04": (Kind.REAL_TIME_REQUEST, 1),
    b"\x10\x05": (Kind.IGNORED, 1),
    b"\x10\x14\x01": (Kind.IGNORED, 2),
    b"\x10\x14\x02": (Kind.IGNORED, 2),
    b"\x10\x14\x08": (Kind.CLEAR_BUFFER, 7),
}
_BEGINNINGS = frozenset(prefix[:length] for prefix in _COMMANDS for length in range(1, len(prefix)))
_WIDEST_BYTES = 128
_TALLEST_DOTS = 4096
_FEEDING_CUTS = frozenset({65, 66, 97, 98, 103, 104})
_THREE_BYTE_COLUMNS = frozenset({32, 33})
_FIRST_LEAD, _LAST_LEAD = 0x81, 0xFE
_FIRST_TRAIL, _DELETE = 0x40, 0x7F
_FIRST_PRINTABLE = 0x20


@dataclass(frozen=True, slots=True)
class Command:
    """One command with its parameter bytes and, for images, its data."""

    kind: Kind
    parameters: bytes = b""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Printable:
    """One character as the printer takes it, or None where its font has nothing to show for the bytes."""

    character: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that begin no command this printer knows."""

    data: bytes


Item = Command | Printable | Unknown


class CommandDecoder:
    """Takes bytes as they come and gives commands and characters; holds at most one unfinished command.

    `consumed` counts the bytes behind every item given so far.
    """

    def __init__(self) -> None:
        """Begin as after power-up: Chinese models start in Chinese mode."""
        self._held = bytearray()
        self._chinese = True
        self.consumed = 0

    @property
    def pending(self) -> int:
        """How many bytes wait for the rest of their command."""
        return len(self._held)

    def clear(self) -> None:
        """Forget the unfinished command."""
        self._held.clear()

    def feed(self, data: bytes) -> list[tuple[Item, bytes]]:
        """Take the next bytes; give what they complete, each with the bytes it was made of."""
        self._held += data
        items: list[tuple[Item, bytes]] = []
        while self._held and (found := self._next()) is not None:
            item, length = found
            items.append((item, bytes(self._held[:length])))
            del self._held[:length]
            self.consumed += length
        return items

    def _next(self) -> tuple[Item, int] | None:
        for length in (3, 2, 1):
            prefix = bytes(self._held[:length])
            if prefix in _COMMANDS:
                return self._command(prefix)
        if bytes(self._held[:2]) in _BEGINNINGS and len(self._held) <= 2:  # noqa: PLR2004 - the longest beginning
            return None
        if self._held[0] < _FIRST_PRINTABLE:
            length = min(2, len(self._held)) if bytes(self._held[:1]) in _BEGINNINGS else 1
            return Unknown(bytes(self._held[:length])), length
        return self._printable()

    def _command(self, prefix: bytes) -> tuple[Item, int] | None:
        kind, count = _COMMANDS[prefix]
        if prefix == b"\x1dV" and len(self._held) > len(prefix) and self._held[len(prefix)] in _FEEDING_CUTS:
            count += 1
        end = len(prefix) + count
        if len(self._held) < end:
            return None
        parameters = bytes(self._held[len(prefix) : end])
        size = _data_size(prefix, parameters)
        if size is None:
            return Unknown(prefix + parameters), end
        if len(self._held) < end + size:
            return None
        self._follow_mode(kind)
        return Command(kind, parameters, bytes(self._held[end : end + size])), end + size

    def _follow_mode(self, kind: Kind) -> None:
        if kind in {Kind.CHINESE_ON, Kind.INITIALISE}:
            self._chinese = True
        elif kind is Kind.CHINESE_OFF:
            self._chinese = False

    def _printable(self) -> tuple[Item, int] | None:
        lead = self._held[0]
        if lead < _DELETE:
            return Printable(chr(lead)), 1
        if not self._chinese or not _FIRST_LEAD <= lead <= _LAST_LEAD:
            return Printable(None), 1
        if len(self._held) == 1:
            return None
        trail = self._held[1]
        if trail < _FIRST_TRAIL or trail == _DELETE or trail > _LAST_LEAD:
            return Printable(None), 1
        try:
            return Printable(bytes(self._held[:2]).decode("gbk")), 2
        except UnicodeDecodeError:
            return Printable(None), 2


def _data_size(prefix: bytes, parameters: bytes) -> int | None:
    """Count the data bytes behind the parameters; None when no printer would take so many."""
    match prefix:
        case b"\x1dv0":
            width = int.from_bytes(parameters[1:3], "little")
            height = int.from_bytes(parameters[3:5], "little")
            return width * height if width <= _WIDEST_BYTES and height <= _TALLEST_DOTS else None
        case b"\x1b*":
            width = int.from_bytes(parameters[1:3], "little")
            deep = 3 if parameters[0] in _THREE_BYTE_COLUMNS else 1
            return width * deep if width <= _WIDEST_BYTES * 8 else None
        case b"\x1d(":
            return int.from_bytes(parameters[1:3], "little")
        case _:
            return 0
