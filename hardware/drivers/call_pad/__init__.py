"""Drivers for the call pad on a clerk's desk."""

from hardware.drivers.call_pad.ff68 import Ff68CallPad

__all__ = ["Ff68CallPad"]
