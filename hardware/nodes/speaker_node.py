"""The voice of a zone: what the hall announces there, each once, in order, and never after its time.

How a number is spoken is `protocols.spoken`; voice and sink are the driver's.
"""

import logging
import queue
from collections import OrderedDict

from broker import topics
from broker.bus import Bus, HallClock
from broker.messages import Announcement, Message
from broker.terms import AnnouncementId, DeviceCode, ZoneCode
from broker.topics import Topic
from hardware.nodes.health import HealthBoard
from hardware.ports.faults import DeviceError
from hardware.ports.speaker import (
    Cardinal,
    Language,
    NotSaid,
    Part,
    Said,
    Sentence,
    Speaker,
    Spoken,
    TicketCode,
    TooLateToSay,
)
from hardware.protocols.spoken import UnknownPlaceError, fill

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.25
_KEPT_IDS = 512


class SpeakerNode:
    """One voice of one zone."""

    def __init__(
        self,
        speaker: Speaker,
        *,
        device: DeviceCode,
        zone: ZoneCode,
        bus: Bus,
        clock: HallClock,
        health: HealthBoard,
    ) -> None:
        """Nothing has been said yet, so nobody knows how the voice is."""
        self.device = device
        self._speaker = speaker
        self._zone = zone
        self._bus = bus
        self._clock = clock
        self._health = health
        self._inbox: queue.SimpleQueue[Announcement | None] = queue.SimpleQueue()
        self._taken: OrderedDict[AnnouncementId, None] = OrderedDict()

    def subscribe(self) -> None:
        """Begin to hear the zone's announcements."""
        self._bus.subscribe(str(topics.announce(self._bus.hall, self._zone)), self.hear)

    def hear(self, _topic: Topic, message: Message) -> None:
        """Take an announcement from the bus."""
        if isinstance(message, Announcement):
            self._inbox.put(message)

    def turn(self) -> None:
        """Give the next announcement to the voice, and note what became of earlier ones."""
        try:
            announcement = self._inbox.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            announcement = None
        if announcement is not None and self._is_wanted(announcement):
            spoken = to_spoken(announcement)
            if spoken is not None:
                self._speaker.say(spoken)
        self._note_outcomes()

    def wake(self) -> None:
        """End the wait for an announcement."""
        self._inbox.put(None)

    def close(self) -> None:
        """Say nothing more."""
        self._speaker.close()

    def _is_wanted(self, announcement: Announcement) -> bool:
        code = announcement.announcement_id
        if code in self._taken:
            return False
        self._taken[code] = None
        if len(self._taken) > _KEPT_IDS:
            self._taken.popitem(last=False)
        now = self._clock.now()
        if now is not None and now > announcement.valid_until:
            log.warning("%s: announcement %s came too late and is not spoken", self.device, code)
            return False
        return True

    def _note_outcomes(self) -> None:
        for outcome in self._speaker.outcomes():
            match outcome:
                case Said():
                    self._health.note(self.device, "ok")
                case NotSaid(fault=DeviceError() as fault):
                    self._health.note_fault(self.device, fault)
                case NotSaid(fault=fault):
                    self._health.note(self.device, "fault", type(fault).__name__)
                case TooLateToSay():
                    pass


def to_spoken(announcement: Announcement) -> Spoken | None:
    """Give what the voice says, with a chime before a call; None when the template has a place that nobody fills."""
    values: dict[str, Part] = {}
    if announcement.ticket is not None:
        values["ticket"] = TicketCode(announcement.ticket)
    if announcement.window_number is not None:
        values["window"] = Cardinal(announcement.window_number)
    try:
        parts = fill(announcement.template, values)
    except UnknownPlaceError as error:
        log.error("announcement %s has no value for {%s}", announcement.announcement_id, error.place)  # noqa: TRY400
        return None
    language = Language.ENGLISH if announcement.language == "en" else Language.MANDARIN
    return Spoken(
        id=announcement.announcement_id,
        sentences=(Sentence(language, parts),),
        valid_until=announcement.valid_until,
        chime=announcement.purpose == "call" and language is Language.MANDARIN,
    )
