"""Kivy's loop around the surface: one window, a second's tick, a way in from other threads, and what a crash does."""

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar, cast

from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.graphics.opengl import glFinish
from kivy.uix.widget import Widget

from kiosk.flow.events import Event
from kiosk.flow.sights import Point
from kiosk.screens.layout import Frame, MeasureText
from kiosk.screens.surface.canvas import Surface
from kiosk.screens.surface.glyphs import Glyphs
from kiosk.screens.theme.fonts import FontFiles

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

CRASHES_AT_MOST = 5
CRASH_SECONDS = 60.0


def _nothing() -> None:
    """Stand in until the loop runs."""


class Loop:
    """The kiosk's window and its thread."""

    def __init__(self, fonts: FontFiles, clock: Callable[[], float]) -> None:
        """Make the surface. `clock` is a monotonic clock in seconds."""
        self._glyphs = Glyphs(fonts)
        self._drain = self._tick = _nothing
        self._clock = clock
        self._surface = Surface(self._glyphs)
        self._app = _KioskApp(self._surface)
        self._wake = Clock.create_trigger(self._woken, 0)

    @property
    def measure(self) -> MeasureText:
        """How wide text is."""
        return self._glyphs.measure

    @property
    def frame(self) -> Frame:
        """What is shown now."""
        return self._surface.frame

    def show(self, frame: Frame) -> None:
        """Draw a frame."""
        self._surface.show(frame)

    def picture(self) -> bytes:
        """Give what is shown as a PNG."""
        return self._surface.picture()

    def wake(self) -> None:
        """Have `drain` called soon; from any thread."""
        self._wake()

    def run(
        self,
        *,
        tap: Callable[[Event], None],
        drain: Callable[[], None],
        second: Callable[[], None],
        broke: Callable[[], None],
    ) -> None:
        """Show the window until `stop`. All four are called on this thread."""
        self._surface.tap = tap
        self._drain, self._tick = drain, second
        ExceptionManager.add_handler(KeepRunning(broke, self._clock))
        Clock.schedule_interval(self._second, 1)
        self.wake()
        self._app.run()

    def stop(self) -> None:
        """Close the window."""
        self._app.stop()

    def ask(self, question: Callable[[], Answer], *, timeout_seconds: float = 5.0) -> Answer:
        """Have `question` answered on the loop's thread and what it changed drawn; from any other thread.

        Raises TimeoutError when the loop does not get to it in time.
        """
        answer: Future[Answer] = Future()

        def put(_seconds: float) -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                given = question()
            except BaseException as fault:
                answer.set_exception(fault)
                raise

            def drawn(_seconds: float) -> None:
                # without a GPU the drawing is only queued by then: wait for its pixels
                glFinish()
                answer.set_result(given)

            # the next turn of the loop comes after this one's picture
            Clock.schedule_once(drawn, 0)

        Clock.schedule_once(put, 0)
        return answer.result(timeout_seconds)

    def touch(self, x: float, y: float) -> bool:
        """Put a finger down and lift it, in pixels from top left; tell whether there was anything to touch."""
        hit = self._surface.finger_down(x, y)
        self._surface.finger_up(x, y)
        return hit

    def draw(self, strokes: tuple[tuple[Point, ...], ...], *, on_glass: bool) -> bool:
        """Have a finger draw strokes, in pixels from top left or `on_glass` from 0 to 1 of the area that is drawn on.

        Tells whether every one began on something. A stroke finds the glass where the one before has left it.
        """
        hits = [self._drew([self._panel_point(point) if on_glass else point for point in stroke]) for stroke in strokes]
        return all(hits)

    def _drew(self, stroke: list[Point]) -> bool:
        hit = self._surface.finger_down(*stroke[0])
        for point in stroke[1:]:
            self._surface.finger_move(*point)
        self._surface.finger_up(*stroke[-1])
        return hit

    def _panel_point(self, point: Point) -> Point:
        glass = self.frame.glass
        return point if glass is None else glass.on_panel(point)

    def _woken(self, _seconds: float) -> None:
        self._drain()

    def _second(self, _seconds: float) -> None:
        self._tick()


class _KioskApp(App):
    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface

    def build(self) -> Widget:
        return self._surface


class KeepRunning(ExceptionHandler):
    """A fault in one callback must not leave a dark panel: it is logged, the visit ends, the kiosk goes on.

    A kiosk that breaks again and again is left to its supervisor, which starts it anew.
    """

    def __init__(self, broke: Callable[[], None], clock: Callable[[], float]) -> None:
        super().__init__()
        self._broke = broke
        self._clock = clock
        self._crashes: deque[float] = deque(maxlen=CRASHES_AT_MOST)

    def handle_exception(self, exception: BaseException) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - Kivy's is inferred as 0
        """Decide about a fault: PASS goes on, RAISE ends the program."""
        if not isinstance(exception, Exception):
            return cast("int", ExceptionManager.RAISE)
        log.error("a fault on the kiosk's own thread", exc_info=exception)
        now = self._clock()
        self._crashes.append(now)
        if len(self._crashes) == CRASHES_AT_MOST and now - self._crashes[0] < CRASH_SECONDS:
            return cast("int", ExceptionManager.RAISE)
        self._broke()
        return cast("int", ExceptionManager.PASS)
