"""A visitor walks through the flow without a screen: events in, the step and the orders out."""

from dataclasses import dataclass, field

from kiosk.flow.context import Context
from kiosk.flow.events import ConditionsChanged, Event
from kiosk.flow.orders import Order
from kiosk.flow.steps import Start, Step, Visit
from kiosk.flow.transition import transition
from tests.kiosk import world


@dataclass
class Walk:
    """One kiosk's flow; `orders` are all that were given so far, `new` those of the last event."""

    context: Context = field(default_factory=world.open_hall)
    step: Step = field(default_factory=lambda: Start(Visit()))
    orders: list[Order] = field(default_factory=list[Order])
    new: tuple[Order, ...] = ()

    def __call__(self, *events: Event) -> Step:
        for event in events:
            self.step, self.new = transition(self.step, event, self.context)
            self.orders.extend(self.new)
        return self.step

    def world(self, context: Context) -> Step:
        self.context = context
        return self(ConditionsChanged())
