"""Prints documents through a queue of CUPS, over IPP, and finds out what became of them.

Two are asked: the queue, which has the job, and the printer behind it. A queue learns how its printer is only while it
prints, says "processing" of a job whose printer is out of paper or gone, and "completed" of one that the printer gave
up; so the reasons are read, the last word on a job is the printer's, and the time is the driver's own. IPP's bytes are
ours (`hardware/protocols/ipp.py`): the calls block as every driver's do, and no event loop comes along. Not responsible
for what a document says, for printing it again, or for setting up the queue.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from hardware.drivers.document_printer.asking import NO_ANSWER, Asker, Attributes, Job, text, whole
from hardware.drivers.document_printer.reasons import read_reasons
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
from hardware.protocols.ipp import PrinterState

NOTHING_LOW: frozenset[Supply] = frozenset()


@dataclass(frozen=True, slots=True)
class PageTimes:
    """How long is waited, in seconds: for one answer, for a whole document, between two looks.

    `trouble` is how long one may last before the rest is taken back, `taking_back` how long that may take.
    """

    answer: float = 2.0
    document: float = 60.0
    trouble: float = 2.0
    taking_back: float = 5.0
    look: float = 0.2


@dataclass(frozen=True, slots=True)
class _Sent:
    """A document on its way: its number at the queue, its unique name at both, the printer behind ("" if unknown)."""

    number: int
    name: str
    behind: str


class IppDocumentPrinter:
    """A `DocumentPrinter` behind `url`, the queue's address (`ipp://host:port/printers/NAME`)."""

    def __init__(
        self,
        url: str,
        *,
        device: str,
        times: PageTimes = PageTimes(),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the queue, the device's code for faults, a monotonic clock in seconds and how to wait."""
        self._url = url
        self._device = device
        self._times = times
        self._clock = clock
        self._sleep = sleep
        # jobs are sent in the device's name: so whoever prints for it next knows them as its own
        self._asker = Asker(device=device, seconds=times.answer, user=device)
        self._behind = ""

    def status(self) -> DocumentPrinterStatus:
        """Ask the queue, and the printer behind it where that speaks IPP too. A spooler that is away is silence.

        Raises `DeviceUnplugged` when the printer cannot be reached.
        """
        try:
            queue = self._asker.printer(self._url)
        except NO_ANSWER:
            return DocumentPrinterStatus()
        # options for the spooler follow the printer's address
        behind = text(queue, "device-uri").partition("?")[0]
        self._behind = behind if behind.startswith("ipp://") else ""
        own = _status(queue)
        if not self._behind:
            return own
        try:
            itself = _status(self._asker.printer(self._behind))
        except (DeviceSilent, BadFrame, DeviceRefused):
            return replace(own, known=False)
        # what the queue last heard may be old; that it is stopped or takes no jobs is its own
        held = tuple(trouble for trouble in own.troubles if trouble is DocumentTrouble.HELD)
        return replace(itself, troubles=(*itself.troubles, *held), busy=own.busy or itself.busy)

    def print(self, document: Document) -> DocumentOutcome:
        """Print; trouble known beforehand is raised, trouble on the way is the outcome.

        Raises `OutOfPaper`, `CoverOpen`, `PrinterFault`, `DeviceSilent` or `DeviceUnplugged`.
        """
        status = self.status()
        if not status.known:
            raise DeviceSilent(device=self._device, waited_seconds=self._times.answer)
        if status.troubles:
            raise self._fault(status.troubles[0])
        name = f"{document.title} {secrets.token_hex(4)}"
        try:
            number = self._asker.send(self._url, name, document.pdf)
        except DeviceUnplugged as error:
            raise DeviceSilent(device=self._device, waited_seconds=self._times.answer) from error
        except (DeviceSilent, BadFrame):
            return DocumentUnconfirmed(DocumentTrouble.SILENT)
        except DeviceRefused as error:
            raise PrinterFault(device=self._device, what=f"job refused 0x{error.code:04X}") from error
        return self._watched(_Sent(number, name, self._behind))

    def take_back(self) -> tuple[LeftDocument, ...]:
        """Have cancelled, at the queue and at the printer, what was sent in this device's name; tell what came of it.

        Raises `DeviceSilent`, and `DeviceUnplugged` when the printer cannot be reached.
        """
        queued = self._cancelled(self._url)
        status = self.status()
        if queued is None or not status.known:
            raise DeviceSilent(device=self._device, waited_seconds=self._times.answer)
        trouble = status.troubles[0] if status.troubles else None
        at_printer = self._cancelled(self._behind) if self._behind else ()
        if at_printer is None:
            raise DeviceSilent(device=self._device, waited_seconds=self._times.answer)
        left = [self._left(self._url, job, trouble) for job in queued]
        unknown = {job.name for job in at_printer if not job.over} - {job.name for job in queued}
        left += [self._left(self._behind, job, trouble) for job in at_printer if job.name in unknown]
        return tuple(left)

    def _cancelled(self, url: str) -> tuple[Job, ...] | None:
        """Have this device's jobs cancelled; gives them as they were before, None when nobody answers."""
        try:
            jobs = self._asker.own_jobs(url)
        except NO_ANSWER:
            return None
        taken_back = [self._asker.cancel(url, job.number) for job in jobs if not job.over]
        return jobs if all(taken_back) else None

    def _left(self, url: str, was: Job, trouble: DocumentTrouble | None) -> LeftDocument:
        """Wait until a job is over at the queue, and at the printer whose word counts more."""
        job = was if was.over else self._wait_for(lambda: self._asker.job(url, was.number))
        if job is None:
            raise DeviceSilent(device=self._device, waited_seconds=self._times.taking_back)
        behind = self._behind if url == self._url else ""
        outcome = self._over(_Sent(job.number, was.name, behind), job, trouble)
        printed = isinstance(outcome, DocumentPrinted)
        return LeftDocument(was.name.rpartition(" ")[0], printed, None if printed or was.over else trouble)

    def _watched(self, sent: _Sent) -> DocumentOutcome:
        """Look again and again until the job is over, or a trouble or the whole has lasted too long."""
        began = self._clock()
        since: float | None = None
        trouble: DocumentTrouble | None = None
        while self._clock() - began < self._times.document:
            now = self._asker.job(self._url, sent.number)
            if now is not None and now.over:
                return self._over(sent, now, trouble)
            trouble = self._trouble(known=now is not None)
            since = None if trouble is None else since or self._clock()
            if since is not None and self._clock() - since >= self._times.trouble:
                break
            self._sleep(self._times.look)
        return self._taken_back(sent, trouble or DocumentTrouble.SILENT)

    def _trouble(self, *, known: bool) -> DocumentTrouble | None:
        try:
            status = self.status()
        except DeviceUnplugged:
            return DocumentTrouble.GONE
        if status.troubles:
            return status.troubles[0]
        return None if known and status.known else DocumentTrouble.SILENT

    def _taken_back(self, sent: _Sent, trouble: DocumentTrouble) -> DocumentOutcome:
        """Have the rest cancelled at the queue; what became of it the printer says."""
        if not self._asker.cancel(self._url, sent.number):
            return DocumentUnconfirmed(DocumentTrouble.SILENT)
        queued = self._wait_for(lambda: self._asker.job(self._url, sent.number))
        return DocumentUnconfirmed(trouble) if queued is None else self._over(sent, queued, trouble)

    def _over(self, sent: _Sent, queued: Job, trouble: DocumentTrouble | None) -> DocumentOutcome:
        """The queue is done with it: what does the printer say? Its silence is never "printed"."""
        last = queued
        if sent.behind:
            found = self._asker.job_named(sent.behind, sent.name)
            if found is not None and not found.over:
                if not queued.completed:
                    self._asker.cancel(sent.behind, found.number)
                found = self._wait_for(lambda: self._asker.job_named(sent.behind, sent.name))
            if found is None:
                return self._nowhere(queued, trouble)
            last = found
        if last.completed:
            return DocumentPrinted(last.sheets, self._low())
        return DocumentNotPrinted(trouble or self._trouble(known=True) or DocumentTrouble.BROKEN)

    def _nowhere(self, queued: Job, trouble: DocumentTrouble | None) -> DocumentOutcome:
        """The printer does not know the job, or cannot be asked."""
        trouble = trouble or self._trouble(known=True) or DocumentTrouble.SILENT
        lost = trouble in {DocumentTrouble.GONE, DocumentTrouble.SILENT} or queued.completed
        return DocumentUnconfirmed(trouble) if lost else DocumentNotPrinted(trouble)

    def _wait_for(self, look: Callable[[], Job | None]) -> Job | None:
        """Give the job when it is over; None when it is not within the time for taking back."""
        deadline = self._clock() + self._times.taking_back
        while self._clock() < deadline:
            job = look()
            if job is not None and job.over:
                return job
            self._sleep(self._times.look)
        return None

    def _low(self) -> frozenset[Supply]:
        try:
            return self.status().low
        except DeviceUnplugged:
            return NOTHING_LOW

    def _fault(self, trouble: DocumentTrouble) -> DeviceError:
        match trouble:
            case DocumentTrouble.OUT_OF_PAPER:
                return OutOfPaper(device=self._device)
            case DocumentTrouble.COVER_OPEN:
                return CoverOpen(device=self._device)
            case DocumentTrouble.GONE:
                return DeviceUnplugged(device=self._device)
            case _:
                return PrinterFault(device=self._device, what=trouble.value)


def _status(attributes: Attributes) -> DocumentPrinterStatus:
    state = whole(attributes, "printer-state")
    troubles, low = read_reasons(str(reason) for reason in attributes.get("printer-state-reasons", ()))
    held = attributes.get("printer-is-accepting-jobs", (True,)) == (False,)
    if (held or state == PrinterState.STOPPED) and not troubles:
        troubles = (DocumentTrouble.HELD,)
    return DocumentPrinterStatus(known=state != 0, busy=state == PrinterState.PROCESSING, troubles=troubles, low=low)
