"""A touch panel with its size in millimetres and in pixels: whoever places something says millimetres and gets pixels.

The settings bring the numbers (`kiosk.settings.PanelSettings`); what stands where is `kiosk.screens.layout`.
"""

import math
from dataclasses import dataclass
from typing import NewType

Millimetres = NewType("Millimetres", float)


@dataclass(frozen=True, slots=True)
class Panel:
    """The visible area of a screen. Pixels are square: the width gives the scale."""

    width_px: int
    height_px: int
    width: Millimetres
    height: Millimetres

    @property
    def px_per_mm(self) -> float:
        """How many pixels one millimetre of glass has."""
        return self.width_px / self.width

    @property
    def landscape(self) -> bool:
        """Whether the panel is wider than high."""
        return self.width_px > self.height_px

    def px(self, size: float) -> int:
        """Give the whole pixels that are at least `size` millimetres: a minimum size is never rounded down."""
        return math.ceil(size * self.px_per_mm - 1e-6)

    def mm(self, pixels: float) -> Millimetres:
        """Give the millimetres that `pixels` take on the glass."""
        return Millimetres(pixels / self.px_per_mm)


PORTRAIT = Panel(1080, 1920, Millimetres(268.0), Millimetres(476.0))
LANDSCAPE = Panel(1920, 1080, Millimetres(476.0), Millimetres(268.0))
