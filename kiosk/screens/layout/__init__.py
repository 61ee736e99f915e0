"""Gives pages their place on a panel: pure, in pixels, measured by the geometry tests."""

from kiosk.screens.layout.frame import Frame, Target, Words
from kiosk.screens.layout.pen import MeasureText
from kiosk.screens.layout.sheet import lay_out

__all__ = ["Frame", "MeasureText", "Target", "Words", "lay_out"]
