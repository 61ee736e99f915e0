"""Drivers for the LED screen over a window."""

from hardware.drivers.call_display.layout import Blink, Laid, Panel, lay_out
from hardware.drivers.call_display.onbon import OnbonDisplay
from hardware.drivers.call_display.pattern import pattern

__all__ = ["Blink", "Laid", "OnbonDisplay", "Panel", "lay_out", "pattern"]
