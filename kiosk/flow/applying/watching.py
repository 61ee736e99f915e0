"""What comes late: while a licence is still being called, form and materials are renewed as the hall knows them (M-07).

Such an answer only renews what is shown. It never counts as the answer to something the visitor asked, and one that
does not come is no fault.
"""

from dataclasses import replace

from kiosk.flow.applying.asking import ask
from kiosk.flow.applying.providing import is_calling
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import ApplicationSeen, Event, SecondPassed
from kiosk.flow.orders import WatchAsk
from kiosk.flow.steps import Form, Materials

EVERY_SECONDS = 5
"""How often is asked, by the hall's clock: often enough to be true, too seldom to keep a slow hall busy."""


def watched(step: Form | Materials, event: Event, context: Context) -> Next | None:
    """Give what happens where the event is about what comes late; None for every other event."""
    match event:
        case SecondPassed():
            due = context.now is not None and context.now.second % EVERY_SECONDS == 0
            return step, ask(step.visit, WatchAsk(step.view.case)) if due and is_calling(step.view) else ()
        case ApplicationSeen(view) if view.case == step.view.case:
            return stay(replace(step, view=view))
        case ApplicationSeen():
            return stay(step)
        case _:
            return None
