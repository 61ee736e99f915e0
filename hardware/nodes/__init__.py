"""Ties devices to topics: what is shown, heard and spoken at the windows of one section."""

from hardware.nodes.node import Node

__all__ = ["Node"]
