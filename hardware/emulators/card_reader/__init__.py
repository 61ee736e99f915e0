"""Emulated identity card readers."""

from hardware.emulators.card_reader.sdt import SdtReaderEmulator

__all__ = ["SdtReaderEmulator"]
