"""A clerk's call pad: keys become requests, answers become beeps, queues become a number on its display.

One short beep: done. Two: refused, or not answered in time. Which keys mean what is the driver's table; what a request
does is the hall's.
"""

import logging
import queue
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

from broker import topics
from broker.bus import Bus, HallClock
from broker.messages import (
    CallNext,
    Complete,
    DisplayState,
    LineState,
    Message,
    NoShow,
    Park,
    PauseCounter,
    Recall,
    Refused,
    ReopenCounter,
    Request,
    StartServing,
    TransferToCounter,
)
from broker.terms import CounterCode, DeviceCode, QueueLetter, RequestId
from broker.topics import Kind, Topic
from hardware.nodes.asker import Answered, Asker, Outcome, Unanswered
from hardware.nodes.health import HealthBoard
from hardware.ports.call_pad import CallPad, PadAction, PadKey
from hardware.ports.faults import DeviceError

log = logging.getLogger(__name__)

_AtCounter: TypeAlias = CallNext | Recall | StartServing | NoShow | Park | PauseCounter | ReopenCounter | Complete
_MEANINGS: Mapping[PadKey, type[_AtCounter]] = MappingProxyType(
    {
        PadKey.NEXT: CallNext,
        PadKey.RECALL: Recall,
        PadKey.ARRIVED: StartServing,
        PadKey.NO_SHOW: NoShow,
        PadKey.PARK: Park,
        PadKey.PAUSE: PauseCounter,
        PadKey.FINISH: Complete,
    }
)
"""What each key asks for; a pause that holds is ended by the same key, and a transfer needs its window."""

LIVES_SECONDS = 3.0
"""A press that is not answered by then has no effect any more: nobody wants a call made minutes later."""
BETWEEN_BEEPS_SECONDS = 0.25
HEARD_COUNTS_SECONDS = 1800.0
"""A pad never speaks unasked, so after half an hour without a key nobody knows how it is."""


class CallPadNode:
    """One call pad of one counter."""

    def __init__(
        self,
        pad: CallPad,
        asker: Asker,
        *,
        device: DeviceCode,
        counter: CounterCode,
        window_code: str,
        bus: Bus,
        clock: HallClock,
        health: HealthBoard,
        new_request_id: Callable[[], str],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`window_code` makes a counter's code of a typed number (`W{:02d}`)."""
        self.device = device
        self._pad = pad
        self._asker = asker
        self._counter = counter
        self._window_code = window_code
        self._bus = bus
        self._clock = clock
        self._health = health
        self._new_request_id = new_request_id
        self._monotonic = monotonic
        self._inbox: queue.SimpleQueue[LineState | DisplayState | Outcome] = queue.SimpleQueue()
        self._waiting: dict[QueueLetter, int] = {}
        self._shown_waiting: int | None = None
        self._paused = False
        self._beeps = 0
        self._next_beep_at = 0.0
        self._heard_at: float | None = None

    def subscribe(self) -> None:
        """Begin to hear the counter's state and every queue's, and to get answers."""
        self._asker.start(self._inbox.put)
        self._bus.subscribe(str(topics.display(self._bus.hall, self._counter)), self.hear)
        self._bus.subscribe(topics.every(self._bus.hall, Kind.LINE), self.hear)

    def hear(self, _topic: Topic, message: Message) -> None:
        """Take a state from the bus."""
        if isinstance(message, (LineState, DisplayState)):
            self._inbox.put(message)

    def turn(self) -> None:
        """Take what came, tell the pad, hear one wish."""
        try:
            self._take_all()
            self._tell_pad()
            action = self._pad.poll()
        except DeviceError:
            # a pad that was unplugged has a dark display, and has not been heard since
            self._shown_waiting = None
            self._heard_at = None
            raise
        if action is not None:
            self._heard_at = self._monotonic()
            self._obey(action)
        self._note_health()

    def wake(self) -> None:
        """Nothing: a pad's wait is short."""

    def close(self) -> None:
        """Let go of the pad."""
        self._asker.stop()
        self._pad.close()

    def _take_all(self) -> None:
        while not self._inbox.empty():
            match self._inbox.get():
                case LineState() as line:
                    self._waiting[line.queue] = line.waiting if self._counter in line.counters else 0
                case DisplayState() as state:
                    self._paused = state.phase == "paused"
                case Answered(reply=Refused(reason=reason)):
                    log.info("%s: refused: %s", self.device, reason)
                    self._beeps += 2
                case Answered():
                    self._beeps += 1
                case Unanswered():
                    self._beeps += 2

    def _tell_pad(self) -> None:
        waiting = sum(self._waiting.values())
        if self._waiting and waiting != self._shown_waiting:
            self._pad.show_waiting(waiting)
            self._shown_waiting = waiting
        now = self._monotonic()
        if self._beeps and now >= self._next_beep_at:
            self._pad.beep()
            self._beeps -= 1
            self._next_beep_at = now + BETWEEN_BEEPS_SECONDS

    def _obey(self, action: PadAction) -> None:
        now = self._clock.now()
        request = None if now is None else self._request(action, now + timedelta(seconds=LIVES_SECONDS))
        if request is None:
            # the hall was never heard, or a transfer names no window: nothing can be asked
            self._beeps += 2
            return
        self._asker.ask(request, lives_seconds=LIVES_SECONDS)

    def _request(self, action: PadAction, valid_until: datetime) -> Request | None:
        request_id = RequestId(self._new_request_id())
        if action.key is not PadKey.TRANSFER:
            key_means = ReopenCounter if action.key is PadKey.PAUSE and self._paused else _MEANINGS[action.key]
            return key_means(request_id=request_id, valid_until=valid_until, counter=self._counter)
        if action.window is None:
            return None
        return TransferToCounter(
            request_id=request_id,
            valid_until=valid_until,
            counter=self._counter,
            to_counter=CounterCode(self._window_code.format(action.window)),
        )

    def _note_health(self) -> None:
        heard = self._heard_at is not None and self._monotonic() - self._heard_at < HEARD_COUNTS_SECONDS
        self._health.note(self.device, "ok" if heard else "unknown")
