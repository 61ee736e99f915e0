"""Drives the page printer on a thread of its own: documents one after the other, and how it is in between.

A document is personal data: it is held until the printer is done with it, and neither logged nor told on. What another
process has left at the printer when it was cut off is taken back first: nothing is printed while it may still come out.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event as Signal
from typing import TypeAlias

from hardware.ports.document_printer import (
    Document,
    DocumentNotPrinted,
    DocumentPrinter,
    DocumentPrinterStatus,
    DocumentTrouble,
    DocumentUnconfirmed,
    LeftDocument,
)
from hardware.ports.document_printer import DocumentPrinted as SheetsOut
from hardware.ports.faults import CoverOpen, DeviceError, DeviceSilent, DeviceUnplugged, OutOfPaper, PrinterFault
from kiosk.effects.health import HealthBook
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PagePrinterTold, PageTrouble

log = logging.getLogger(__name__)

ASK_SECONDS = 3.0
_LOOK_SECONDS = 0.03

TellOfPages: TypeAlias = Callable[[DocumentPrinted | DocumentFailed | PagePrinterTold], None]
"""Posts how a document came out, or how the printer is; from any thread, returns at once."""

TellOfLeft: TypeAlias = Callable[[tuple[LeftDocument, ...]], None]
"""Takes what became of the documents of processes that are no more, on the printer's thread."""

_TROUBLES = {
    DocumentTrouble.OUT_OF_PAPER: PageTrouble.OUT_OF_PAPER,
    DocumentTrouble.JAMMED: PageTrouble.JAMMED,
    DocumentTrouble.OUT_OF_TONER: PageTrouble.OUT_OF_TONER,
    DocumentTrouble.COVER_OPEN: PageTrouble.COVER_OPEN,
    DocumentTrouble.BROKEN: PageTrouble.BROKEN,
    DocumentTrouble.HELD: PageTrouble.BROKEN,
    DocumentTrouble.GONE: PageTrouble.UNPLUGGED,
    DocumentTrouble.SILENT: PageTrouble.SILENT,
}
_BY_NAME = {trouble.value: told for trouble, told in _TROUBLES.items()}


class PagePrinterWatch:
    """One page printer. `run` is the body of its thread; `print` may be called from any."""

    def __init__(
        self,
        open_printer: Callable[[], DocumentPrinter],
        health: HealthBook,
        tell: TellOfPages,
        left: TellOfLeft,
        *,
        device: str,
        ask_seconds: float = ASK_SECONDS,
    ) -> None:
        """Take how to reach the printer, who is told, its code in the hall's device list, how often it is asked.

        `left` is told what became of what other processes have left.
        """
        self._ask_seconds = ask_seconds
        self._open = open_printer
        self._health = health
        self._tell = tell
        self._device = device
        self._jobs: SimpleQueue[tuple[str, Document] | None] = SimpleQueue()
        self._told: PageTrouble | None = None
        self._left = left
        self._wanted = self._asked = self._cleared = 0

    @property
    def held(self) -> PageTrouble | None:
        """Why nothing may be printed yet: what was left here may still come out. None when nothing is left."""
        return None if self._cleared == self._wanted else self._told or PageTrouble.SILENT

    def take_back(self) -> None:
        """Have taken back what another process has left; from any thread. Until then nothing is printed."""
        self._wanted += 1

    def wait_until_asked(self, seconds: float, stop: Signal) -> None:
        """Wait until the printer was asked for what is left, whether it answered or not; at most so long."""
        deadline = time.monotonic() + seconds
        while self._asked < self._wanted and time.monotonic() < deadline and not stop.wait(_LOOK_SECONDS):
            pass

    def print(self, job: str, document: Document) -> None:
        """Have a document printed: `DocumentPrinted` or `DocumentFailed` with this `job` is told, whatever happens."""
        self._jobs.put((job, document))

    def finish(self) -> None:
        """Print what is to be printed, then end `run`."""
        self._jobs.put(None)

    def run(self, stop: Signal) -> None:
        """Print and watch until told to stop, or to finish."""
        printer: DocumentPrinter | None = None
        while not stop.is_set():
            job = document = None
            if self._asked == self._wanted:
                with suppress(Empty):
                    wanted = self._jobs.get(timeout=self._ask_seconds)
                    if wanted is None:
                        return
                    job, document = wanted
            try:
                printer = printer or self._open()
                self._taken_back(printer)
            except DeviceError as fault:
                self._asked = self._wanted
                self._failed_to_start(job, trouble_of(fault))
                continue
            if job is None or document is None:
                self._note(self._status(printer))
            else:
                self._print(printer, job, document)

    def _taken_back(self, printer: DocumentPrinter) -> None:
        """Have taken back what is left. Raises `DeviceError` while something of it may still come out."""
        wanted = self._wanted
        if self._cleared == wanted:
            return
        self._left(printer.take_back())
        self._asked = self._cleared = wanted

    def _print(self, printer: DocumentPrinter, job: str, document: Document) -> None:
        try:
            outcome = printer.print(document)
        except DeviceError as fault:
            self._failed_to_start(job, trouble_of(fault))
            return
        match outcome:
            case SheetsOut(sheets=sheets):
                self._note(None)
                self._tell(DocumentPrinted(job, sheets))
            case DocumentNotPrinted(trouble) | DocumentUnconfirmed(trouble):
                log.warning("%s: a document was lost: %s", self._device, trouble.value)
                if isinstance(outcome, DocumentUnconfirmed):
                    self.take_back()
                self._note(_TROUBLES[trouble])
                self._tell(DocumentFailed(job, _TROUBLES[trouble], started=True))

    def _failed_to_start(self, job: str | None, trouble: PageTrouble) -> None:
        self._note(trouble)
        if job is not None:
            self._tell(DocumentFailed(job, trouble, started=False))

    def _status(self, printer: DocumentPrinter) -> PageTrouble | None:
        try:
            return trouble_in(printer.status())
        except DeviceError as fault:
            return trouble_of(fault)

    def _note(self, trouble: PageTrouble | None) -> None:
        if trouble is None:
            self._health.fine(self._device)
        else:
            self._health.fault(self._device, trouble.value)
        if trouble is not self._told:
            self._told = trouble
            self._tell(PagePrinterTold(trouble))


def trouble_of(fault: DeviceError) -> PageTrouble:
    """Give a driver's fault as the visitor's kind of trouble."""
    match fault:
        case OutOfPaper():
            return PageTrouble.OUT_OF_PAPER
        case CoverOpen():
            return PageTrouble.COVER_OPEN
        case DeviceUnplugged():
            return PageTrouble.UNPLUGGED
        case DeviceSilent():
            return PageTrouble.SILENT
        case PrinterFault(what=what):
            return _BY_NAME.get(what, PageTrouble.BROKEN)
        case _:
            return PageTrouble.BROKEN


def trouble_named(trouble: DocumentTrouble) -> PageTrouble:
    """Give a printer's trouble as the visitor's kind of it."""
    return _TROUBLES[trouble]


def trouble_in(status: DocumentPrinterStatus) -> PageTrouble | None:
    """Name what keeps pages from being printed; an unknown printer is silent, never fine."""
    if status.troubles:
        return _TROUBLES[status.troubles[0]]
    return None if status.known else PageTrouble.SILENT
