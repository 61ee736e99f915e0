"""Bytes by URL: what a driver talks over."""

from hardware.links.link import AdjustableLink, Link
from hardware.links.reconnecting import ReconnectingLink
from hardware.links.serial_link import Flow, Parity, SerialLink, open_link

__all__ = ["AdjustableLink", "Flow", "Link", "Parity", "ReconnectingLink", "SerialLink", "open_link"]
