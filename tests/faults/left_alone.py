"""Somebody who identifies at a kiosk and walks away: what the glass shows second by second, noted on the side."""

import time
from dataclasses import dataclass
from threading import Event, Thread

from scripts.hallctl.rig import Refused, Rig
from tests.faults.people import put_card
from tests.rig.conftest import RunningHall

_LOOK_SECONDS = 0.4


@dataclass(frozen=True)
class Glance:
    """What stood on the glass so many seconds after the last touch."""

    seconds: float
    step: str
    lines: tuple[str, ...]


class LeftAlone:
    """Begins at once; looks until the kiosk is at its start again, or closed."""

    def __init__(self, hall: RunningHall, kiosk: str, persona: str) -> None:
        self.hall, self.kiosk, self.persona = hall, kiosk, persona
        self.glances: list[Glance] = []
        self.greeting = put_card(hall, kiosk, persona)
        self._began = time.monotonic()
        self._closed = Event()
        self._thread = Thread(target=self._look, name="left alone", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> list[Glance]:
        """Give all glances when the kiosk rests again; fails when it does not within `seconds`."""
        self._thread.join(seconds)
        assert not self._thread.is_alive(), f"after {seconds} s {self.kiosk} shows {self.glances[-1:]}"
        return self.glances

    def close(self) -> None:
        self._closed.set()
        self._thread.join(5)

    def _look(self) -> None:
        rig = Rig.of(self.hall.state)
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                facts = rig.get(f"/api/show/{self.kiosk}")
            except Refused:
                continue
            seconds = time.monotonic() - self._began
            self.glances.append(Glance(seconds, facts["step"], tuple(facts["lines"])))
            if facts["step"] == "Start":
                return
