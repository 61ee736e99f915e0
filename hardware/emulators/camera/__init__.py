"""Emulated cameras."""

from hardware.emulators.camera.mjpeg import CameraEmulator

__all__ = ["CameraEmulator"]
