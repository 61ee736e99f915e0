"""Drivers of ticket printers."""

from hardware.drivers.ticket_printer.escpos import EscposTicketPrinter, PrintTimes
from hardware.drivers.ticket_printer.slip_bytes import SlipComposer

__all__ = ["EscposTicketPrinter", "PrintTimes", "SlipComposer"]
