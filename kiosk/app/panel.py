"""The panel of a kiosk, as its settings describe it."""

from kiosk.screens.theme.panel import Millimetres, Panel
from kiosk.settings import KioskSettings


def panel_of(settings: KioskSettings) -> Panel:
    """Give the panel a kiosk's file describes."""
    size = settings.panel
    return Panel(size.width_px, size.height_px, Millimetres(size.width_mm), Millimetres(size.height_mm))
