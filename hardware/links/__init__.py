"""Bytes by URL: what a driver talks over."""

from hardware.links.link import AdjustableLink, Link
from hardware.links.reconnecting import ReconnectingLink
from hardware.links.serial_link import Parity, SerialLink, open_link

__all__ = ["AdjustableLink", "Link", "Parity", "ReconnectingLink", "SerialLink", "open_link"]
