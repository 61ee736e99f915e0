"""The page printer's worker: what it tells of each outcome, and that nothing sent means no sheet lost."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Self

import pytest

from hardware.ports.document_printer import (
    Document,
    DocumentNotPrinted,
    DocumentOutcome,
    DocumentPrinterStatus,
    DocumentTrouble,
    DocumentUnconfirmed,
    LeftDocument,
)
from hardware.ports.document_printer import DocumentPrinted as SheetsOut
from hardware.ports.faults import DeviceError, DeviceSilent, DeviceUnplugged, OutOfPaper, PrinterFault
from kiosk.effects.documents import PagePrinterWatch, trouble_in
from kiosk.effects.health import HealthBook
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PagePrinterTold, PageTrouble

DEVICE = "K05.page"
PAPER = Document("C-HYG", b"%PDF")
Told = DocumentPrinted | DocumentFailed | PagePrinterTold


class Scripted:
    """A printer whose outcomes are known."""

    def __init__(
        self,
        outcomes: Sequence[DocumentOutcome | DeviceError],
        left: Sequence[tuple[LeftDocument, ...] | DeviceError] = (),
    ) -> None:
        self._outcomes = list(outcomes)
        self._left = list(left)
        self.done: list[str] = []

    def print(self, document: Document) -> DocumentOutcome:
        self.done.append("print")
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, DeviceError):
            raise outcome
        return outcome

    def status(self) -> DocumentPrinterStatus:
        return DocumentPrinterStatus(known=True)

    def take_back(self) -> tuple[LeftDocument, ...]:
        self.done.append("take back")
        left = self._left.pop(0) if self._left else ()
        if isinstance(left, DeviceError):
            raise left
        return left


class Running:
    """A worker at work on a printer."""

    def __init__(self, printer: Scripted) -> None:
        self.said: SimpleQueue[Told] = SimpleQueue()
        self.left: SimpleQueue[tuple[LeftDocument, ...]] = SimpleQueue()
        book = HealthBook((DEVICE,), lambda: datetime(2026, 11, 23, tzinfo=UTC))
        self.watch = PagePrinterWatch(
            lambda: printer, book, self.said.put, self.left.put, device=DEVICE, ask_seconds=0.05
        )
        self.stop = threading.Event()
        self._worker = threading.Thread(target=lambda: self.watch.run(self.stop))

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._worker.join(5.0)

    def outcome(self) -> Told:
        heard = self.said.get(timeout=5.0)
        while isinstance(heard, PagePrinterTold):
            heard = self.said.get(timeout=5.0)
        return heard


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (SheetsOut(2), DocumentPrinted("1", 2)),
        (DocumentNotPrinted(DocumentTrouble.JAMMED), DocumentFailed("1", PageTrouble.JAMMED, started=True)),
        (DocumentUnconfirmed(DocumentTrouble.GONE), DocumentFailed("1", PageTrouble.UNPLUGGED, started=True)),
        (OutOfPaper(device=DEVICE), DocumentFailed("1", PageTrouble.OUT_OF_PAPER, started=False)),
        (DeviceUnplugged(device=DEVICE), DocumentFailed("1", PageTrouble.UNPLUGGED, started=False)),
        (DeviceSilent(device=DEVICE), DocumentFailed("1", PageTrouble.SILENT, started=False)),
        (PrinterFault(device=DEVICE, what="jammed"), DocumentFailed("1", PageTrouble.JAMMED, started=False)),
    ],
)
def test_each_outcome_is_told_with_whether_a_sheet_may_be_lost(
    outcome: DocumentOutcome | DeviceError, told: Told
) -> None:
    with Running(Scripted([outcome])) as running:
        running.watch.print("1", PAPER)
        assert running.outcome() == told


LEFT = (LeftDocument("case-1 C-HYG:HYG-2026-000001", printed=False, trouble=DocumentTrouble.OUT_OF_PAPER),)


@pytest.mark.req("K-05", "K-14")
def test_what_another_process_left_is_taken_back_before_anything_is_printed() -> None:
    printer = Scripted([SheetsOut(1)], [LEFT])
    running = Running(printer)
    running.watch.take_back()
    running.watch.print("1", PAPER)
    assert running.watch.held is PageTrouble.SILENT, "nobody has asked yet"
    with running:
        running.watch.wait_until_asked(5.0, running.stop)
        assert running.left.get(timeout=5.0) == LEFT
        assert running.outcome() == DocumentPrinted("1", 1)
        assert running.watch.held is None
    assert printer.done == ["take back", "print"]


@pytest.mark.req("K-05", "K-14")
def test_while_what_is_left_cannot_be_taken_back_nothing_is_printed_and_it_is_asked_again() -> None:
    gone = [DeviceUnplugged(device=DEVICE)] * 3
    printer = Scripted([], [*gone, LEFT])
    running = Running(printer)
    running.watch.take_back()
    running.watch.print("1", PAPER)
    with running:
        running.watch.wait_until_asked(5.0, running.stop)
        assert running.outcome() == DocumentFailed("1", PageTrouble.UNPLUGGED, started=False)
        assert running.left.get(timeout=5.0) == LEFT
    assert printer.done == ["take back"] * 4
    assert running.watch.held is None


@pytest.mark.req("K-05")
def test_a_document_of_which_nobody_knows_is_taken_back_before_the_next_one() -> None:
    printer = Scripted([DocumentUnconfirmed(DocumentTrouble.SILENT), SheetsOut(1)])
    with Running(printer) as running:
        running.watch.print("1", PAPER)
        running.watch.print("2", PAPER)
        assert running.outcome() == DocumentFailed("1", PageTrouble.SILENT, started=True)
        assert running.outcome() == DocumentPrinted("2", 1)
    assert printer.done == ["print", "take back", "print"]


def test_an_unknown_printer_is_never_fine() -> None:
    assert trouble_in(DocumentPrinterStatus()) is PageTrouble.SILENT
    assert trouble_in(DocumentPrinterStatus(known=True)) is None
    jammed = DocumentPrinterStatus(known=True, troubles=(DocumentTrouble.JAMMED,))
    assert trouble_in(jammed) is PageTrouble.JAMMED
