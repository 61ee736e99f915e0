"""A window's rating pad: the hall's state onto the pad, a visitor's presses to the hall.

A pad thanks only when the hall's state does: then the rating is on disk. How many presses count, and until when, is the
hall's too.
"""

import logging
import math
import queue
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from broker import topics
from broker.bus import Bus, HallClock
from broker.messages import Message, Rate, RatingState, Refused, Sentence
from broker.terms import CounterCode, DeviceCode, RequestId, ServingId
from broker.topics import Topic
from hardware.nodes.asker import Answered, Asker, Outcome, Unanswered
from hardware.nodes.health import HealthBoard
from hardware.ports.faults import DeviceError
from hardware.ports.rating_pad import Level, PadPhase, PadPress, PadState, RatingPad

log = logging.getLogger(__name__)

LIVES_SECONDS = 10.0
HEARD_COUNTS_SECONDS = 1800.0
"""A pad with keys never speaks unasked, so after half an hour without a key nobody knows how it is."""
_ID_LENGTHS = range(8, 65)


class RatingNode:
    """One rating pad of one counter."""

    def __init__(
        self,
        pad: RatingPad,
        asker: Asker,
        *,
        device: DeviceCode,
        counter: CounterCode,
        alive_after_seconds: float | None,
        bus: Bus,
        clock: HallClock,
        health: HealthBoard,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`alive_after_seconds`: how long polls without a fault prove a pad alive; None when they never do."""
        self.device = device
        self._pad = pad
        self._asker = asker
        self._counter = counter
        self._alive_after_seconds = alive_after_seconds
        self._bus = bus
        self._clock = clock
        self._health = health
        self._monotonic = monotonic
        self._inbox: queue.SimpleQueue[RatingState | Outcome] = queue.SimpleQueue()
        self._state: RatingState | None = None
        self._shown = False
        self._notice: Sentence | None = None
        self._well_since = monotonic()
        self._heard_at: float | None = None

    def subscribe(self) -> None:
        """Begin to hear the counter's rating state, and to get answers."""
        self._asker.start(self._inbox.put)
        self._bus.subscribe(str(topics.rating(self._bus.hall, self._counter)), self.hear)

    def hear(self, _topic: Topic, message: Message) -> None:
        """Take a state from the bus."""
        if isinstance(message, RatingState):
            self._inbox.put(message)

    def turn(self) -> None:
        """Take what came, show it, hear one press."""
        try:
            self._take_all()
            if self._state is not None and not self._shown:
                self._pad.show(pad_state(self._state, self._seconds_left(self._state), self._notice))
                self._shown = True
            press = self._pad.poll()
        except DeviceError:
            self._shown = False
            self._heard_at = None
            self._well_since = self._monotonic()
            raise
        if press is not None:
            self._heard_at = self._monotonic()
            self._rate(press)
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
                case RatingState() as state:
                    self._state = state
                    self._notice = None
                    self._shown = False
                case Answered(reply=Refused(reason=reason, sentence=sentence)):
                    log.info("%s: a rating was refused: %s", self.device, reason)
                    self._notice = sentence
                    self._shown = False
                case Answered() | Unanswered():
                    pass

    def _seconds_left(self, state: RatingState) -> int | None:
        now = self._clock.now()
        if state.ends_at is None or now is None:
            return None
        return max(0, math.ceil((state.ends_at - now).total_seconds()))

    def _rate(self, press: PadPress) -> None:
        now = self._clock.now()
        if now is None:
            log.warning("%s: a press came before the hall was ever heard", self.device)
            return
        request = Rate(
            request_id=_request_id(press),
            valid_until=now + timedelta(seconds=LIVES_SECONDS),
            serving_id=ServingId(press.serving_id),
            stars=press.stars,
            reasons=press.reasons,
            counter=self._counter,
        )
        self._asker.ask(request, lives_seconds=LIVES_SECONDS)

    def _note_health(self) -> None:
        now = self._monotonic()
        proof = self._alive_after_seconds
        alive = proof is not None and now - self._well_since > proof
        heard = self._heard_at is not None and now - self._heard_at < HEARD_COUNTS_SECONDS
        self._health.note(self.device, "ok" if alive or heard else "unknown")


def pad_state(state: RatingState, seconds_left: int | None, notice: Sentence | None = None) -> PadState:
    """Give what a pad shows for a state of the hall; `notice` is the hall's word about the last press."""
    return PadState(
        phase=PadPhase(state.phase),
        counter=state.counter,
        staff_no=state.staff_no or "",
        staff_post=state.staff_post_zh or "",
        matter=state.service_zh or "",
        levels=tuple(Level(level.stars, level.name_zh, level.name_en, good=level.good) for level in state.levels),
        reasons=state.reasons,
        serving_id=state.serving_id,
        seconds_left=seconds_left,
        notice_zh=notice.zh_hans if notice else "",
        notice_en=notice.en if notice else "",
    )


def _request_id(press: PadPress) -> RequestId:
    """The id a pad minted for a press; one that is too short or long for the bus gives the same other id every time."""
    minted = press.request_id
    return RequestId(minted if len(minted) in _ID_LENGTHS else str(uuid5(NAMESPACE_OID, minted)))
