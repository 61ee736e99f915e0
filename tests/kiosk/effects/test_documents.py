"""The page printer's worker: what it tells of each outcome, and that nothing sent means no sheet lost."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from queue import SimpleQueue

import pytest

from hardware.ports.document_printer import (
    Document,
    DocumentNotPrinted,
    DocumentOutcome,
    DocumentPrinterStatus,
    DocumentTrouble,
    DocumentUnconfirmed,
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

    def __init__(self, outcomes: Sequence[DocumentOutcome | DeviceError]) -> None:
        self._outcomes = list(outcomes)

    def print(self, document: Document) -> DocumentOutcome:
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, DeviceError):
            raise outcome
        return outcome

    def status(self) -> DocumentPrinterStatus:
        return DocumentPrinterStatus(known=True)


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
    said: SimpleQueue[Told] = SimpleQueue()
    book = HealthBook((DEVICE,), lambda: datetime(2026, 11, 23, tzinfo=UTC))
    watch = PagePrinterWatch(lambda: Scripted([outcome]), book, said.put, device=DEVICE, ask_seconds=0.05)
    stop = threading.Event()
    worker = threading.Thread(target=lambda: watch.run(stop))
    watch.print("1", PAPER)
    worker.start()
    heard = said.get(timeout=5.0)
    while isinstance(heard, PagePrinterTold):
        heard = said.get(timeout=5.0)
    stop.set()
    worker.join(5.0)
    assert heard == told


def test_an_unknown_printer_is_never_fine() -> None:
    assert trouble_in(DocumentPrinterStatus()) is PageTrouble.SILENT
    assert trouble_in(DocumentPrinterStatus(known=True)) is None
    jammed = DocumentPrinterStatus(known=True, troubles=(DocumentTrouble.JAMMED,))
    assert trouble_in(jammed) is PageTrouble.JAMMED
