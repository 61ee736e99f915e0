"""What keeps open pages true: one thread looks at the hall, draws what somebody watches, and hands it to every stream.

However many people watch the same thing, it is drawn once; nobody gets more than five drawings a second. A browser that
connects, or comes back, first gets everything. Who may watch what is the pages' business.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Lock, Thread
from time import monotonic

from caller.application.ports import Desk, HallAway, Scene
from caller.console.pages import Pages
from caller.console.words import PageLanguage

LEAST_SECONDS_BETWEEN_DRAWINGS = 0.2
LOOK_AGAIN_SECONDS = 1.0
"""Some things change by time alone: a notice ends, a call stays unconfirmed."""
BEAT_SECONDS = 5.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Channel:
    """Something to watch: a page's template, its language, whose page it is (`key`), and the view that reads the hall.

    Channels with the same template, language and key are one; `view` runs on the controller's thread and must be quick.
    """

    template: str
    language: PageLanguage
    key: str
    view: Callable[[Scene], object] = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What all watchers of a channel last got."""

    regions: Mapping[str, str]
    now: datetime

    def as_event(self) -> str:
        return _event("snapshot", {"regions": self.regions, "now": self.now.isoformat()})


class _Seat:
    """One browser's end of a stream: events waiting to be sent, of which a newer snapshot replaces an older."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[str] = deque()
        self._something = asyncio.Event()

    def post(self, event: str) -> None:
        """Hand over an event, from any thread."""
        self._loop.call_soon_threadsafe(self._put, event)

    async def next(self) -> str:
        """Wait for the next event."""
        while not self._waiting:
            self._something.clear()
            await self._something.wait()
        return self._waiting.popleft()

    def _put(self, event: str) -> None:
        kind = event.partition("\n")[0]
        self._waiting = deque(old for old in self._waiting if old.partition("\n")[0] != kind)
        self._waiting.append(event)
        self._something.set()


class Live:
    """All open pages. `run` in a thread of its own between `start` and `stop`."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        """Take the hall to look at and the pages to draw. Nothing runs before `start`."""
        self._desk = desk
        self._pages = pages
        self._lock = Lock()
        self._seats: dict[Channel, set[_Seat]] = {}
        self._drawn: dict[Channel, _Drawing] = {}
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="console-live", daemon=True)
        self._last_beat = float("-inf")
        self._failing: set[Channel] = set()

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End every stream and wait until nothing is drawn any more."""
        self._stopping.set()
        with self._lock:
            watched = tuple(self._seats)
        self._tell(watched, _CLOSING)
        if self._thread.is_alive():
            self._thread.join()

    async def stream(self, channel: Channel, still_allowed: Callable[[], bool]) -> AsyncGenerator[str, None]:
        """Give the events of a channel, everything first, until the browser goes or may watch no longer."""
        seat = _Seat()
        self._join(channel, seat)
        try:
            while still_allowed():
                event = await seat.next()
                if self._stopping.is_set():
                    yield _CLOSING
                    return
                yield event
            yield _event("ended", {})
        finally:
            self._leave(channel, seat)

    def _join(self, channel: Channel, seat: _Seat) -> None:
        with self._lock:
            self._seats.setdefault(channel, set()).add(seat)
            if channel in self._drawn:  # posted under the lock: a newer drawing must come after it
                seat.post(self._drawn[channel].as_event())

    def _leave(self, channel: Channel, seat: _Seat) -> None:
        with self._lock:
            seats = self._seats[channel]
            seats.discard(seat)
            if not seats:
                del self._seats[channel]
                self._drawn.pop(channel, None)

    def _run(self) -> None:
        revision = self._desk.revision
        while not self._stopping.is_set():
            self._look()
            self._stopping.wait(LEAST_SECONDS_BETWEEN_DRAWINGS)
            revision = self._desk.wait_for_change(revision, LOOK_AGAIN_SECONDS)

    def _look(self) -> None:
        with self._lock:
            watched = tuple(self._seats)
        beat = monotonic() - self._last_beat >= BEAT_SECONDS
        for channel in watched:
            try:
                self._draw(channel, beat=beat)
            except HallAway:
                self._tell(watched, _event("away", {}))
                return
            except Exception:  # noqa: BLE001  supervises the views
                # One view that fails on some state of the hall must not blind the other pages. Its own page gets no
                # beat, so it says that it stands still.
                if channel not in self._failing:
                    _log.exception("%s %s could not be drawn", channel.template, channel.key)
                self._failing.add(channel)
        if beat:
            self._last_beat = monotonic()

    def _draw(self, channel: Channel, *, beat: bool) -> None:
        now, view = self._desk.read(lambda scene: (scene.now, channel.view(scene)))
        self._show(channel, _Drawing(self._pages.regions(channel.template, channel.language, view), now))
        self._failing.discard(channel)
        if beat:
            self._tell((channel,), _event("beat", {"now": now.isoformat()}))

    def _show(self, channel: Channel, drawing: _Drawing) -> None:
        with self._lock:
            before = self._drawn.get(channel)
            if channel not in self._seats or (before is not None and before.regions == drawing.regions):
                return
            self._drawn[channel] = drawing
            seats = tuple(self._seats[channel])
        event = drawing.as_event()
        for seat in seats:
            seat.post(event)

    def _tell(self, channels: Iterable[Channel], event: str) -> None:
        with self._lock:
            seats = [seat for channel in channels for seat in self._seats.get(channel, ())]
        for seat in seats:
            seat.post(event)


def _event(kind: str, facts: Mapping[str, object]) -> str:
    return f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"


_CLOSING = _event("closing", {})
