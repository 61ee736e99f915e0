"""Asks the hall: one thread, one request at a time, each with an id of its own that a repeat keeps.

Questions of a visitor are given up when they are no longer worth anything; reports wait until the hall is back.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Condition
from threading import Event as Signal

from broker.bus import Bus, HallClock
from broker.errors import BadMessage, BrokerAway, NoAnswer
from broker.messages import FetchCatalogue, Refused, Reply, Request
from broker.terms import RequestId
from kiosk.effects.answering import event_of
from kiosk.effects.keys import VisitKeys
from kiosk.effects.outlet import Tell
from kiosk.flow.events import Event as FlowEvent
from kiosk.flow.events import HallSilent

log = logging.getLogger(__name__)

WORTH_SECONDS = 10.0
"""How long a visitor's question is worth anything: IssueTicket lives this long by the caller's clock."""

REPORT_WORTH_SECONDS = 60.0
ATTEMPT_SECONDS = 3.0
AGAIN_SECONDS = 0.3
REPORTS_KEPT = 500

Stamp = Callable[[RequestId, datetime], Request]
"""Makes a request of an id and the time until which it is worth anything."""


@dataclass(frozen=True, slots=True)
class _Question:
    stamps: tuple[Stamp, ...]
    silent: FlowEvent
    took: Callable[[Reply | None], None] | None = None
    heard: Callable[[FlowEvent], None] | None = None


@dataclass(frozen=True, slots=True)
class _Report:
    request_id: RequestId
    stamp: Stamp
    is_told: bool = False


class Asker:
    """The kiosk's line to the hall. `run` is the body of its thread; the others may be called from any."""

    def __init__(
        self,
        bus: Bus,
        clock: HallClock,
        keys: VisitKeys,
        tell: Tell,
        *,
        mint: Callable[[], RequestId],
        monotonic: Callable[[], float],
    ) -> None:
        """Take the bus, the caller's clock, the visits' keys, who is told, a source of ids and a clock in seconds."""
        self._bus = bus
        self._clock = clock
        self._keys = keys
        self._tell = tell
        self._mint = mint
        self._monotonic = monotonic
        self._open = 0
        self._answered = Condition()
        self._questions: SimpleQueue[_Question] = SimpleQueue()
        self._reports: deque[_Report] = deque(maxlen=REPORTS_KEPT)

    # -------------------------------------------------------------------------------------------------- what to ask

    def ask(self, stamp: Stamp, *, silent: FlowEvent, heard: Callable[[FlowEvent], None] | None = None) -> None:
        """Ask on behalf of a visitor: the answer is told as an event, and `silent` when there is none.

        It is told to `heard` where given, on the asker's thread.
        """
        self._put(_Question((stamp,), silent, heard=heard))

    def ask_in_turn(self, stamps: tuple[Stamp, ...], *, silent: FlowEvent) -> None:
        """Ask several things one after the other: the last answer is told, or the first that is none."""
        self._put(_Question(stamps, silent))

    def fetch(self, stamp: Stamp, took: Callable[[Reply | None], None]) -> None:
        """Ask for something; `took` gets the answer on the asker's thread, or None when there was none."""
        self._put(_Question((stamp,), HallSilent(), took))

    def fetch_catalogue(self, known_hash: str | None, took: Callable[[Reply | None], None]) -> None:
        """Ask for the catalogue; `took` is called as by `fetch`."""

        def stamp(request_id: RequestId, until: datetime) -> Request:
            return FetchCatalogue(request_id=request_id, valid_until=until, known_hash=known_hash)

        self.fetch(stamp, took)

    def report(self, stamp: Stamp, *, tell_answer: bool = False) -> None:
        """Tell the hall something that must not get lost while it is away; its answer is told only where wanted."""
        self._reports.append(_Report(self._mint(), stamp, tell_answer))

    def left(self) -> tuple[Request, ...]:
        """Give the reports that the hall has not answered, for whoever goes on: an id that is asked again does no harm.

        What a visitor asked and the hall has not got is nobody's any more. They hold personal data sealed only.
        """
        until = (self._clock.now() or datetime.now(UTC)) + timedelta(seconds=REPORT_WORTH_SECONDS)
        return tuple(report.stamp(report.request_id, until) for report in tuple(self._reports))

    def take_over(self, requests: tuple[Request, ...]) -> None:
        """Go on with the reports that another process of this kiosk has left."""
        self._reports.extend(_Report(request.request_id, _restamped(request)) for request in requests)

    def wait_until_idle(self, seconds: float) -> None:
        """Wait until no visitor's question is open, at most so long."""
        with self._answered:
            self._answered.wait_for(lambda: not self._open, seconds)

    # --------------------------------------------------------------------------------------------------- the thread

    def run(self, stop: Signal) -> None:
        """Ask and report until told to stop."""
        while not stop.is_set():
            try:
                question = self._questions.get(timeout=0.2)
            except Empty:
                self._send_reports()
                continue
            self._settle(question, stop)
            with self._answered:
                self._open -= 1
                self._answered.notify_all()

    def _put(self, question: _Question) -> None:
        with self._answered:
            self._open += 1
        self._questions.put(question)

    def _settle(self, question: _Question, stop: Signal) -> None:
        request: Request | None = None
        reply: Reply | None = None
        for stamp in question.stamps:
            request, reply = self._answer(stamp, stop)
            if reply is None or isinstance(reply, Refused):
                break
        if question.took is not None:
            question.took(reply)
        else:
            event = question.silent if request is None or reply is None else event_of(request, reply, self._keys)
            (question.heard or self._tell)(event)

    def _answer(self, stamp: Stamp, stop: Signal) -> tuple[Request | None, Reply | None]:
        """Ask until there is an answer or the question is worth nothing any more."""
        end = self._monotonic() + WORTH_SECONDS
        request, reply = self._ask_until(end, stamp, stop)
        while _clock_was_set(reply) and self._monotonic() < end and not stop.wait(AGAIN_SECONDS):
            request, reply = self._ask_until(end, stamp, stop)
        return request, reply

    def _ask_until(self, end: float, stamp: Stamp, stop: Signal) -> tuple[Request | None, Reply | None]:
        """Ask with one id until there is an answer."""
        now = self._clock.now()
        if now is None:
            return None, None
        request = stamp(self._mint(), now + timedelta(seconds=WORTH_SECONDS))
        while self._monotonic() < end and not stop.is_set():
            try:
                return request, self._bus.request(request, timeout_seconds=ATTEMPT_SECONDS)
            except (BrokerAway, NoAnswer) as fault:
                log.warning("%s: %s", request.kind, fault)
                stop.wait(AGAIN_SECONDS)
            except BadMessage as fault:
                log.error("%s does not fit the bus: %s", request.kind, fault)  # noqa: TRY400 - a fact, not a crash
                return request, None
        return request, None

    def _send_reports(self) -> None:
        while self._reports:
            report = self._reports[0]
            now = self._clock.now()
            if now is None or not self._bus.connected:
                return
            request = report.stamp(report.request_id, now + timedelta(seconds=REPORT_WORTH_SECONDS))
            try:
                reply = self._bus.request(request, timeout_seconds=ATTEMPT_SECONDS)
            except (BrokerAway, NoAnswer) as fault:
                log.info("%s waits: %s", request.kind, fault)
                return
            if _clock_was_set(reply):
                self._reports[0] = _Report(self._mint(), report.stamp, report.is_told)
                return
            self._reports.popleft()
            if report.is_told:
                self._tell(event_of(request, reply, self._keys))


def _restamped(request: Request) -> Stamp:
    def stamp(request_id: RequestId, until: datetime) -> Request:
        return request.model_copy(update={"request_id": request_id, "valid_until": until})

    return stamp


def _clock_was_set(reply: Reply | None) -> bool:
    """Tell whether a young question was called too late: the hall's clock was set and we had not heard it yet.

    What was called too late was not done and never will be, so it may be asked anew under another id.
    """
    return isinstance(reply, Refused) and reply.reason == "TooLate"
