"""Drivers of document printers."""

from hardware.drivers.document_printer.ipp import IppDocumentPrinter, PageTimes

__all__ = ["IppDocumentPrinter", "PageTimes"]
