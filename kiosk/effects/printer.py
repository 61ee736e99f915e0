"""Drives the ticket printer on a thread of its own: prints slips one after the other, and asks how it is in between."""

import logging
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event as Signal

from broker.messages import TicketView
from hardware.ports.faults import (
    BadFrame,
    CoverOpen,
    DeviceError,
    DeviceRefused,
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
    Slip,
    TicketPrinter,
    Trouble,
    Unconfirmed,
)
from kiosk.effects.health import HealthBook
from kiosk.effects.outlet import Tell
from kiosk.flow.events import SlipFailed, SlipPrinted, SlipTrouble
from kiosk.flow.news import PrinterTold

log = logging.getLogger(__name__)

ASK_SECONDS = 2.0

_TROUBLES = {
    Trouble.OUT_OF_PAPER: SlipTrouble.OUT_OF_PAPER,
    Trouble.COVER_OPEN: SlipTrouble.COVER_OPEN,
    Trouble.CUTTER_JAMMED: SlipTrouble.BROKEN,
    Trouble.BROKEN: SlipTrouble.BROKEN,
    Trouble.OFFLINE: SlipTrouble.BROKEN,
    Trouble.SILENT: SlipTrouble.SILENT,
    Trouble.UNPLUGGED: SlipTrouble.UNPLUGGED,
}

Report = Callable[[TicketView, SlipTrouble | None], None]
"""Tells the hall how the slip of a ticket came out."""


class PrinterWatch:
    """One printer. `run` is the body of its thread; `print` may be called from any."""

    def __init__(
        self,
        open_printer: Callable[[], TicketPrinter],
        health: HealthBook,
        tell: Tell,
        report: Report,
        *,
        device: str,
    ) -> None:
        """Take how to reach the printer, and who is told; `device` is its code in the hall's device list."""
        self._open = open_printer
        self._health = health
        self._tell = tell
        self._report = report
        self._device = device
        self._jobs: SimpleQueue[tuple[TicketView | None, Slip] | None] = SimpleQueue()
        self._told: SlipTrouble | None = None

    def print(self, ticket: TicketView, slip: Slip) -> None:
        """Have the slip of a ticket printed: `SlipPrinted` or `SlipFailed` is told, whatever happens."""
        self._jobs.put((ticket, slip))

    def print_list(self, slip: Slip) -> None:
        """Have a slip printed that nobody waits for."""
        self._jobs.put((None, slip))

    def finish(self) -> None:
        """Print what is to be printed, then end `run` and let go of the printer."""
        self._jobs.put(None)

    def run(self, stop: Signal) -> None:
        """Print and watch until told to stop, or to finish."""
        printer: TicketPrinter | None = None
        while not stop.is_set():
            job = self._next_job()
            if job is None:
                return
            ticket, slip = job
            try:
                if printer is None:
                    printer = self._open()
            except DeviceError as fault:
                trouble: SlipTrouble | None = trouble_of(fault)
            else:
                trouble = self._status(printer) if slip is None else self._printed(printer, slip)
            self._note(trouble)
            if ticket is not None:
                self._came_out(ticket, trouble)

    def _next_job(self) -> "tuple[TicketView | None, Slip | None] | None":
        """Give what is to be printed, nothing when it is time to ask how the printer is; None to finish."""
        try:
            return self._jobs.get(timeout=ASK_SECONDS)
        except Empty:
            return None, None

    def _printed(self, printer: TicketPrinter, slip: Slip) -> SlipTrouble | None:
        try:
            outcome = printer.print(slip)
        except DeviceError as fault:
            return trouble_of(fault)
        match outcome:
            case Printed():
                return None
            case NotPrinted(trouble) | Unconfirmed(trouble):
                return _TROUBLES[trouble]

    def _status(self, printer: TicketPrinter) -> SlipTrouble | None:
        try:
            return trouble_in(printer.status())
        except DeviceError as fault:
            return trouble_of(fault)

    def _came_out(self, ticket: TicketView, trouble: SlipTrouble | None) -> None:
        if trouble is not None:
            log.warning("slip %s not confirmed: %s", ticket.number, trouble.value)
        self._tell(SlipPrinted(ticket) if trouble is None else SlipFailed(ticket, trouble))
        self._report(ticket, trouble)

    def _note(self, trouble: SlipTrouble | None) -> None:
        if trouble is None:
            self._health.fine(self._device)
        else:
            self._health.fault(self._device, trouble.value)
        if trouble is not self._told:
            self._told = trouble
            self._tell(PrinterTold(trouble))


def trouble_of(fault: DeviceError) -> SlipTrouble:
    """Give what a visitor is told of a fault."""
    match fault:
        case OutOfPaper():
            return SlipTrouble.OUT_OF_PAPER
        case CoverOpen():
            return SlipTrouble.COVER_OPEN
        case DeviceUnplugged():
            return SlipTrouble.UNPLUGGED
        case DeviceSilent() | BadFrame():
            # an answer that is none says as little as silence
            return SlipTrouble.SILENT
        case PrinterFault() | DeviceRefused() | _:
            return SlipTrouble.BROKEN


def trouble_in(status: PrinterStatus) -> SlipTrouble | None:
    """Give what keeps this printer from printing; one that does not answer everything is silent, never fine."""
    if status.cover_open:
        return SlipTrouble.COVER_OPEN
    if status.paper is Paper.OUT:
        return SlipTrouble.OUT_OF_PAPER
    if status.cutter_jammed or status.broken:
        return SlipTrouble.BROKEN
    if not status.is_known:
        return SlipTrouble.SILENT
    return None if status.online else SlipTrouble.BROKEN
