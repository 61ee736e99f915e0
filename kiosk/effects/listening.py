"""Listens to the hall: its clock, its queues, its catalogue; and notices when it falls silent."""

from threading import Event as Signal

from broker.bus import Bus, HallClock
from broker.messages import CatalogueNotice, HallTime, HelpState, LineState, Message
from broker.topics import Kind, Topic, every, help_at
from kiosk.effects.catalogue import CatalogueKeeper
from kiosk.effects.outlet import Tell
from kiosk.flow.news import HallAway, HallTold, HelpTold, LineTold

SILENT_SECONDS = 4.0
"""The caller's clock ticks every second; without it for this long the hall is away."""

LOOK_SECONDS = 0.5


class Listener:
    """Turns what the hall publishes into news. `run` is the body of the thread that notices its silence."""

    def __init__(self, bus: Bus, clock: HallClock, catalogue: CatalogueKeeper, tell: Tell) -> None:
        """Take the bus, the clock to set, who keeps the catalogue, and who is told."""
        self._bus = bus
        self._clock = clock
        self._catalogue = catalogue
        self._tell = tell
        self._away = True

    def subscribe(self) -> None:
        """Hear the hall from now on."""
        hall = self._bus.hall
        for kind in (Kind.TIME, Kind.LINE, Kind.CATALOGUE):
            self._bus.subscribe(every(hall, kind), self._hear)
        self._bus.subscribe(str(help_at(hall, self._bus.client)), self._hear)
        self._bus.watch(self._connected)

    def run(self, stop: Signal) -> None:
        """Watch the hall's clock and catalogue until told to stop."""
        while not stop.wait(LOOK_SECONDS):
            self._catalogue.keep_up()
            silent = self._clock.silent_seconds
            if silent is None or silent > SILENT_SECONDS:
                self._gone()

    def _hear(self, _topic: Topic, message: Message) -> None:
        match message:
            case HallTime(now=now, open=is_open, opens_at=opens_at):
                self._clock.hear(now)
                self._away = False
                self._tell(HallTold(now, is_open, opens_at))
            case LineState():
                self._tell(LineTold(message))
            case HelpState():
                self._tell(HelpTold(message))
            case CatalogueNotice():
                self._catalogue.notice(message.hash)
            case _:
                # a newer hall may say more than this kiosk understands
                return

    def _connected(self, connected: bool) -> None:  # noqa: FBT001 - the bus calls it with one
        if not connected:
            self._gone()

    def _gone(self) -> None:
        if not self._away:
            self._away = True
            self._tell(HallAway())
