"""How a call is put on the LED: the newest state of a counter, shown, and confirmed once the panel itself has.

A screen gets states, never commands: whatever was missed (a cut cable, a dark panel, a broker away), the newest state
alone makes it right again. What a face looks like is `faces`; bytes are the driver's.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from broker import topics
from broker.bus import Bus, HallClock
from broker.errors import BrokerAway
from broker.messages import DisplayState, Message, Shown
from broker.terms import CounterCode, DeviceCode
from broker.topics import Topic
from hardware.nodes.faces import Signal, face_of, pieces_of, words_of
from hardware.nodes.health import HealthBoard
from hardware.nodes.newest import Newest
from hardware.ports.call_display import CallDisplay, Face, FaceTooLargeError
from hardware.ports.faults import DeviceError

log = logging.getLogger(__name__)

ASK_SECONDS = 2.0
"""How often an idle panel is asked how it is: a fault stands on the manager's wall within five seconds."""
ONE_WAY_SECONDS = 10.0
"""How often a panel that cannot answer is shown the same again."""
NEW_CALL = timedelta(seconds=10)
"""A call older than this does not blink any more: the visitor has heard it, or it is history."""
FIRST_STATE_SECONDS = 3.0
LOST_SECONDS = 30.0
GONE_SECONDS = 1800.0
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the panel has acknowledged: its face once it is steady. `fits` False: the panel is too small for it."""

    face: Face
    fits: bool = True


class DisplayNode:
    """One LED screen of one counter."""

    def __init__(
        self,
        panel: CallDisplay,
        *,
        device: DeviceCode,
        counter: CounterCode,
        height: int,
        answers: bool,
        bus: Bus,
        clock: HallClock,
        health: HealthBoard,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`height` is the panel's, in dots; `answers` False means that it never confirms."""
        self.device = device
        self._panel = panel
        self._counter = counter
        self._height = height
        self._answers = answers
        self._bus = bus
        self._clock = clock
        self._health = health
        self._monotonic = monotonic
        self._newest: Newest[DisplayState] = Newest()
        self._state: DisplayState | None = None
        self._shows: _Shown | None = None
        self._told = False
        self._called: tuple[str | None, int] | None = None
        self._started = monotonic()
        self._asked_at = monotonic() - ONE_WAY_SECONDS

    def subscribe(self) -> None:
        """Begin to hear the counter's state."""
        self._bus.subscribe(str(topics.display(self._bus.hall, self._counter)), self.hear)

    def hear(self, _topic: Topic, message: Message) -> None:
        """Take a state from the bus; the panel shows it on its own thread."""
        if not isinstance(message, DisplayState):
            return
        unseen = self._newest.put(message)
        if unseen is not None and _call(unseen) != _call(message):
            log.warning("%s: %s was replaced by %s before it was shown", self.device, unseen.ticket, message.ticket)

    def turn(self) -> None:
        """Show what is new, or see whether the panel still shows what it should."""
        heard = self._newest.take(self._patience())
        if heard is not None:
            # also one that was said before: somebody came back and wants to know what stands here
            self._state = heard
            self._told = False
        signal = self._signal()
        if self._state is None and signal is Signal.GOOD:
            self._ask_when_due()
            return
        steady = face_of(self._state, signal, blink=False, height=self._height)
        if self._shows is None or self._shows.face != steady or self._is_new_call():
            self._show(steady, face_of(self._state, signal, blink=self._is_new_call(), height=self._height))
        else:
            self._ask_when_due()
        if not self._told:
            self._confirm(signal)

    def wake(self) -> None:
        """End the wait for a state."""
        self._newest.wake()

    def close(self) -> None:
        """Let go of the panel, which keeps what it shows."""
        self._panel.close()

    def _patience(self) -> float:
        if self._state is not None and self._shows is None:
            return 0.0
        return min(_LOOK_SECONDS, max(0.0, self._due_at() - self._monotonic()))

    def _due_at(self) -> float:
        return self._asked_at + (ASK_SECONDS if self._answers else ONE_WAY_SECONDS)

    def _signal(self) -> Signal:
        silent = self._clock.silent_seconds
        if silent is None:
            return Signal.LOST if self._monotonic() - self._started > FIRST_STATE_SECONDS else Signal.GOOD
        if silent > GONE_SECONDS:
            return Signal.GONE
        return Signal.LOST if silent > LOST_SECONDS else Signal.GOOD

    def _show(self, steady: Face, face: Face) -> None:
        """Put `face` on the panel, which will have become `steady` after its blinking."""
        self._shows = None
        self._told = False
        self._asked_at = self._monotonic()
        try:
            self._panel.show(face)
        except FaceTooLargeError as error:
            # a panel too small for its face is a setting to mend, no reason to end every window's process
            what = f"{error.what}: {error.needed} > {error.available}"
            self._health.note(self.device, "fault", f"too_small: {what}"[:120])
            self._shows = _Shown(steady, fits=False)
            return
        self._called = None if self._state is None else _call(self._state)
        self._shows = _Shown(steady)
        self._note_answer()

    def _is_new_call(self) -> bool:
        state = self._state
        if state is None or state.phase != "calling" or _call(state) == self._called:
            return False
        now = self._clock.now()
        return now is None or state.called_at is None or now - state.called_at < NEW_CALL

    def _confirm(self, signal: Signal) -> None:
        """Tell what the panel shows: only what it has acknowledged, by the caller's clock, once somebody hears it."""
        state, shows, now = self._state, self._shows, self._clock.now()
        if not self._answers or state is None or shows is None or not shows.fits or now is None:
            return
        number_stands = signal is not Signal.GONE
        told = Shown(
            device=self.device,
            revision=state.revision,
            text=words_of(shows.face)[:200],
            ticket=state.ticket if number_stands else None,
            call_count=state.call_count if number_stands else 0,
            at=now,
        )
        try:
            self._bus.publish(topics.shown(self._bus.hall, self._bus.client), told)
        except BrokerAway:
            return  # told at a later turn
        self._told = True

    def _ask_when_due(self) -> None:
        if self._monotonic() < self._due_at():
            return
        self._asked_at = self._monotonic()
        if not self._answers:
            self._shows = None
            return
        try:
            told = self._panel.status()
        except DeviceError:
            # whoever comes back may have been without power meanwhile: it is shown everything again
            self._shows = None
            raise
        if self._shows is not None and self._shows.fits and told.areas != pieces_of(self._shows.face):
            log.warning("%s shows %d areas instead of its face: shown again", self.device, told.areas)
            self._shows = None
        elif told.on:
            self._note_answer()
        else:
            self._health.note(self.device, "fault", "switched_off")

    def _note_answer(self) -> None:
        if not self._answers:
            self._health.note(self.device, "unknown", None)
        elif self._shows is None or self._shows.fits:
            silent = self._signal() is not Signal.GOOD
            self._health.note(self.device, "ok", "hall_silent" if silent else None)


def _call(state: DisplayState) -> tuple[str | None, int]:
    return state.ticket, state.call_count
