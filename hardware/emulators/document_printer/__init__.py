"""A document printer that is not there: CUPS's own IPP Everywhere printer, with a mechanism of ours behind it."""

from hardware.emulators.document_printer.mechanism import PrintedDocument
from hardware.emulators.document_printer.printer import PagePrinterEmulator
from hardware.emulators.document_printer.spooler import PrintSpooler

__all__ = ["PagePrinterEmulator", "PrintSpooler", "PrintedDocument"]
