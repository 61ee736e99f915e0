"""Documents on their way to paper: hands them to the page printer, and tells what came of each to whoever sent it.

Of a certificate the hall is told too, even when the visit is over by then: a number whose sheet was lost must be void
(K-05).
"""

from base64 import b64decode
from collections.abc import Callable
from threading import Lock
from typing import TypeAlias

from broker.messages import ReportSheet
from kiosk.effects.asking import Asker
from kiosk.effects.outlet import Tell
from kiosk.flow.orders import PrintDocument
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PagePrinterTold, PageTrouble

PrintPages: TypeAlias = Callable[[str, bytes], None]
"""(job, PDF): returns at once; what came of it is told to `Paperwork.heard`."""

Outcome: TypeAlias = DocumentPrinted | DocumentFailed
Heard: TypeAlias = Callable[[Outcome], None]
"""Takes what came of a document, on the page printer's thread."""


class Paperwork:
    """`print_pages` is None where no page printer is built in."""

    def __init__(self, asker: Asker, tell: Tell) -> None:
        """Take the line to the hall and who is told."""
        self._asker = asker
        self._tell = tell
        self._lock = Lock()
        self._under_way: dict[str, Heard] = {}
        self.print_pages: PrintPages | None = None

    def print(self, order: PrintDocument) -> None:
        """Have a document printed: `DocumentPrinted` or `DocumentFailed` is told, whatever happens."""

        def heard(outcome: Outcome) -> None:
            self._tell(outcome)
            self._report(order, outcome)

        self.send(order.job, b64decode(order.file.pdf), heard)

    def send(self, job: str, pdf: bytes, heard: Heard) -> None:
        """Have pages printed under a name of their own, without a person's in it; `heard` is told what came of them."""
        if self.print_pages is None:
            heard(DocumentFailed(job, PageTrouble.ABSENT, started=False))
            return
        with self._lock:
            self._under_way[job] = heard
        self.print_pages(job, pdf)

    def heard(self, message: Outcome | PagePrinterTold) -> None:
        """Take what the page printer's worker tells; from its thread."""
        if isinstance(message, PagePrinterTold):
            self._tell(message)
            return
        with self._lock:
            heard = self._under_way.pop(message.job, None)
        if heard is not None:
            heard(message)

    def _report(self, order: PrintDocument, outcome: Outcome) -> None:
        serial = order.serial
        failure = outcome if isinstance(outcome, DocumentFailed) else None
        if serial is None or (failure is not None and not failure.started):
            # nothing of a certificate was put on paper: its number stands
            return
        fault = None if failure is None else failure.trouble.value
        card, case = order.card, order.case
        self._asker.report(
            lambda request_id, until: ReportSheet(
                request_id=request_id,
                valid_until=until,
                card=card,
                case=case,
                serial=serial,
                printed=failure is None,
                fault=fault,
            ),
            tell_answer=True,
        )
