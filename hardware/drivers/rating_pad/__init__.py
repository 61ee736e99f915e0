"""Drivers for the rating pad in front of a visitor: keys over FF68, or a tablet's page."""

from hardware.drivers.rating_pad.ff68 import DEFAULT_STARS, Ff68RatingPad
from hardware.drivers.rating_pad.panel import PanelRatingPad

__all__ = ["DEFAULT_STARS", "Ff68RatingPad", "PanelRatingPad"]
