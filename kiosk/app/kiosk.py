"""The running kiosk: an inbox, the flow, orders out, pages out. One thread changes its state; here is how.

It knows neither Kivy nor devices: what draws and what carries out orders comes in as functions, so that a journey can
be walked without either.
"""

import logging
from collections.abc import Callable
from queue import Empty, SimpleQueue

from broker.messages import Language
from kiosk.effects.devices import Pad
from kiosk.flow.context import Context
from kiosk.flow.endings import nobody_is_here, resting
from kiosk.flow.events import Broke, CardFailed, CardRead, ConditionsChanged, Event, Idle, SecondPassed, Tap
from kiosk.flow.news import News, heard
from kiosk.flow.orders import EndVisit, Order
from kiosk.flow.patience import counts_seconds, patience
from kiosk.flow.steps import PleaseWait, Step
from kiosk.flow.transition import transition
from kiosk.screens.page import Page
from kiosk.screens.pages import page_of
from kiosk.screens.spoken import spoken

log = logging.getLogger(__name__)


class Kiosk:
    """One kiosk. `tell` may be called from any thread, everything else from the one that draws."""

    def __init__(
        self,
        context: Context,
        *,
        do: Callable[[Order], None],
        draw: Callable[[Page], None],
        say: Callable[[str, Language], None] = lambda _words, _language: None,
        wake: Callable[[], None],
        clock: Callable[[], float],
        over: Callable[[Pad], None] | None = None,
    ) -> None:
        """Take the world as it is at the start, who carries out orders, who draws, who wakes us, a clock in seconds.

        `say` speaks words in a language, interrupting what it said before; without words it falls silent. `over` is
        told once, when the visit of a card has ended: from then on this kiosk rests and hears nothing.
        """
        self.context = context
        self.step: Step = resting(context)
        self._do = do
        self._draw = draw
        self._say = say
        self._said = ""
        self._wake = wake
        self._clock = clock
        self._inbox: SimpleQueue[Event | News] = SimpleQueue()
        self._touched = clock()
        self._drawn: Page | None = None
        self._over = over
        self._read_a_card = False
        self.is_over = False

    def tell(self, message: Event | News) -> None:
        """Post something that happened; returns at once."""
        self._inbox.put(message)
        self._wake()

    def drain(self) -> None:
        """Work off what was posted, then draw once."""
        while True:
            try:
                message = self._inbox.get_nowait()
            except Empty:
                break
            self._take(message)
        self.draw()

    def tap(self, event: Event) -> None:
        """Take a tap and draw at once."""
        self._take(event)
        self.draw()

    def second(self) -> None:
        """A second has passed: count down, look what comes late, or notice that nobody is there."""
        if counts_seconds(self.step):
            self._take(SecondPassed())
        wanted = patience(self.step)
        if wanted is not None and self._clock() - self._touched >= wanted:
            self._take(Idle())
        self.draw()

    def broke(self) -> None:
        """The drawing thread failed: give up the visit and what led here."""
        self._take(Broke())
        self._drawn = None
        self._wake()

    def draw(self) -> None:
        """Draw the step's page unless it is the one that stands there."""
        page = page_of(self.step, self.context)
        if page != self._drawn:
            self._drawn = page
            self._draw(page)
            words = spoken(page)
            if words != self._said:
                self._said = words
                self._say(words, page.language)

    def _take(self, message: Event | News) -> None:
        if not isinstance(message, News):
            self._move(message)
            return
        context = heard(self.context, message)
        if context != self.context:
            self.context = context
            self._move(ConditionsChanged())

    def _move(self, event: Event) -> None:
        if self.is_over:
            return
        before = self.step
        self.step, orders = transition(before, event, self.context)
        if isinstance(event, Tap) or type(self.step) is not type(before):
            self._touched = self._clock()
        self._read_a_card |= isinstance(event, CardRead | CardFailed)
        ends = [order for order in orders if isinstance(order, EndVisit)]
        if self._over is not None and self._read_a_card and (ends or nobody_is_here(self.step)):
            self.is_over = True
            self.step = resting(self.context)
            self._say("", self.step.visit.language)
            for order in ends:
                self._do(order)
            self._over(self._pad(event, ends))
            return
        for order in orders:
            self._do(order)

    def _pad(self, event: Event, ends: list[EndVisit]) -> Pad:
        if isinstance(event, CardRead) and (ends or isinstance(self.step, PleaseWait)):
            return "new"  # this card has ended somebody else's visit, or was laid down while the hall was away
        return "done" if self.context.card_on_pad else "unknown"
