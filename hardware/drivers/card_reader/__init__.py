"""Drivers of identity card readers."""

from hardware.drivers.card_reader.sdt import SdtCardReader, SdtTimeouts

__all__ = ["SdtCardReader", "SdtTimeouts"]
