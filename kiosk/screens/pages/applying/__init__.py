"""The screens of a matter done at the kiosk; `table` knows them all."""

from kiosk.screens.pages.applying.table import page_of

__all__ = ["page_of"]
