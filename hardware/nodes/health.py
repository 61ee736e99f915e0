"""How the node and its devices are, for the hall: told at every change and every ten seconds.

The nodes say what their devices answered; nothing here asks a device. `since` is by the caller's clock: as long as that
was never heard, no device can be told of.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition
from typing import Literal, TypeAlias

from broker import topics
from broker.bus import Bus, HallClock
from broker.errors import BrokerAway
from broker.messages import DeviceHealth, Health
from broker.terms import DeviceCode
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged

log = logging.getLogger(__name__)

State: TypeAlias = Literal["ok", "fault", "unknown"]

BEAT_SECONDS = 10.0


@dataclass(slots=True)
class _Known:
    state: State
    what: str | None
    changed_at: float
    since: datetime | None = None


class HealthBoard:
    """What is known of every device of one node. `run` is the body of the thread that tells it."""

    def __init__(
        self,
        bus: Bus,
        clock: HallClock,
        devices: Iterable[DeviceCode],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start with every device unknown: nobody has asked it yet."""
        self._bus = bus
        self._clock = clock
        self._monotonic = monotonic
        self._changed = Condition()
        self._dirty = True
        self._stopped = False
        self._known = {code: _Known("unknown", None, monotonic()) for code in devices}

    def note(self, device: DeviceCode, state: State, what: str | None = None) -> None:
        """Enter how a device is; only a change is told and logged."""
        with self._changed:
            before = self._known[device]
            if (before.state, before.what) == (state, what):
                return
            self._known[device] = _Known(state, what, self._monotonic())
            self._tell()
        log.info("%s is %s%s", device, state, f": {what}" if what else "")

    def note_fault(self, device: DeviceCode, fault: DeviceError) -> None:
        """Enter what a driver raised."""
        self.note(device, *named(fault))

    def message(self) -> Health:
        """Give what is to be told now."""
        now = self._clock.now()
        with self._changed:
            devices = {
                code: DeviceHealth(state=known.state, what=known.what, since=since)
                for code, known in self._known.items()
                if (since := self._since(known, now)) is not None
            }
        return Health(client=self._bus.client, online=True, at=now, devices=devices)

    def run(self) -> None:
        """Tell at every change, every ten seconds and at every connection, until `stop`."""
        self._bus.watch(self._connection_changed)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._dirty or self._stopped, BEAT_SECONDS)
                if self._stopped:
                    return
                self._dirty = False
            self._publish(self.message())

    def stop(self) -> None:
        """End `run` and say that we go, so that nobody takes it for a fault."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._publish(Health(client=self._bus.client, online=False, at=self._clock.now()))

    def hear_clock(self) -> None:
        """Tell at once what could not be told while the caller's clock was unknown."""
        with self._changed:
            if any(known.since is None for known in self._known.values()):
                self._tell()

    def _since(self, known: _Known, now: datetime | None) -> datetime | None:
        if known.since is None and now is not None:
            known.since = now - timedelta(seconds=self._monotonic() - known.changed_at)
        return known.since

    def _connection_changed(self, connected: bool) -> None:  # noqa: FBT001 - the bus calls it with one
        if connected:
            # the broker may just have told our last will
            with self._changed:
                self._tell()

    def _tell(self) -> None:
        self._dirty = True
        self._changed.notify()

    def _publish(self, health: Health) -> None:
        try:
            self._bus.publish(topics.health(self._bus.hall, self._bus.client), health)
        except BrokerAway:
            log.debug("no broker to tell how we are: the next connection does")


def named(fault: DeviceError) -> tuple[State, str]:
    """Give state and name of a fault. A device that does not answer is unknown, not broken."""
    match fault:
        case DeviceUnplugged():
            return "fault", "unplugged"
        case DeviceSilent():
            return "unknown", "silent"
        case BadFrame():
            return "fault", f"bad_frame: {fault.reason}"[:120]
        case DeviceRefused():
            return "fault", f"refused: 0x{fault.code:02X}"
        case _:
            return "fault", type(fault).__name__
