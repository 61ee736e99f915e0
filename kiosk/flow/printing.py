"""What a kiosk knows of printing whole pages: how a document came out, and what keeps the printer from printing."""

from dataclasses import dataclass
from enum import Enum


class PageTrouble(Enum):
    """Why a document did not come out, as a visitor can understand it."""

    OUT_OF_PAPER = "out_of_paper"
    JAMMED = "jammed"
    OUT_OF_TONER = "out_of_toner"
    COVER_OPEN = "cover_open"
    BROKEN = "broken"
    UNPLUGGED = "unplugged"
    SILENT = "silent"
    ABSENT = "absent"
    """No page printer is built into this kiosk."""
    HALL_SILENT = "hall_silent"
    """The hall could not be told that a number goes on paper: nothing was sent to the printer."""


@dataclass(frozen=True, slots=True)
class DocumentPrinted:
    """Every sheet of the document lies in the tray. `job` is what the order to print it was called."""

    job: str
    sheets: int


@dataclass(frozen=True, slots=True)
class DocumentFailed:
    """The document did not come out, or nobody knows whether it did.

    `started` is False when nothing was sent to the printer: no sheet is lost then, no number is spent.
    """

    job: str
    trouble: PageTrouble
    started: bool


@dataclass(frozen=True, slots=True)
class PagePrinterTold:
    """What keeps pages from being printed; None when nothing does."""

    trouble: PageTrouble | None
