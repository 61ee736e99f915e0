"""An emulated LED screen that renders what it shows with true dot-matrix glyphs."""

from hardware.emulators.call_display.onbon import OnbonPanel, Update
from hardware.emulators.call_display.pcf import FontMissingError

__all__ = ["FontMissingError", "OnbonPanel", "Update"]
