"""Prints slips on an ESC/POS printer and finds out whether they were printed.

Responsible for asking before and after: a printer that is silent is unknown, never fine. Not responsible for reopening
a lost line (the link's), for what stands on a slip (the kiosk's) or how it looks (`slip_bytes.py`'s), or for printing
a slip again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.drivers.ticket_printer.slip_bytes import SlipComposer
from hardware.links import Link
from hardware.ports.faults import CoverOpen, DeviceError, DeviceSilent, DeviceUnplugged, OutOfPaper, PrinterFault
from hardware.ports.ticket_printer import (
    NotPrinted,
    Paper,
    Printed,
    PrinterStatus,
    PrintOutcome,
    Slip,
    Trouble,
    Unconfirmed,
)
from hardware.protocols import escpos
from hardware.protocols.escpos import AutomaticStatus, PaperSensor, RealTimeStatus, StatusDecoder, StatusPage

# written in pieces, each within the line's time-out for writes: a whole slip takes ten seconds at 9600 baud
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class PrintTimes:
    """How long answers are waited for, in seconds: one to a status question, and the one behind a whole slip."""

    answer_seconds: float = 0.5
    slip_seconds: float = 15.0


class EscposTicketPrinter:
    """A `TicketPrinter` on a line that also carries answers."""

    def __init__(
        self,
        link: Link,
        composer: SlipComposer,
        *,
        device: str,
        times: PrintTimes = PrintTimes(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take an open line, what makes the bytes, the device's code for faults, and a monotonic clock in seconds."""
        self._link = link
        self._composer = composer
        self._device = device
        self._times = times
        self._clock = clock
        self._unfinished = False

    def status(self) -> PrinterStatus:
        """Ask page by page; a page without an answer leaves its facts unknown. Raises `DeviceUnplugged`."""
        answers: dict[StatusPage, int] = {}
        for page in escpos.STATUS_PAGES:
            answer = self._ask_page(page)
            if answer is None:
                break  # who does not answer one will not answer the next: don't wait four times
            answers[page] = answer
        return escpos.merged_status(answers)

    def print(self, slip: Slip) -> PrintOutcome:
        """Print a slip; trouble known beforehand is raised, trouble on the way is the outcome.

        Raises `OutOfPaper`, `CoverOpen`, `PrinterFault`, `DeviceSilent` (also when only some questions were answered)
        or `DeviceUnplugged`.
        """
        if self._unfinished:
            # what was left of an earlier slip would swallow the beginning of this one, or its late answer confirm it
            self._written(escpos.CLEAR_BUFFER)
        fault = self._fault(self.status())
        if fault is not None:
            raise fault
        self._unfinished = True
        outcome = self._outcome_of(self._composer.compose(slip) + escpos.PAPER_SENSOR_REQUEST)
        self._unfinished = not isinstance(outcome, Printed)
        return outcome

    def _outcome_of(self, job: bytes) -> PrintOutcome:
        confirmed, told = False, None
        try:
            if self._written(job):
                confirmed, told = self._was_worked_off()
            status = self.status()
        except DeviceUnplugged:
            return Printed(PrinterStatus()) if confirmed else Unconfirmed(Trouble.UNPLUGGED)
        if confirmed:
            return Printed(status)
        # what it told by itself stands where it does not answer any more
        trouble = _trouble(status) or (None if status.is_known else told)
        if trouble is None:
            return Unconfirmed(Trouble.SILENT)
        # else the rest of this slip would come out of the mended printer
        self._written(escpos.CLEAR_BUFFER)
        return NotPrinted(trouble)

    def _written(self, data: bytes) -> bool:
        """Send; tell whether the printer took the bytes in time."""
        try:
            for start in range(0, len(data), _CHUNK):
                self._link.write(data[start : start + _CHUNK])
        except DeviceSilent:
            return False
        return True

    def _was_worked_off(self) -> tuple[bool, Trouble | None]:
        """Wait for the answer behind the slip, or for the printer to say by itself that it has stopped, and why."""
        decoder = StatusDecoder()
        deadline = self._clock() + self._times.slip_seconds
        while (left := deadline - self._clock()) > 0:
            for arrival in decoder.feed(self._link.read(_CHUNK, left)):
                match arrival:
                    case PaperSensor():
                        return True, None
                    case AutomaticStatus(status=status) if (trouble := _trouble(status)) is not None:
                        return False, trouble
                    case _:
                        continue
        return False, None

    def _ask_page(self, page: StatusPage) -> int | None:
        self._link.discard_input()
        if not self._written(escpos.status_request(page)):
            return None
        decoder = StatusDecoder()
        deadline = self._clock() + self._times.answer_seconds
        while (left := deadline - self._clock()) > 0:
            for arrival in decoder.feed(self._link.read(_CHUNK, left)):
                match arrival:
                    case RealTimeStatus(byte=byte):
                        return byte
                    case _:
                        continue
        return None

    def _fault(self, status: PrinterStatus) -> DeviceError | None:
        trouble = _trouble(status)
        match trouble:
            case None:
                if status.is_known:
                    return None
                return DeviceSilent(device=self._device, waited_seconds=self._times.answer_seconds)
            case Trouble.OUT_OF_PAPER:
                return OutOfPaper(device=self._device)
            case Trouble.COVER_OPEN:
                return CoverOpen(device=self._device)
            case _:
                return PrinterFault(device=self._device, what=trouble.value)


def _trouble(status: PrinterStatus) -> Trouble | None:
    """Name the first thing to mend, or None when nothing known is wrong."""
    if status.cover_open:
        return Trouble.COVER_OPEN
    if status.paper is Paper.OUT:
        return Trouble.OUT_OF_PAPER
    if status.cutter_jammed:
        return Trouble.CUTTER_JAMMED
    if status.broken:
        return Trouble.BROKEN
    return Trouble.OFFLINE if status.online is False else None
