"""The line of announcements: first in, first out, one at a time, each with an outcome.

It joins voice and sink under the `speaker` port. It does not decide who is called, and never repeats a call: a late
announcement is a wrong one.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

from hardware.drivers.speaker.clips import Voice
from hardware.drivers.speaker.sinks import Sink
from hardware.ports.faults import BadFrame, DeviceError, DeviceSilent
from hardware.ports.speaker import NotSaid, Outcome, Said, Spoken, TooLateToSay
from hardware.protocols import spoken
from hardware.protocols.sound import Wave, chime, join, silence

_LOG = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.25
_AUDIBLE_PEAK = 0.01


class QueuedSpeaker:
    """A speaker with a worker thread of its own."""

    def __init__(self, voice: Voice, sink: Sink, *, device: str, clock: Callable[[], datetime]) -> None:
        """Takes the voice, the sink and the hall's clock (aware)."""
        self._voice = voice
        self._sink = sink
        self._device = device
        self._clock = clock
        self._line: queue.SimpleQueue[Spoken | None] = queue.SimpleQueue()
        self._outcomes: deque[Outcome] = deque()
        self._closing = threading.Event()
        self._worker = threading.Thread(target=self._run, name=f"speaker {device}", daemon=True)
        self._worker.start()

    def say(self, announcement: Spoken) -> None:
        """Puts an announcement at the end of the line and returns at once.

        Raises:
            DeviceSilent: the speaker is closed or its worker has died.
        """
        if self._closing.is_set() or not self._worker.is_alive():
            raise DeviceSilent(device=self._device)
        self._line.put(announcement)

    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of announcements since the last call, oldest first.

        Raises:
            DeviceSilent: there is nothing to tell any more because the worker has died.
        """
        told: list[Outcome] = []
        while self._outcomes:
            told.append(self._outcomes.popleft())
        if not told and not self._closing.is_set() and not self._worker.is_alive():
            raise DeviceSilent(device=self._device)
        return tuple(told)

    def close(self) -> None:
        """Lets the announcement being spoken end, drops the rest, ends the worker."""
        self._closing.set()
        self._line.put(None)
        self._worker.join()

    def _run(self) -> None:
        while (announcement := self._line.get()) is not None and not self._closing.is_set():
            outcome = self._speak(announcement)
            match outcome:
                case NotSaid(id=said, fault=fault):
                    _LOG.error("announcement %s was not heard: %s", said, fault)
                case TooLateToSay(id=said, valid_until=until):
                    _LOG.warning("announcement %s was over at %s and is not spoken", said, until.isoformat())
                case Said():
                    pass
            self._outcomes.append(outcome)

    def _speak(self, announcement: Spoken) -> Outcome:
        until = announcement.valid_until
        if until is not None and self._clock() > until:
            return TooLateToSay(announcement.id, until)
        phrases = tuple(spoken.phrase(sentence) for sentence in announcement.sentences)
        try:
            sound = self._sound(announcement)
            self._sink.play(sound, id=announcement.id, phrases=phrases)
        except DeviceError as fault:
            return NotSaid(announcement.id, phrases, fault)
        return Said(announcement.id, phrases, sound.seconds)

    def _sound(self, announcement: Spoken) -> Wave:
        sounds = [chime(), silence(_PAUSE_SECONDS)] if announcement.chime else []
        for sentence in announcement.sentences:
            voice = self._voice.render(sentence)
            if voice.peak < _AUDIBLE_PEAK:
                # a voice that runs well and gives silence would make a hall wait for calls that nobody hears
                raise BadFrame(device=self._device, reason="the voice is silent")
            sounds += (voice, silence(_PAUSE_SECONDS))
        return join(tuple(sounds))
