"""Documents on their way to paper: hands them to the page printer, and tells what came of each to whoever sent it.

Of a certificate the hall is told before, so that its number is known to be on its way to paper whatever happens to this
program, and what came of it, even when the visit is over by then: a number whose sheet was lost must be void (K-05).
When this program was cut off, the next one tells it, as soon as the printer has said what came of the sheet.
"""

from base64 import b64decode
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import Lock
from typing import Literal, TypeAlias

from broker.messages import ReportLeftSheet, ReportSheet
from broker.terms import RequestId, SerialNo
from hardware.ports.document_printer import LeftDocument
from kiosk.effects.asking import Asker, Stamp
from kiosk.effects.documents import trouble_named
from kiosk.effects.outlet import Tell
from kiosk.flow.applying.handing import counts, serial_of
from kiosk.flow.events import ApplicationCame, Event, HallSilent, RequestRefused
from kiosk.flow.orders import PrintDocument
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PagePrinterTold, PageTrouble

PrintPages: TypeAlias = Callable[[str, bytes], None]
"""(job, PDF): returns at once; what came of it is told to `Paperwork.heard`."""

Outcome: TypeAlias = DocumentPrinted | DocumentFailed
Heard: TypeAlias = Callable[[Outcome], None]
"""Takes what came of a document, on the page printer's thread."""


class Paperwork:
    """`print_pages` is None where no page printer is built in; `held` gives why it takes nothing yet, if so."""

    def __init__(self, asker: Asker, tell: Tell) -> None:
        """Take the line to the hall and who is told."""
        self._asker = asker
        self._tell = tell
        self._lock = Lock()
        self._under_way: dict[str, Heard] = {}
        self.print_pages: PrintPages | None = None
        self.held: Callable[[], PageTrouble | None] = lambda: None

    def print(self, order: PrintDocument) -> None:
        """Have a document printed: `DocumentPrinted` or `DocumentFailed` is told.

        A certificate goes to the printer once the hall has noted that its number does. When the hall has given it
        another number meanwhile, or refuses, that is told instead and nothing is printed.
        """
        serial = order.serial
        if serial is None:
            self.send(order.job, b64decode(order.file.pdf), self._tell)
        elif self.print_pages is None:
            self._tell(DocumentFailed(order.job, PageTrouble.ABSENT, started=False))
        elif (trouble := self.held()) is not None:
            # the hall asked now might void a number that, as will be seen, came out
            self._tell(DocumentFailed(order.job, trouble, started=False))
        else:
            stamp = _sheet(order, serial, "begun")
            silent = HallSilent()
            self._asker.ask(stamp, silent=silent, heard=lambda event: self._noted(order, serial, event))

    def _noted(self, order: PrintDocument, serial: SerialNo, answer: Event) -> None:
        match answer:
            case ApplicationCame(view) if counts(view, serial):
                self.send(order.job, b64decode(order.file.pdf), lambda outcome: self._came_out(order, serial, outcome))
            case ApplicationCame() | RequestRefused():
                self._tell(answer)
            case _:
                # whether the hall has noted it is not known; that nothing is printed is
                self._came_out(order, serial, DocumentFailed(order.job, PageTrouble.HALL_SILENT, started=False))

    def _came_out(self, order: PrintDocument, serial: SerialNo, outcome: Outcome) -> None:
        self._tell(outcome)
        match outcome:
            case DocumentPrinted():
                self._asker.report(_sheet(order, serial, "printed"), tell_answer=True)
            case DocumentFailed(_, trouble, started=True):
                self._asker.report(_sheet(order, serial, "lost", trouble), tell_answer=True)
            case DocumentFailed():
                self._asker.report(_sheet(order, serial, "unused"))

    def send(self, job: str, pdf: bytes, heard: Heard) -> None:
        """Have pages printed under a name of their own, without a person's in it; `heard` is told what came of them."""
        if self.print_pages is None:
            heard(DocumentFailed(job, PageTrouble.ABSENT, started=False))
            return
        with self._lock:
            self._under_way[job] = heard
        self.print_pages(job, pdf)

    def left(self, documents: Iterable[LeftDocument]) -> None:
        """Tell the hall what became of certificates that were sent by a program before this one, and by itself."""
        for document in documents:
            serial = serial_of(document.title.rpartition(" ")[2])
            if serial is not None:
                self._asker.report(_left_sheet(serial, document))

    def heard(self, message: Outcome | PagePrinterTold) -> None:
        """Take what the page printer's worker tells; from its thread."""
        if isinstance(message, PagePrinterTold):
            self._tell(message)
            return
        with self._lock:
            heard = self._under_way.pop(message.job, None)
        if heard is not None:
            heard(message)


def _sheet(
    order: PrintDocument,
    serial: SerialNo,
    outcome: Literal["begun", "printed", "lost", "unused"],
    trouble: PageTrouble | None = None,
) -> Stamp:
    def stamp(request_id: RequestId, until: datetime) -> ReportSheet:
        return ReportSheet(
            request_id=request_id,
            valid_until=until,
            card=order.card,
            case=order.case,
            serial=serial,
            outcome=outcome,
            fault=None if trouble is None else trouble.value,
        )

    return stamp


def _left_sheet(serial: SerialNo, document: LeftDocument) -> Stamp:
    def stamp(request_id: RequestId, until: datetime) -> ReportLeftSheet:
        return ReportLeftSheet(
            request_id=request_id,
            valid_until=until,
            serial=serial,
            printed=document.printed,
            fault=None if document.trouble is None else trouble_named(document.trouble).value,
        )

    return stamp
