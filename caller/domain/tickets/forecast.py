"""How long a ticket will wait: people ahead times the queue's mean, over the windows that are open for it.

This is the plain formula every hall uses, given as an interval because it is no better than that. It makes no promise
where no window is open. A later forecast learns from the journal.
"""

from dataclasses import dataclass
from math import ceil, floor

from broker.terms import QueueLetter
from caller.domain.tickets.floor import Floor


@dataclass(frozen=True, slots=True)
class Wait:
    """The interval in whole minutes."""

    low_minutes: int
    high_minutes: int


def forecast(hall: Floor, queue: QueueLetter, ahead: int) -> Wait | None:
    """Foretell the wait of somebody with `ahead` people before them; None when no window of the queue is open."""
    windows = sum(1 for counter in hall.catalogue.windows_serving(queue) if hall.counters[counter.code].open)
    if windows == 0:
        return None
    mean = hall.catalogue.queue(queue).service_minutes
    idle = sum(
        1
        for counter in hall.catalogue.windows_serving(queue)
        if hall.counters[counter.code].open and hall.counters[counter.code].ticket_id is None
    )
    if ahead < idle:
        return Wait(0, 5)
    minutes = (ahead - idle + 1) * mean / windows
    return Wait(floor(minutes * 0.6), max(5, ceil(minutes * 1.5)))
