"""Drivers for cameras, and what finds papers in their pictures."""

from hardware.drivers.camera.judging import Thresholds
from hardware.drivers.camera.opencv import CameraTimes, OpencvCamera
from hardware.drivers.camera.papers import OpencvPaperFinder

__all__ = ["CameraTimes", "OpencvCamera", "OpencvPaperFinder", "Thresholds"]
