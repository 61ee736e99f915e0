"""One function a screen: it makes a page of a step. `table` knows them all."""

from kiosk.screens.pages.table import page_of

__all__ = ["page_of"]
