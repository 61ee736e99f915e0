"""What keeps open pages true: one thread looks at the hall, draws what somebody watches, and hands it to every stream.

However many people watch the same thing, it is drawn once; nobody gets more than five drawings a second. A browser that
connects, or comes back, first gets everything. Who may watch what is the pages' business.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
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

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End every stream and wait until nothing is drawn any more."""
        self._stopping.set()
        self._tell(_event("closing", {}))
        if self._thread.is_alive():
            self._thread.join()

    async def stream(self, channel: Channel, still_allowed: Callable[[], bool]) -> AsyncIterator[str]:
        """Give the events of a channel, everything first, until the browser goes or may watch no longer."""
        seat = _Seat()
        self._join(channel, seat)
        try:
            while not self._stopping.is_set():
                if not still_allowed():
                    yield _event("ended", {})
                    return
                yield await seat.next()
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
            try:
                self._look()
            except Exception:  # noqa: BLE001  see below
                # The supervisor of this thread: a view that fails on some state of the hall must not blind every page
                # for ever. No beat is sent meanwhile, so the pages themselves say that they stand still.
                _log.exception("a page could not be drawn")
            self._stopping.wait(LEAST_SECONDS_BETWEEN_DRAWINGS)
            revision = self._desk.wait_for_change(revision, LOOK_AGAIN_SECONDS)

    def _look(self) -> None:
        with self._lock:
            watched = tuple(self._seats)
        try:
            now, views = self._desk.read(lambda scene: (scene.now, [channel.view(scene) for channel in watched]))
        except HallAway:
            self._tell(_event("away", {}))
            return
        for channel, view in zip(watched, views, strict=True):
            self._show(channel, _Drawing(self._pages.regions(channel.template, channel.language, view), now))
        if monotonic() - self._last_beat >= BEAT_SECONDS:
            self._last_beat = monotonic()
            self._tell(_event("beat", {"now": now.isoformat()}))

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

    def _tell(self, event: str) -> None:
        with self._lock:
            seats = [seat for watching in self._seats.values() for seat in watching]
        for seat in seats:
            seat.post(event)


def _event(kind: str, facts: Mapping[str, object]) -> str:
    return f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n"
