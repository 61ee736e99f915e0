"""Documents on their way to paper: hands them to the page printer, tells the hall how a certificate came out.

The report goes out even when the visit is over by then: a number whose sheet was lost must be void (K-05).
"""

from base64 import b64decode
from collections.abc import Callable
from typing import TypeAlias

from broker.messages import ReportSheet
from kiosk.effects.asking import Asker
from kiosk.effects.outlet import Tell
from kiosk.flow.orders import PrintDocument
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PageTrouble

Outcome: TypeAlias = DocumentPrinted | DocumentFailed

PrintPages: TypeAlias = Callable[[str, bytes, Callable[[Outcome], None]], None]
"""(job, PDF, who is told the outcome, from any thread): returns at once."""


class Paperwork:
    """`print_pages` is None where no page printer is built in."""

    def __init__(self, asker: Asker, tell: Tell) -> None:
        """Take the line to the hall and who is told."""
        self._asker = asker
        self._tell = tell
        self.print_pages: PrintPages | None = None

    def print(self, order: PrintDocument) -> None:
        """Have a document printed: `DocumentPrinted` or `DocumentFailed` is told, whatever happens."""
        if self.print_pages is None:
            self._came_out(order, DocumentFailed(order.job, PageTrouble.UNPLUGGED, started=False))
            return
        self.print_pages(order.job, b64decode(order.file.pdf), lambda outcome: self._came_out(order, outcome))

    def _came_out(self, order: PrintDocument, outcome: Outcome) -> None:
        self._tell(outcome)
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
