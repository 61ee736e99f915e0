"""What the hall tells on its bus, kept by topic: the rig listens as the technicians' client and says nothing."""

import threading
from collections.abc import Callable, Iterable

from broker.bus import Bus, HallClock
from broker.messages import DisplayState, HallTime, Health, Message, RatingState
from broker.terms import ClientCode, CounterCode, DeviceCode
from broker.topics import Kind, Topic, every

_HEARD = (Kind.DISPLAY, Kind.RATING, Kind.HEALTH, Kind.TIME)
_CALLER = ClientCode("caller")
_SILENT_SECONDS = 3.0


class Retained:
    """The newest state on every topic that the rig cares for."""

    def __init__(self, bus: Bus, monotonic: Callable[[], float]) -> None:
        """Subscribe; connecting is left to the bus's owner."""
        self._bus = bus
        self._clock = HallClock(monotonic)
        self._states: dict[tuple[Kind, str], Message] = {}
        self._changed = threading.Condition()
        for kind in _HEARD:
            bus.subscribe(every(bus.hall, kind), self._hear)

    @property
    def is_heard(self) -> bool:
        """Whether the broker is there; without it everything known here is of yesterday."""
        return self._bus.connected

    def display(self, counter: CounterCode) -> DisplayState | None:
        """Give what a window's LED should show."""
        state = self._states.get((Kind.DISPLAY, counter))
        return state if isinstance(state, DisplayState) else None

    def rating(self, counter: CounterCode) -> RatingState | None:
        """Give what a window's rating pad should show."""
        state = self._states.get((Kind.RATING, counter))
        return state if isinstance(state, RatingState) else None

    def health(self, client: ClientCode) -> Health | None:
        """Give how a program says it is."""
        state = self._states.get((Kind.HEALTH, client))
        return state if isinstance(state, Health) else None

    def device_state(self, code: DeviceCode) -> tuple[str, str | None] | None:
        """Give what the program that drives a device says of it: state, and what is wrong."""
        for state in list(self._states.values()):
            if isinstance(state, Health) and code in state.devices:
                known = state.devices[code]
                return ("unknown", "its program is offline") if not state.online else (known.state, known.what)
        return None

    def offline(self, clients: Iterable[ClientCode]) -> tuple[ClientCode, ...]:
        """Name those of these programs that are not online; the caller is when its clock is heard."""
        return tuple(client for client in clients if not self._is_online(client))

    def wait_for(self, seen: Callable[[], bool], timeout_seconds: float) -> bool:
        """Wait until something is so, now or within the time; whether it is."""
        with self._changed:
            return self._changed.wait_for(seen, timeout_seconds)

    def _is_online(self, client: ClientCode) -> bool:
        if client == _CALLER:
            silent = self._clock.silent_seconds
            return silent is not None and silent < _SILENT_SECONDS
        state = self.health(client)
        return state is not None and state.online

    def _hear(self, topic: Topic, message: Message) -> None:
        with self._changed:
            self._states[topic.kind, topic.name] = message
            if isinstance(message, HallTime):
                self._clock.hear(message.now)
            self._changed.notify_all()
