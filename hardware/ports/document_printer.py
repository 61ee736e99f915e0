"""A printer of whole pages: certificates, notices, forms, as PDF on A4.

What became of a document is an outcome, not an error, once anything of it was sent: the number of a certificate whose
sheet is not surely in the visitor's hand is void (K-05), so nobody may guess.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class DocumentTrouble(Enum):
    """Why a document is not, or not surely, in the visitor's hand."""

    OUT_OF_PAPER = "out_of_paper"
    JAMMED = "jammed"
    OUT_OF_TONER = "out_of_toner"
    COVER_OPEN = "cover_open"
    BROKEN = "broken"
    """Any other fault that the printer reports, or a document it gave up."""
    HELD = "held"
    """The queue was stopped, by a person or by the spooler."""
    GONE = "gone"
    """The printer cannot be reached: its plug, its cable."""
    SILENT = "silent"
    """Nobody can say: no answer in time, from the printer or from the spooler."""


class Supply(Enum):
    """What will soon be missing; printing goes on."""

    PAPER_LOW = "paper_low"
    TONER_LOW = "toner_low"


@dataclass(frozen=True, slots=True)
class DocumentPrinterStatus:
    """How the printer is. `troubles` keep it from printing, the first to mend first; not `known` is never "fine"."""

    known: bool = False
    busy: bool = False
    troubles: tuple[DocumentTrouble, ...] = ()
    low: frozenset[Supply] = frozenset()

    @property
    def ready(self) -> bool:
        """Whether the printer said of itself that it can print."""
        return self.known and not self.troubles


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed: a whole PDF. `title` goes into the spooler's list and log: never a person's name in it."""

    title: str
    pdf: bytes

    def __repr__(self) -> str:
        """Tell nothing of what it says."""
        return f"Document({self.title!r}, {len(self.pdf)} bytes)"


@dataclass(frozen=True, slots=True)
class DocumentPrinted:
    """The printer worked the whole document off, and said so."""

    sheets: int
    low: frozenset[Supply] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentNotPrinted:
    """The printer stopped and said why, and the rest was taken back: nothing more of it will come out.

    A sheet that was on its way may lie in the printer, spoiled.
    """

    trouble: DocumentTrouble


@dataclass(frozen=True, slots=True)
class DocumentUnconfirmed:
    """The document was sent and nobody knows what became of it."""

    trouble: DocumentTrouble


DocumentOutcome = DocumentPrinted | DocumentNotPrinted | DocumentUnconfirmed


@dataclass(frozen=True, slots=True)
class LeftDocument:
    """A document that was left at the printer: whether it came out whole, and what kept it where that is known.

    The program that sent it is no more. Nothing more of it will come out.
    """

    title: str
    printed: bool
    trouble: DocumentTrouble | None = None


class DocumentPrinter(Protocol):
    """A printer of pages. Belongs to one thread."""

    def print(self, document: Document) -> DocumentOutcome:
        """Print a document and wait until the printer is done with it, or the driver's time is over.

        Raises `OutOfPaper`, `CoverOpen`, `PrinterFault`, `DeviceSilent` or `DeviceUnplugged` when that is known before
        anything was sent; from then on trouble is an outcome.
        """
        ...

    def status(self) -> DocumentPrinterStatus:
        """Ask how the printer is. A silent one is unknown; raises `DeviceUnplugged` when it cannot be reached."""
        ...

    def take_back(self) -> tuple[LeftDocument, ...]:
        """Have everything taken back that was sent for this device and is not printed yet, whoever sent it.

        Tells what came of it and of the last ones that were over before. Raises `DeviceSilent` or `DeviceUnplugged`
        when the spooler or the printer cannot be asked: something may still come out, ask again.
        """
        ...
