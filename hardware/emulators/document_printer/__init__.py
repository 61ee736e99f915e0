"""A document printer that is not there: CUPS's own IPP Everywhere printer, with a mechanism of ours behind it."""

from hardware.emulators.document_printer.mechanism import PrintedDocument
from hardware.emulators.document_printer.printer import PagePrinterEmulator
from hardware.emulators.document_printer.programs import DidNotStart, end_left_over
from hardware.emulators.document_printer.spooler import PrintSpooler, lay_out, queue_url

__all__ = [
    "DidNotStart",
    "PagePrinterEmulator",
    "PrintSpooler",
    "PrintedDocument",
    "end_left_over",
    "lay_out",
    "queue_url",
]
