"""Reads pages aloud (K-13) and tells the hall how the voice is. A voice that fails stops nothing: the page stands."""

from threading import Event as Signal

from broker.messages import Language
from hardware.ports.faults import BadFrame, DeviceRefused, DeviceUnplugged
from hardware.ports.speaker import Language as Voice
from hardware.ports.speaker import Narrator, NotSaid, Outcome, Sentence, Text
from hardware.protocols.spoken_zh import in_words
from kiosk.effects.devices import OpenNarrator
from kiosk.effects.health import HealthBook


class PageVoice:
    """The kiosk's voice. `run` is the body of its thread; `say` may be called from any and returns at once."""

    def __init__(self, open_narrator: OpenNarrator, book: HealthBook, *, device: str) -> None:
        """Take how to reach the voice and who is told of its health; `device` is its code in the hall's device list."""
        self._book = book
        self._device = device
        self._narrator: Narrator = open_narrator(self._heard)

    def say(self, words: str, language: Language) -> None:
        """Stop the page before and say this one's words; without words fall silent."""
        self._narrator.read(_sentence(words, language) if words else None)

    def run(self, stop: Signal) -> None:
        """Speak until told to stop."""
        self._narrator.run(stop)

    def _heard(self, outcome: Outcome) -> None:
        match outcome:
            case NotSaid(fault=fault):
                self._book.fault(self._device, _what(fault))
            case _:
                self._book.fine(self._device)


def _what(fault: Exception) -> str:
    match fault:
        case DeviceUnplugged():
            return "unplugged"
        case DeviceRefused(code=code):
            return f"refused: {code}"
        case BadFrame(reason=reason):
            return f"bad_frame: {reason}"
        case _:
            return "silent"


def _sentence(words: str, language: Language) -> Sentence:
    if language == "en":
        return Sentence(Voice.ENGLISH, (Text(words),))
    return Sentence(Voice.MANDARIN, (Text(in_words(words)),))
