"""Reads a screen aloud: the newest sentence only, and the one before it is cut off in the midst.

It joins voice and sink under the `narrator` port. What is read is the kiosk's; nothing is kept here once it was said.
"""

import logging
import threading
from collections.abc import Callable

from hardware.drivers.speaker.clips import Voice
from hardware.drivers.speaker.sinks import CutSink
from hardware.ports.faults import BadFrame, DeviceError
from hardware.ports.speaker import NotSaid, Outcome, Said, Sentence
from hardware.protocols import spoken
from hardware.protocols.sound import Wave

_LOG = logging.getLogger(__name__)
_AUDIBLE_PEAK = 0.01
_LOOK_SECONDS = 0.5


class PageNarrator:
    """A narrator. `tell` hears on the narrator's own thread what became of each sentence that was not cut off."""

    def __init__(self, voice: Voice, sink: CutSink, *, device: str, tell: Callable[[Outcome], None]) -> None:
        """Takes the voice, where its sound goes, and who is told."""
        self._voice = voice
        self._sink = sink
        self._device = device
        self._tell = tell
        self._turn = threading.Condition()
        self._number = 0
        self._newest: Sentence | None = None

    def read(self, sentence: Sentence | None) -> None:
        """Stops what is being said and says this; None is silence."""
        with self._turn:
            self._number += 1
            self._newest = sentence
            self._turn.notify()
        self._sink.cut()

    def run(self, stop: threading.Event) -> None:
        """Speaks until told to stop."""
        while not stop.is_set():
            with self._turn:
                if self._newest is None:
                    self._turn.wait(_LOOK_SECONDS)
                sentence, number, self._newest = self._newest, self._number, None
            if sentence is not None:
                self._speak(sentence, number)

    def _speak(self, sentence: Sentence, number: int) -> None:
        def wanted() -> bool:
            return number == self._number

        name = f"page-{number}"
        phrases = (spoken.phrase(sentence),)
        try:
            sound = self._sound(sentence)
            self._sink.play_while(wanted, sound, id=name, phrases=phrases)
        except DeviceError as fault:
            _LOG.warning("%s: a page was not read aloud: %s", self._device, fault)
            self._tell(NotSaid(name, phrases, fault))
            return
        if wanted():
            self._tell(Said(name, phrases, sound.seconds))

    def _sound(self, sentence: Sentence) -> Wave:
        sound = self._voice.render(sentence)
        if sound.peak < _AUDIBLE_PEAK:
            raise BadFrame(device=self._device, reason="the voice is silent")
        return sound
