"""A printer of slips, and the slip as a value.

The kiosk says what stands on a slip; how that becomes bytes, dots and millimetres is the driver's. A slip that was not
printed is an outcome, not an error: its ticket is valid all the same.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Size(Enum):
    """How large letters are, as a multiple of the printer's plain ones (Chinese 3 mm high on 80 mm paper)."""

    NORMAL = 1
    LARGE = 2
    HUGE = 6


class Alignment(Enum):
    """Where on the paper's width a line stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped by the driver; a newline in it begins a new line."""

    text: str
    size: Size = Size.NORMAL
    alignment: Alignment = Alignment.LEFT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label at the left and its value at the right; a long value wraps within its own column."""

    label: str
    value: str
    size: Size = Size.NORMAL
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code in the middle of the paper; `payload` is what a phone reads."""

    payload: str


@dataclass(frozen=True, slots=True)
class Feed:
    """So many empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut the paper, after feeding the last line out of the printer; a partial cut leaves a bridge."""

    partial: bool = False


SlipItem = Text | Row | Rule | QrCode | Feed | Cut


@dataclass(frozen=True, slots=True)
class Slip:
    """What one visitor takes away, from top to bottom."""

    items: tuple[SlipItem, ...]


class Paper(Enum):
    """What the printer says of its paper. Silence is `UNKNOWN`."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer says of itself; None stands for a question it did not answer, which is never "fine"."""

    paper: Paper = Paper.UNKNOWN
    online: bool | None = None
    cover_open: bool | None = None
    cutter_jammed: bool | None = None
    broken: bool | None = None

    @property
    def is_known(self) -> bool:
        """Whether the printer answered every question."""
        return self.paper is not Paper.UNKNOWN and None not in {
            self.online,
            self.cover_open,
            self.cutter_jammed,
            self.broken,
        }


class Trouble(Enum):
    """Why a slip is not, or not surely, in the visitor's hand."""

    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    CUTTER_JAMMED = "cutter_jammed"
    BROKEN = "broken"
    OFFLINE = "offline"
    SILENT = "silent"
    UNPLUGGED = "unplugged"


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer worked the whole slip off, and said so; `status` tells of paper that is near its end."""

    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The printer stopped in the middle of the slip and said why."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The slip was sent and nobody knows what became of it."""

    trouble: Trouble


PrintOutcome = Printed | NotPrinted | Unconfirmed


class TicketPrinter(Protocol):
    """A printer of slips. Belongs to one thread."""

    def print(self, slip: Slip) -> PrintOutcome:
        """Print a slip and ask whether it was printed.

        Raises `OutOfPaper`, `CoverOpen`, `PrinterFault`, `DeviceSilent` or `DeviceUnplugged` when that is known before
        anything was sent; from then on trouble is an outcome.
        """
        ...

    def status(self) -> PrinterStatus:
        """Ask the printer how it is. A silent printer is unknown; raises `DeviceUnplugged` when the line is lost."""
        ...
