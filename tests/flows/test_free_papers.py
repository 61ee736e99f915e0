"""A paper printed free: a kiosk with its real driver, a real CUPS and its IPP printer; the hall stands in."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Event as Signal
from threading import Thread

import pytest

from broker.messages import FetchPaper
from broker.terms import DeviceCode
from hardware.emulators.document_printer import PagePrinterEmulator, PrintSpooler
from hardware.ports.document_printer import Document
from kiosk.effects import devices
from kiosk.effects.documents import PagePrinterWatch
from kiosk.flow.events import AskedPaper, ChoseNoCard, OpenedGuide, OpenedGuides, OpenedShelf, WentBack
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import PageTrouble
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import FreePaper, Guide, Menu, PaperPhase, Start
from kiosk.settings import IppPrinterSettings
from tests.flows.conftest import LiveKiosk
from tests.hardware.contracts.test_document_printer_contract import pages
from tests.kiosk import world

DEVICE = "K05.page"
GUIDE = PaperWish("guide", owner=world.FUND)


@dataclass(frozen=True, slots=True)
class Press:
    """The page printer of the kiosk under test."""

    emulator: PagePrinterEmulator
    spooler: PrintSpooler

    @contextmanager
    def built_into(self, live: LiveKiosk) -> Generator[None]:
        """Have the kiosk print with it."""
        paperwork, stop = live.runner.paperwork, Signal()
        settings = IppPrinterSettings(driver="ipp", url=self.spooler.queue_url("K05"), trouble_seconds=0.5)
        opened = devices.document_printer(settings, DEVICE)
        watch = PagePrinterWatch(opened, live.book, paperwork.heard, paperwork.left, device=DEVICE, ask_seconds=0.1)
        paperwork.print_pages = lambda job, pdf: watch.print(job, Document(job, pdf))
        thread = Thread(target=lambda: watch.run(stop), daemon=True)
        thread.start()
        try:
            live.until(is_told(live, "ok"))
            yield
        finally:
            stop.set()
            thread.join(20)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    folder = tmp_path_factory.mktemp("press")
    (folder / "p").mkdir()
    with (
        closing(PagePrinterEmulator(folder / "p", name="K05")) as emulator,
        closing(PrintSpooler(folder / "s", {"K05": emulator.printer_url})) as spooler,
    ):
        yield Press(emulator, spooler)


def asks_for_a_guide(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.hall.paper = pages(1)
    live.kiosk.tap(ChoseNoCard())
    live.until_at(Menu)
    for tap in (OpenedGuides(), OpenedShelf(Spot(Shelf.SECTION, "S08")), OpenedGuide(world.FUND)):
        live.kiosk.tap(tap)
    live.until_at(Guide)
    live.kiosk.tap(AskedPaper(GUIDE))


def outcome(live: LiveKiosk) -> FreePaper:
    def settled() -> bool:
        step = live.kiosk.step
        return isinstance(step, FreePaper) and step.phase in {PaperPhase.DONE, PaperPhase.FAILED}

    live.until(settled)
    step = live.kiosk.step
    assert isinstance(step, FreePaper)
    return step


def is_told(live: LiveKiosk, state: str) -> Callable[[], bool]:
    def told() -> bool:
        known = live.book.states.get(DeviceCode(DEVICE))
        return known is not None and known.state == state

    return told


@pytest.mark.req("G-05")
def test_the_guide_comes_out_and_the_screen_says_to_take_it(live: LiveKiosk, press: Press) -> None:
    with press.built_into(live):
        before = len(press.emulator.documents)
        asks_for_a_guide(live)
        assert outcome(live).phase is PaperPhase.DONE
        (sheet,) = press.emulator.wait_for_documents(before + 1)[before:]
        assert sheet.complete
        assert sheet.pdf.read_bytes() == live.hall.paper
        (request,) = live.hall.of(FetchPaper)
        assert isinstance(request, FetchPaper)
        assert (request.paper, request.owner) == ("guide", world.FUND)


@pytest.mark.req("G-05", "H-02")
@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("paper_out", PageTrouble.OUT_OF_PAPER),
        ("jam", PageTrouble.JAMMED),
        ("unplugged", PageTrouble.UNPLUGGED),
    ],
)
def test_what_keeps_the_printer_from_printing_is_on_the_screen_and_ends(
    live: LiveKiosk, press: Press, fault: str, trouble: PageTrouble
) -> None:
    with press.built_into(live):
        press.emulator.break_(fault)
        try:
            live.until(is_told(live, "fault"))
            asks_for_a_guide(live)
            assert outcome(live).trouble is trouble
        finally:
            press.emulator.fix()
        live.until(is_told(live, "ok"))
        live.kiosk.tap(WentBack())
        live.kiosk.tap(AskedPaper(GUIDE))
        assert outcome(live).phase is PaperPhase.DONE


def test_a_kiosk_without_a_page_printer_says_so(live: LiveKiosk) -> None:
    asks_for_a_guide(live)
    assert outcome(live).trouble is PageTrouble.ABSENT
    assert live.hall.of(FetchPaper) == []
