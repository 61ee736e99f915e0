"""An emulated loudspeaker that notes what it heard."""

from hardware.emulators.speaker.loudspeaker import Heard, Loudspeaker, Recording

__all__ = ["Heard", "Loudspeaker", "Recording"]
