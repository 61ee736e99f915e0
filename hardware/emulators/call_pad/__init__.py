"""An emulated call pad with keys to press."""

from hardware.emulators.call_pad.ff68 import KEYS_BY_NAME, CallPadBody

__all__ = ["KEYS_BY_NAME", "CallPadBody"]
