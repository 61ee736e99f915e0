"""The printer's driver against answers no sound printer gives; no sockets, no waiting."""

from collections.abc import Callable

import pytest

from hardware.drivers.ticket_printer import EscposTicketPrinter, SlipComposer
from hardware.ports.faults import DeviceSilent, PrinterFault
from hardware.ports.ticket_printer import (
    Cut,
    NotPrinted,
    Paper,
    Printed,
    PrinterStatus,
    Slip,
    Text,
    Trouble,
    Unconfirmed,
)
from hardware.protocols import escpos
from hardware.protocols.glyphs import Fonts, Glyphs, installed_fonts
from tests.hardware.scripted_link import ScriptedLink

SLIP = Slip((Text("K001"), Cut()))
FINE = PrinterStatus(Paper.OK, online=True, cover_open=False, cutter_jammed=False, broken=False)
OUT = PrinterStatus(Paper.OUT, online=False, cover_open=False, cutter_jammed=False, broken=False)
CONFIRMED = b"\x00"


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return installed_fonts()


class Printer:
    """A made-up printer: how it is before and after it took a slip, and what it says behind one."""

    def __init__(self, before: PrinterStatus = FINE, after: PrinterStatus = FINE, behind: bytes = CONFIRMED) -> None:
        self.state, self.after, self.behind = before, after, behind
        self.silent_pages: tuple[int, ...] = ()
        self.link = ScriptedLink(self.answer)
        self.on_job: Callable[[], None] = lambda: None

    def answer(self, data: bytes) -> bytes:
        if data[:2] == b"\x10\x04":
            page = data[2]
            answers = {int(key): bytes([byte]) for key, byte in escpos.status_answers(self.state).items()}
            return b"" if page in self.silent_pages else answers[page]
        if data.endswith(escpos.PAPER_SENSOR_REQUEST):
            self.state = self.after
            self.on_job()
            return self.behind
        return b""

    def driver(self, fonts: Fonts) -> EscposTicketPrinter:
        return EscposTicketPrinter(self.link, SlipComposer(Glyphs(fonts)), device="K01.ticket", clock=self.link.clock)


@pytest.mark.req("Q-03")
@pytest.mark.parametrize(
    ("after", "behind", "outcome"),
    [
        (FINE, CONFIRMED, Printed(FINE)),
        (OUT, b"", NotPrinted(Trouble.OUT_OF_PAPER)),
        (OUT, escpos.asb_bytes(OUT), NotPrinted(Trouble.OUT_OF_PAPER)),
        (FINE, b"", Unconfirmed(Trouble.SILENT)),
        # real-time answers and its own reports, noise, half a report: none of them says that the slip is done
        (FINE, b"\x12\xff" + escpos.asb_bytes(FINE) + b"\x10", Unconfirmed(Trouble.SILENT)),
        (FINE, b"\x12\xff" + escpos.asb_bytes(FINE) + CONFIRMED, Printed(FINE)),
    ],
)
def test_what_comes_behind_a_slip_decides(
    fonts: Fonts, after: PrinterStatus, behind: bytes, outcome: Printed | NotPrinted | Unconfirmed
) -> None:
    printer = Printer(after=after, behind=behind)
    assert printer.driver(fonts).print(SLIP) == outcome


def test_pages_that_stay_unanswered_are_unknown_and_no_slip_is_sent(fonts: Fonts) -> None:
    printer = Printer()
    printer.silent_pages = (3, 4)
    driver = printer.driver(fonts)
    assert driver.status() == PrinterStatus(Paper.UNKNOWN, online=True, cover_open=False)
    with pytest.raises(DeviceSilent):
        driver.print(SLIP)
    assert all(data[:2] == b"\x10\x04" for data in printer.link.written)


def test_an_offline_printer_without_a_reason_is_a_fault(fonts: Fonts) -> None:
    printer = Printer(before=PrinterStatus(Paper.OK, online=False, cover_open=False, cutter_jammed=False, broken=False))
    with pytest.raises(PrinterFault) as fault:
        printer.driver(fonts).print(SLIP)
    assert fault.value.what == "offline"


def test_a_line_lost_after_the_confirmation_leaves_the_slip_printed(fonts: Fonts) -> None:
    printer = Printer()

    def cut_when_read(count: int, timeout_seconds: float | None = None) -> bytes:
        data = ScriptedLink.read(printer.link, count, timeout_seconds)
        printer.link.cut = printer.link.cut or data == CONFIRMED
        return data

    printer.link.read = cut_when_read
    assert printer.driver(fonts).print(SLIP) == Printed(PrinterStatus())


def test_what_an_unconfirmed_slip_left_is_cleared_before_the_next(fonts: Fonts) -> None:
    printer = Printer(behind=b"")
    driver = printer.driver(fonts)
    assert driver.print(SLIP) == Unconfirmed(Trouble.SILENT)
    printer.behind = CONFIRMED
    sent = len(printer.link.written)
    assert driver.print(SLIP) == Printed(FINE)
    assert printer.link.written[sent] == escpos.CLEAR_BUFFER
    sent = len(printer.link.written)
    assert driver.print(SLIP) == Printed(FINE)
    assert escpos.CLEAR_BUFFER not in printer.link.written[sent:]
