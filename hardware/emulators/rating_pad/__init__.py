"""Emulated rating pads: one with keys, and a tablet that does what its page does."""

from hardware.emulators.rating_pad.ff68 import KeyRatingPad
from hardware.emulators.rating_pad.panel import PanelTablet

__all__ = ["KeyRatingPad", "PanelTablet"]
