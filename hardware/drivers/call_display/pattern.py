"""The technician's test pattern: every LED of one colour lit, so that a dead one is seen from the floor."""

from hardware.drivers.call_display.layout import Panel
from hardware.ports.call_display import Colour, Face, Line, Words

_BLOCK = "█"
_CELL = 16


def pattern(panel: Panel, colour: Colour) -> Face:
    """A face that lights the panel as far as whole 16-dot cells reach; yellow lights both chips."""
    row = Line(left=Words(_BLOCK * (panel.width // _CELL), colour))
    return Face((row,) * min(panel.height // _CELL, panel.most_areas))
