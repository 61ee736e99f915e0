"""How the kiosk's devices are, for the hall: told at every change and every ten seconds (K-16)."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event as Signal
from threading import Lock

from broker.bus import Bus
from broker.errors import BrokerAway
from broker.messages import DeviceHealth, Health
from broker.terms import DeviceCode
from broker.topics import health as health_topic

log = logging.getLogger(__name__)

BEAT_SECONDS = 10.0
LOOK_SECONDS = 0.5


class HealthBook:
    """What is known of every device. Workers write, the heartbeat reads; silence is `unknown`, never fine."""

    def __init__(self, devices: tuple[str, ...], now: Callable[[], datetime]) -> None:
        """Start with every device unknown. `now` gives the caller's time, or this machine's before it was heard."""
        self._now = now
        self._lock = Lock()
        self._states = {DeviceCode(code): DeviceHealth(state="unknown", since=now()) for code in devices}
        self._changed = Signal()

    def fine(self, device: str) -> None:
        """Note that the device answered and has no complaint."""
        self._note(device, "ok", None)

    def fault(self, device: str, what: str) -> None:
        """Note what is wrong with the device. `silent` is unknown: nobody can say how it is."""
        self._note(device, "unknown" if what == "silent" else "fault", what)

    def _note(self, device: str, state: str, what: str | None) -> None:
        with self._lock:
            before = self._states.get(DeviceCode(device))
            if before is not None and (before.state, before.what) == (state, what):
                return
            known = {"state": state, "what": what, "since": self._now()}
            self._states[DeviceCode(device)] = DeviceHealth.model_validate(known)
        self._changed.set()

    def take_over(self, states: Mapping[DeviceCode, DeviceHealth]) -> None:
        """Begin with what was known before us of devices that are ours."""
        with self._lock:
            self._states |= {code: state for code, state in states.items() if code in self._states}

    def take_change(self) -> bool:
        """Tell whether anything changed since this was asked last."""
        changed = self._changed.is_set()
        self._changed.clear()
        return changed

    @property
    def states(self) -> Mapping[DeviceCode, DeviceHealth]:
        """All devices as they are known now."""
        with self._lock:
            return dict(self._states)


class Heartbeat:
    """Publishes the book. `run` is the body of its thread."""

    def __init__(self, bus: Bus, book: HealthBook, now: Callable[[], datetime], clock: Callable[[], float]) -> None:
        """Take the bus, what to tell, the caller's time and a monotonic clock in seconds."""
        self._bus = bus
        self._book = book
        self._now = now
        self._clock = clock
        self._due = clock()
        self.goodbye = True
        """Whether the end is told; not where another process goes on as the same client."""

    def run(self, stop: Signal) -> None:
        """Beat until told to stop; then say goodbye, so that nobody takes it for a fault."""
        self._bus.watch(self._connected)
        while not stop.is_set():
            if self._book.take_change() or self._clock() >= self._due:
                self._due = self._clock() + BEAT_SECONDS
                self.publish(online=True)
            stop.wait(LOOK_SECONDS)
        if self.goodbye:
            self.publish(online=False)

    def _connected(self, connected: bool) -> None:  # noqa: FBT001 - the bus calls it with one
        if connected:
            # the broker may just have published our last will: say at once that we are here
            self._due = self._clock()

    def publish(self, *, online: bool) -> None:
        """Tell once."""
        message = Health(client=self._bus.client, online=online, at=self._now(), devices=dict(self._book.states))
        try:
            self._bus.publish(health_topic(self._bus.hall, self._bus.client), message)
        except BrokerAway:
            # the broker tells the rest by our last will; the next beat says more
            log.debug("no broker to tell how we are")
