"""Driver for a tablet as rating pad: it serves the tablet's page itself and hears its taps.

Responsible for the page, for showing it each state at once (server-sent events), for one press per tap, and for knowing
whether a page is there. Which press counts in the end is the hall's: the page thanks only when the state does.
"""

import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable

from hardware.drivers.rating_pad.panel_server import PanelServer, Verdict
from hardware.ports.faults import DeviceSilent, DeviceUnplugged
from hardware.ports.rating_pad import PadPhase, PadPress, PadState
from hardware.protocols.rating_panel import MalformedPressError, press_from_json, state_to_json

_KEPT_REQUESTS = 256


class PanelRatingPad:
    """A rating pad on a tablet. `url` is what the tablet opens; `damage` counts refused presses by name."""

    def __init__(
        self,
        *,
        device: str,
        host: str = "127.0.0.1",
        port: int = 0,
        pixels_per_mm: float = 5.9,
        absent_seconds: float = 10.0,
        poll_seconds: float = 0.05,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Starts serving. `pixels_per_mm` is the tablet's (5.9 for 1280 × 800 on 10.1 inches).

        Raises:
            OSError: the address cannot be bound.
        """
        self._device = device
        self._absent_seconds = absent_seconds
        self._poll_seconds = poll_seconds
        self._clock = clock
        self._state = PadState(PadPhase.CLOSED)
        self._presses: deque[PadPress] = deque()
        self._pressed = threading.Condition()
        self._answered: OrderedDict[str, Verdict] = OrderedDict()
        self._last_sign = clock()
        self.damage: Counter[str] = Counter()
        self._server = PanelServer(
            host=host,
            port=port,
            pixels_per_mm=pixels_per_mm,
            first_state=state_to_json(self._state),
            on_press=self._take,
            on_sign=self._hear,
        )

    @property
    def url(self) -> str:
        """The page's address."""
        return self._server.url

    def show(self, state: PadState) -> None:
        """Puts a state on every page that is open, and on each that opens later."""
        with self._pressed:
            self._state = state
        self._server.publish(state_to_json(state))

    def poll(self) -> PadPress | None:
        """The next press, oldest first; waits at most `poll_seconds` for one.

        Raises:
            DeviceUnplugged: no page has been open for `absent_seconds`.
            DeviceSilent: a page is open, but its script has not given a sign of life for so long.
        """
        with self._pressed:
            self._pressed.wait_for(lambda: bool(self._presses), self._poll_seconds)
            if self._presses:
                return self._presses.popleft()
            waited = self._clock() - self._last_sign
        if waited > self._absent_seconds:
            if self._server.pages == 0:
                raise DeviceUnplugged(device=self._device)
            raise DeviceSilent(device=self._device, waited_seconds=waited)
        return None

    def close(self) -> None:
        """Stops serving."""
        self._server.close()

    def _hear(self) -> None:
        with self._pressed:
            self._last_sign = self._clock()

    def _take(self, data: bytes) -> Verdict:
        """Judges a press as it came from a page; the same request again gets the first answer."""
        with self._pressed:
            try:
                press = press_from_json(data)
            except MalformedPressError:
                self.damage["malformed"] += 1
                return Verdict.MALFORMED
            known = self._answered.get(press.request_id)
            if known is not None:
                return known
            verdict = self._judge(press)
            if verdict is Verdict.ACCEPTED:
                self._presses.append(press)
                self._pressed.notify_all()
            else:
                self.damage[verdict.value] += 1
            self._answered[press.request_id] = verdict
            if len(self._answered) > _KEPT_REQUESTS:
                self._answered.popitem(last=False)
            return verdict

    def _judge(self, press: PadPress) -> Verdict:
        state = self._state
        if state.phase not in {PadPhase.ASKING, PadPhase.THANKS} or press.serving_id != state.serving_id:
            return Verdict.NOT_ASKED
        level = next((level for level in state.levels if level.stars == press.stars), None)
        if level is None or not set(press.reasons) <= set(state.reasons):
            return Verdict.MALFORMED
        if not level.good and state.bad_needs_reason and state.reasons and not press.reasons:
            return Verdict.REASON_NEEDED
        return Verdict.ACCEPTED
