"""Documents on their way to paper: hands them to the page printer, tells the hall how a certificate came out.

The report goes out even when the visit is over by then: a number whose sheet was lost must be void (K-05).
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


class Paperwork:
    """`print_pages` is None where no page printer is built in."""

    def __init__(self, asker: Asker, tell: Tell) -> None:
        """Take the line to the hall and who is told."""
        self._asker = asker
        self._tell = tell
        self._lock = Lock()
        self._under_way: dict[str, PrintDocument] = {}
        self.print_pages: PrintPages | None = None

    def print(self, order: PrintDocument) -> None:
        """Have a document printed: `DocumentPrinted` or `DocumentFailed` is told, whatever happens."""
        if self.print_pages is None:
            self._tell(DocumentFailed(order.job, PageTrouble.UNPLUGGED, started=False))
            return
        with self._lock:
            self._under_way[order.job] = order
        self.print_pages(order.job, b64decode(order.file.pdf))

    def heard(self, message: DocumentPrinted | DocumentFailed | PagePrinterTold) -> None:
        """Take what the page printer's worker tells; from its thread."""
        self._tell(message)
        if isinstance(message, PagePrinterTold):
            return
        with self._lock:
            order = self._under_way.pop(message.job, None)
        if order is not None:
            self._report(order, message)

    def _report(self, order: PrintDocument, outcome: DocumentPrinted | DocumentFailed) -> None:
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
