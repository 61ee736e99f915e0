"""Emulated ticket printers."""

from hardware.emulators.ticket_printer.escpos import EscposPrinterEmulator
from hardware.emulators.ticket_printer.paper_path import PrintedSlip

__all__ = ["EscposPrinterEmulator", "PrintedSlip"]
