"""What a kiosk may expect of any document printer: on the emulator behind a real spooler, or for real.

With `--device URL` (a queue's address) the tests marked `device` print one sheet on a real printer.
"""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pikepdf
import pytest

from hardware.drivers.document_printer import IppDocumentPrinter, PageTimes
from hardware.drivers.document_printer.asking import Asker
from hardware.emulators.document_printer import PagePrinterEmulator, PrintSpooler
from hardware.emulators.document_printer.programs import until
from hardware.ports.document_printer import (
    Document,
    DocumentNotPrinted,
    DocumentOutcome,
    DocumentPrinted,
    DocumentPrinterStatus,
    DocumentTrouble,
    DocumentUnconfirmed,
    LeftDocument,
    Supply,
)
from hardware.ports.faults import CoverOpen, DeviceError, DeviceSilent, DeviceUnplugged, OutOfPaper, PrinterFault

pytestmark = pytest.mark.sockets

DEVICE = "K05.page"
TIMES = PageTimes(answer=2.0, document=12.0, trouble=0.6, taking_back=6.0, look=0.05)
FINE = DocumentPrinterStatus(known=True)
TICK_SECONDS = 0.05
"""Files bear the time of the last tick before."""


def pages(count: int) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(stream)
    return stream.getvalue()


ONE, THREE = Document("C-HYG", pages(1)), Document("D-GUIDE", pages(3))


@dataclass
class Bench:
    """A driver, the spooler it talks to, and the printer behind that."""

    printer: IppDocumentPrinter
    emulator: PagePrinterEmulator
    spooler: PrintSpooler

    def is_fine(self) -> bool:
        try:
            return self.printer.status() == FINE
        except DeviceUnplugged:
            return False


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("printer")
    (folder / "p").mkdir()
    with (
        closing(PagePrinterEmulator(folder / "p", name="K05")) as emulator,
        closing(PrintSpooler(folder / "s", {"K05": emulator.printer_url})) as spooler,
    ):
        yield Bench(IppDocumentPrinter(spooler.queue_url("K05"), device=DEVICE, times=TIMES), emulator, spooler)


@pytest.fixture
def bench(running: Bench) -> Bench:
    running.emulator.print_slowly(0.0)
    running.emulator.fix()
    assert until(running.is_fine, 10.0)
    return running


@pytest.fixture
def any_printer(device_url: str | None, request: pytest.FixtureRequest) -> IppDocumentPrinter:
    if device_url:
        return IppDocumentPrinter(device_url, device=DEVICE)
    bench: Bench = request.getfixturevalue("bench")
    return bench.printer


def came_out(bench: Bench, before: int) -> list[tuple[int, bool]]:
    return [(it.sheets, it.complete) for it in bench.emulator.wait_for_documents(before + 1)[before:]]


@pytest.mark.device
@pytest.mark.req("K-05")
def test_a_sound_printer_prints_and_says_so(any_printer: IppDocumentPrinter) -> None:
    assert any_printer.status().ready
    assert isinstance(any_printer.print(ONE), DocumentPrinted)


@pytest.mark.req("K-05")
def test_documents_come_out_one_after_the_other_byte_for_byte(bench: Bench) -> None:
    before = len(bench.emulator.documents)
    assert bench.printer.print(ONE) == DocumentPrinted(1)
    assert bench.printer.print(THREE) == DocumentPrinted(3)
    first, second = bench.emulator.wait_for_documents(before + 2)[before:]
    assert (first.pdf.read_bytes(), second.pdf.read_bytes()) == (ONE.pdf, THREE.pdf)


@pytest.mark.req("K-05")
def test_a_document_bears_the_time_at_which_its_last_byte_had_come(bench: Bench) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.print_slowly(0.5)
    began = time.time()
    assert bench.printer.print(ONE) == DocumentPrinted(1)
    (document,) = bench.emulator.wait_for_documents(before + 1)[before:]
    assert began - TICK_SECONDS <= document.arrived < time.time() - 0.5, "a sheet takes half a second after that"


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("fault", "error", "trouble"),
    [
        ("paper_out", OutOfPaper, DocumentTrouble.OUT_OF_PAPER),
        ("cover_open", CoverOpen, DocumentTrouble.COVER_OPEN),
        ("jam", PrinterFault, DocumentTrouble.JAMMED),
        ("toner_out", PrinterFault, DocumentTrouble.OUT_OF_TONER),
    ],
)
def test_trouble_known_beforehand_is_raised_and_nothing_is_sent(
    bench: Bench, fault: str, error: type[DeviceError], trouble: DocumentTrouble
) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.break_(fault)
    assert until(lambda: bench.printer.status().troubles == (trouble,), 5.0)
    with pytest.raises(error) as raised:
        bench.printer.print(ONE)
    assert raised.value.device == DEVICE
    bench.emulator.fix()
    assert until(bench.is_fine, 5.0)
    assert bench.printer.print(THREE) == DocumentPrinted(3)
    assert came_out(bench, before) == [(3, True)], "nothing of the refused document came"


@pytest.mark.req("K-05")
@pytest.mark.parametrize(("fault", "low"), [("paper_low", Supply.PAPER_LOW), ("toner_low", Supply.TONER_LOW)])
def test_what_will_soon_be_missing_is_told_and_printing_goes_on(bench: Bench, fault: str, low: Supply) -> None:
    bench.emulator.break_(fault)
    assert until(lambda: bench.printer.status().low == {low}, 5.0)
    assert bench.printer.print(ONE) == DocumentPrinted(1, frozenset({low}))


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("paper_out", DocumentNotPrinted(DocumentTrouble.OUT_OF_PAPER)),
        ("jam", DocumentNotPrinted(DocumentTrouble.JAMMED)),
        ("toner_out", DocumentNotPrinted(DocumentTrouble.OUT_OF_TONER)),
        ("cover_open", DocumentNotPrinted(DocumentTrouble.COVER_OPEN)),
        ("unplugged", DocumentUnconfirmed(DocumentTrouble.GONE)),
        ("silent", DocumentUnconfirmed(DocumentTrouble.SILENT)),
    ],
)
def test_trouble_in_mid_print_is_the_outcome_and_the_rest_never_comes(
    bench: Bench, fault: str, outcome: DocumentOutcome
) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.print_slowly(1.5)
    outcomes: list[DocumentOutcome] = []
    printing = threading.Thread(target=lambda: outcomes.append(bench.printer.print(THREE)))
    printing.start()
    assert until(lambda: bench.printer.status().busy, 5.0)
    bench.emulator.break_(fault)
    printing.join(30.0)
    assert outcomes == [outcome]
    bench.emulator.print_slowly(0.0)
    bench.emulator.fix()
    assert until(bench.is_fine, 10.0)
    assert bench.printer.print(ONE) == DocumentPrinted(1)
    documents = bench.emulator.documents[before:]
    if outcome != DocumentUnconfirmed(DocumentTrouble.SILENT):
        # a printer that heard nothing, not even that its job is taken back, may go on where it was
        assert [it.complete for it in documents if it.sheets == 3] == [], "the lost document did not come out later"
    assert documents[-1].complete


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("fault", "trouble"),
    [("jam_midway", DocumentTrouble.JAMMED), ("paper_out_midway", DocumentTrouble.OUT_OF_PAPER)],
)
def test_a_sheet_lost_on_its_way_is_the_outcome_of_a_printer_that_was_fine(
    bench: Bench, fault: str, trouble: DocumentTrouble
) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.break_(fault)
    assert bench.is_fine(), "nobody knows beforehand"
    assert bench.printer.print(THREE) == DocumentNotPrinted(trouble)
    assert until(lambda: bench.printer.status().troubles == (trouble,), 5.0)
    bench.emulator.fix()
    assert until(bench.is_fine, 10.0)
    assert bench.printer.print(ONE) == DocumentPrinted(1)
    assert [it.sheets for it in bench.emulator.documents[before:] if it.complete] == [1]


@pytest.mark.req("K-05")
def test_a_printer_that_is_gone_in_mid_print_loses_the_sheet_and_prints_nothing_of_it_later(bench: Bench) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.break_("unplugged_midway")
    assert bench.is_fine(), "nobody knows beforehand"
    assert bench.printer.print(THREE) == DocumentUnconfirmed(DocumentTrouble.GONE)
    with pytest.raises(DeviceUnplugged):
        bench.printer.status()
    assert whole(bench, before) == [1]


@pytest.mark.req("K-05")
def test_a_job_that_the_printer_gives_up_is_not_printed(bench: Bench) -> None:
    bench.emulator.break_("failing")
    assert bench.printer.print(ONE) == DocumentNotPrinted(DocumentTrouble.BROKEN)


@pytest.mark.req("H-02", "K-05")
def test_a_printer_that_is_gone_is_named_and_put_back_it_prints(bench: Bench) -> None:
    bench.emulator.break_("unplugged")
    with pytest.raises(DeviceUnplugged):
        bench.printer.status()
    with pytest.raises(DeviceUnplugged) as gone:
        bench.printer.print(ONE)
    assert gone.value.device == DEVICE
    bench.emulator.fix()
    assert until(bench.is_fine, 10.0)
    assert bench.printer.print(ONE) == DocumentPrinted(1)


def test_without_a_spooler_nobody_can_say_how_the_printer_is(bench: Bench) -> None:
    bench.spooler.stop()
    try:
        assert bench.printer.status() == DocumentPrinterStatus()
        with pytest.raises(DeviceSilent):
            bench.printer.print(ONE)
    finally:
        bench.spooler.start()
    assert until(bench.is_fine, 10.0)


# ------------------------------------------------------------------------------- left by a program that was cut off


def leave(bench: Bench, title: str, pdf: bytes, user: str = DEVICE) -> None:
    """Send a document as a program does that is killed thereafter."""
    Asker(device=user, seconds=2.0, user=user).send(bench.spooler.queue_url("K05"), f"{title} 1a2b3c4d", pdf)
    assert until(lambda: bench.printer.status().busy, 5.0)


def left(bench: Bench, title: str) -> list[LeftDocument]:
    return [document for document in bench.printer.take_back() if document.title == title]


def whole(bench: Bench, before: int) -> list[int]:
    """Print a sheet; what came out whole since: whatever waited in the spooler would have come first."""
    bench.emulator.print_slowly(0.0)
    bench.emulator.fix()
    assert until(bench.is_fine, 10.0)
    assert bench.printer.print(ONE) == DocumentPrinted(1)
    return [document.sheets for document in bench.emulator.documents[before:] if document.complete]


@pytest.mark.req("K-05", "K-14")
@pytest.mark.parametrize(
    ("fault", "trouble"), [("paper_out", DocumentTrouble.OUT_OF_PAPER), ("jam", DocumentTrouble.JAMMED)]
)
def test_what_is_stuck_since_its_program_was_killed_is_taken_back_and_never_comes(
    bench: Bench, fault: str, trouble: DocumentTrouble
) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.break_(f"{fault}_midway")
    leave(bench, f"stuck {fault}", THREE.pdf)
    assert until(lambda: bench.printer.status().troubles == (trouble,), 5.0)
    assert left(bench, f"stuck {fault}") == [LeftDocument(f"stuck {fault}", printed=False, trouble=trouble)]
    assert whole(bench, before) == [1]
    assert left(bench, f"stuck {fault}") == [LeftDocument(f"stuck {fault}", printed=False)], (
        "told again, it is the same"
    )


@pytest.mark.req("K-05", "K-14")
def test_a_document_still_being_printed_is_taken_back_and_one_that_came_out_is_said_to_have(bench: Bench) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.print_slowly(1.5)
    leave(bench, "in the midst", THREE.pdf)
    assert left(bench, "in the midst") == [LeftDocument("in the midst", printed=False)]
    assert whole(bench, before) == [1]
    bench.emulator.print_slowly(0.3)
    leave(bench, "came out", ONE.pdf)
    assert until(lambda: [it.sheets for it in bench.emulator.documents[before:] if it.complete] == [1, 1], 10.0)
    assert until(bench.is_fine, 10.0)
    assert left(bench, "came out") == [LeftDocument("came out", printed=True)]


@pytest.mark.req("K-05", "K-14")
@pytest.mark.parametrize(("fault", "error"), [("unplugged", DeviceUnplugged), ("silent", DeviceSilent)])
def test_while_the_printer_cannot_be_asked_nobody_says_that_nothing_comes(
    bench: Bench, fault: str, error: type[DeviceError]
) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.print_slowly(3.0)
    leave(bench, f"left {fault}", THREE.pdf)
    bench.emulator.break_(fault)
    with pytest.raises(error):
        bench.printer.take_back()
    bench.emulator.fix()
    assert until(bench.is_fine, 10.0) or fault == "silent"
    assert [document.printed for document in left(bench, f"left {fault}")] == [False]
    assert whole(bench, before) == [1]


@pytest.mark.req("K-05")
def test_another_devices_document_on_the_same_queue_is_left_alone(bench: Bench) -> None:
    before = len(bench.emulator.documents)
    bench.emulator.print_slowly(0.5)
    leave(bench, "of another", THREE.pdf, user="K06.page")
    assert left(bench, "of another") == []
    assert [(it.sheets, it.complete) for it in bench.emulator.wait_for_documents(before + 1)[before:]] == [(3, True)]


def test_without_a_spooler_nothing_is_said_to_be_taken_back(bench: Bench) -> None:
    bench.spooler.stop()
    try:
        with pytest.raises(DeviceSilent):
            bench.printer.take_back()
    finally:
        bench.spooler.start()
    assert until(bench.is_fine, 10.0)


def test_a_document_tells_nothing_of_itself() -> None:
    assert repr(Document("C-HYG", b"%PDF secret")) == "Document('C-HYG', 11 bytes)"
