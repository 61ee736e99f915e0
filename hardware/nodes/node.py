"""One node: the devices of its file, each on a thread of its own, on one connection to the bus."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import Thread
from typing import Protocol
from uuid import uuid4

from broker import topics
from broker.bus import Bus, HallClock
from broker.messages import HallTime, Message
from broker.terms import CounterCode
from broker.topics import Kind, Topic
from hardware.factory import make_call_display, make_call_pad, make_rating_pad, make_speaker
from hardware.nodes.asker import Asker
from hardware.nodes.call_pad_node import CallPadNode
from hardware.nodes.display_node import DisplayNode
from hardware.nodes.health import HealthBoard
from hardware.nodes.rating_node import RatingNode
from hardware.nodes.speaker_node import SpeakerNode
from hardware.nodes.supervisor import Supervisor, Work
from hardware.settings import (
    CallPadSettings,
    DisplaySettings,
    NodeSettings,
    PanelSettings,
    RatingPadSettings,
    ZoneSettings,
)


class _Listener(Work, Protocol):
    def subscribe(self) -> None: ...


class Node:
    """The devices of one section. `bus` may connect before or after `start`; it stays its owner's to close."""

    def __init__(
        self,
        settings: NodeSettings,
        bus: Bus,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        new_request_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        """Make every driver; no line is opened yet.

        Raises:
            OSError: the address of a rating panel's page cannot be bound.
        """
        self._settings = settings
        self._bus = bus
        self._monotonic = monotonic
        self._new_request_id = new_request_id
        self._clock = HallClock(monotonic)
        codes = [device.code for device in settings.devices]
        self._health = HealthBoard(bus, self._clock, codes, monotonic=monotonic)
        self._works = tuple(self._make())
        self._supervisor = Supervisor(self._works, self._health)

    def start(self) -> None:
        """Listen to the hall and work."""
        # the clock first: what comes after it is judged by it
        self._bus.subscribe(topics.every(self._bus.hall, Kind.TIME), self._hear_time)
        for work in self._works:
            work.subscribe()
        Thread(target=self._health.run, name="health", daemon=True).start()
        self._supervisor.start()

    def stop(self) -> None:
        """Say that we go, end every thread and let go of every device, within two seconds."""
        self._health.stop()
        self._supervisor.stop()

    def _hear_time(self, _topic: Topic, message: Message) -> None:
        if isinstance(message, HallTime):
            self._clock.hear(message.now)
            self._health.hear_clock()

    def _hall_now(self) -> datetime:
        """The hall's time; before it was ever heard nothing is late."""
        return self._clock.now() or datetime.min.replace(tzinfo=UTC)

    def _make(self) -> Iterator[_Listener]:
        for counter in self._settings.counters:
            if counter.display is not None:
                yield self._display(counter.display, counter.code)
            if counter.call_pad is not None:
                yield self._call_pad(counter.call_pad, counter.code)
            if counter.rating_pad is not None:
                yield self._rating_pad(counter.rating_pad, counter.code)
        for zone in self._settings.zones:
            yield self._speaker(zone)

    def _display(self, settings: DisplaySettings, counter: CounterCode) -> DisplayNode:
        return DisplayNode(
            make_call_display(settings),
            device=settings.code,
            counter=counter,
            height=settings.height,
            answers=settings.answers,
            bus=self._bus,
            clock=self._clock,
            health=self._health,
            monotonic=self._monotonic,
        )

    def _call_pad(self, settings: CallPadSettings, counter: CounterCode) -> CallPadNode:
        return CallPadNode(
            make_call_pad(settings),
            Asker(self._bus, name=settings.code, monotonic=self._monotonic),
            device=settings.code,
            counter=counter,
            window_code=self._settings.window_code,
            bus=self._bus,
            clock=self._clock,
            health=self._health,
            new_request_id=self._new_request_id,
            monotonic=self._monotonic,
        )

    def _rating_pad(self, settings: RatingPadSettings, counter: CounterCode) -> RatingNode:
        return RatingNode(
            make_rating_pad(settings, new_request_id=self._new_request_id),
            Asker(self._bus, name=settings.code, monotonic=self._monotonic),
            device=settings.code,
            counter=counter,
            alive_after_seconds=settings.absent_seconds if isinstance(settings, PanelSettings) else None,
            bus=self._bus,
            clock=self._clock,
            health=self._health,
            monotonic=self._monotonic,
        )

    def _speaker(self, zone: ZoneSettings) -> SpeakerNode:
        return SpeakerNode(
            make_speaker(zone.speaker, now=self._hall_now),
            device=zone.speaker.code,
            zone=zone.code,
            bus=self._bus,
            clock=self._clock,
            health=self._health,
        )
