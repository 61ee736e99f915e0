"""What a kiosk may expect of any ticket printer: on the emulator over both wires, or for real.

With `--device URL` the tests marked `device` run on a real printer and print one slip.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import zxingcpp

from hardware.drivers.ticket_printer import EscposTicketPrinter, PrintTimes, SlipComposer
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.emulators.wire import OnBytes, Wire
from hardware.links import ReconnectingLink, open_link
from hardware.ports.faults import (
    CoverOpen,
    DeviceError,
    DeviceSilent,
    DeviceUnplugged,
    OutOfPaper,
    PrinterFault,
)
from hardware.ports.ticket_printer import (
    NotPrinted,
    Paper,
    Printed,
    PrinterStatus,
    TicketPrinter,
    Trouble,
    Unconfirmed,
)
from hardware.protocols.glyphs import Glyphs, installed_fonts
from tests.hardware.sample_slips import EVERY_SLIP, QR_PAYLOAD, TICKET_ZH

DEVICE = "K01.ticket"
TIMES = PrintTimes(answer_seconds=0.6, slip_seconds=2.0)
PATIENT = PrintTimes(answer_seconds=10.0, slip_seconds=60.0)
"""Longer than any machine is busy: who answers within it was not waited out."""
FINE = PrinterStatus(Paper.OK, online=True, cover_open=False, cutter_jammed=False, broken=False)
WIRES: dict[str, Callable[[OnBytes], Wire]] = {"pty": Wire.pty, "tcp": Wire.tcp}


@dataclass
class Bench:
    """A driver, and the printer behind it."""

    printer: TicketPrinter
    emulator: EscposPrinterEmulator


@pytest.fixture(scope="module")
def glyphs() -> Glyphs:
    return Glyphs(installed_fonts())


def line_to(url: str) -> ReconnectingLink:
    return ReconnectingLink(lambda: open_link(url, device=DEVICE, baudrate=115200), device=DEVICE, first_seconds=0.0)


@pytest.fixture(params=WIRES)
def bench(request: pytest.FixtureRequest, glyphs: Glyphs) -> Iterator[Bench]:
    emulator = EscposPrinterEmulator(glyphs, WIRES[request.param])
    link = line_to(emulator.url)
    times = PATIENT if request.node.get_closest_marker("patient") else TIMES
    yield Bench(EscposTicketPrinter(link, SlipComposer(glyphs), device=DEVICE, times=times), emulator)
    link.close()
    emulator.close()


@pytest.fixture
def any_printer(device_url: str | None, glyphs: Glyphs) -> Iterator[TicketPrinter]:
    emulator = None if device_url else EscposPrinterEmulator(glyphs)
    link = line_to(device_url or (emulator.url if emulator else ""))
    yield EscposTicketPrinter(link, SlipComposer(glyphs), device=DEVICE)
    link.close()
    if emulator:
        emulator.close()


@pytest.mark.device
@pytest.mark.req("H-02", "Q-03")
def test_a_sound_printer_prints_and_says_so(any_printer: TicketPrinter) -> None:
    status = any_printer.status()
    assert status.is_known
    assert status.online
    assert isinstance(any_printer.print(TICKET_ZH), Printed)


@pytest.mark.req("Q-03", "H-03")
def test_slips_come_out_one_after_the_other_and_their_codes_can_be_read(bench: Bench) -> None:
    outcomes = [bench.printer.print(slip) for slip in EVERY_SLIP.values()]
    assert outcomes == [Printed(FINE)] * len(EVERY_SLIP)
    printed = bench.emulator.wait_for_slips(len(EVERY_SLIP))
    assert [slip.complete for slip in printed] == [True] * len(EVERY_SLIP)
    for name, slip in zip(EVERY_SLIP, printed, strict=True):
        codes = [code.text for code in zxingcpp.read_barcodes(slip.image)]
        assert codes == ([] if name == "awkward" else [QR_PAYLOAD])


@pytest.mark.req("Q-03")
@pytest.mark.parametrize(
    ("fault", "error", "status"),
    [
        (
            "paper_out",
            OutOfPaper,
            PrinterStatus(Paper.OUT, online=False, cover_open=False, cutter_jammed=False, broken=False),
        ),
        (
            "cover_open",
            CoverOpen,
            PrinterStatus(Paper.OK, online=False, cover_open=True, cutter_jammed=False, broken=False),
        ),
        (
            "cutter_jam",
            PrinterFault,
            PrinterStatus(Paper.OK, online=False, cover_open=False, cutter_jammed=True, broken=False),
        ),
        (
            "broken",
            PrinterFault,
            PrinterStatus(Paper.OK, online=False, cover_open=False, cutter_jammed=False, broken=True),
        ),
    ],
)
def test_trouble_known_beforehand_is_raised_and_nothing_is_sent(
    bench: Bench, fault: str, error: type[DeviceError], status: PrinterStatus
) -> None:
    bench.emulator.break_(fault)
    assert bench.printer.status() == status
    with pytest.raises(error) as trouble:
        bench.printer.print(TICKET_ZH)
    assert trouble.value.device == DEVICE
    bench.emulator.fix()
    assert bench.printer.print(TICKET_ZH) == Printed(FINE)
    assert [slip.complete for slip in bench.emulator.wait_for_slips(1)] == [True], "nothing of the refused slip came"


@pytest.mark.req("Q-03")
def test_paper_near_its_end_is_told_and_printing_goes_on(bench: Bench) -> None:
    bench.emulator.break_("near_end")
    outcome = bench.printer.print(TICKET_ZH)
    assert isinstance(outcome, Printed)
    assert outcome.status.paper is Paper.NEAR_END


@pytest.mark.req("Q-03")
@pytest.mark.patient
def test_paper_that_ends_in_the_middle_of_a_slip_is_not_printed_and_its_rest_never_comes(bench: Bench) -> None:
    bench.emulator.load_paper(60)
    started = time.monotonic()
    assert bench.printer.print(TICKET_ZH) == NotPrinted(Trouble.OUT_OF_PAPER)
    assert time.monotonic() - started < PATIENT.slip_seconds, "the printer says so by itself"
    assert bench.emulator.paper_millimetres == 0
    assert len(bench.emulator.wait_for_slips(1)) == 1, "told to forget the rest before anybody puts paper in"
    bench.emulator.fix()
    assert bench.printer.print(TICKET_ZH) == Printed(FINE)
    torn, whole = bench.emulator.wait_for_slips(2)
    assert (torn.complete, whole.complete) == (False, True)
    assert torn.image.height < whole.image.height


@pytest.mark.parametrize("fault", ["silent", "garbage"])
def test_a_printer_without_sensible_answers_is_unknown_and_gets_no_slip(bench: Bench, fault: str) -> None:
    bench.emulator.break_(fault)
    assert bench.printer.status() == PrinterStatus()
    assert not bench.printer.status().is_known
    with pytest.raises(DeviceSilent) as silent:
        bench.printer.print(TICKET_ZH)
    assert silent.value.waited_seconds == TIMES.answer_seconds
    bench.emulator.fix()
    assert bench.printer.status() == FINE


@pytest.mark.req("H-02", "H-03")
def test_a_pulled_cable_is_named_and_put_back_it_prints(bench: Bench) -> None:
    assert bench.printer.status() == FINE
    bench.emulator.break_("unplugged")
    with pytest.raises((DeviceUnplugged, DeviceSilent)):
        bench.printer.print(TICKET_ZH)
    with pytest.raises(DeviceUnplugged) as gone:
        bench.printer.print(TICKET_ZH)
    assert gone.value.device == DEVICE
    bench.emulator.fix()
    assert bench.printer.print(TICKET_ZH) == Printed(FINE)


class Slow:
    """A printer that takes its time, and somebody who does something to it in the middle of a slip."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.in_the_middle: Callable[[], None] = lambda: None
        self._moves = 0
        self.glyphs = glyphs
        self.emulator = EscposPrinterEmulator(glyphs, millimetres_per_second=1000.0, sleep=self._sleep)
        self.link = line_to(self.emulator.url)
        self.printer = EscposTicketPrinter(self.link, SlipComposer(glyphs), device=DEVICE, times=TIMES)

    def _sleep(self, seconds: float) -> None:
        del seconds
        self._moves += 1
        if self._moves == 5:
            self.in_the_middle()


@pytest.fixture
def slow(glyphs: Glyphs) -> Iterator[Slow]:
    bench = Slow(glyphs)
    yield bench
    bench.link.close()
    bench.emulator.close()


@pytest.mark.req("Q-03", "H-03")
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("paper_out", NotPrinted(Trouble.OUT_OF_PAPER)),
        ("cover_open", NotPrinted(Trouble.COVER_OPEN)),
        ("cutter_jam", NotPrinted(Trouble.CUTTER_JAMMED)),
        ("silent", Unconfirmed(Trouble.SILENT)),
        ("garbage", Unconfirmed(Trouble.SILENT)),
        ("unplugged", Unconfirmed(Trouble.UNPLUGGED)),
    ],
)
def test_trouble_in_the_middle_is_the_outcome(slow: Slow, fault: str, outcome: NotPrinted | Unconfirmed) -> None:
    slow.in_the_middle = lambda: slow.emulator.break_(fault)
    assert slow.printer.print(TICKET_ZH) == outcome
    slow.in_the_middle = lambda: None
    slow.emulator.fix()
    assert slow.printer.status() == FINE
    assert slow.printer.print(TICKET_ZH) == Printed(FINE)
    *_, last = slow.emulator.slips
    assert last.complete
    assert last.data == SlipComposer(slow.glyphs).compose(TICKET_ZH), "nothing of the earlier slip is in this one"
