"""What the rules about tickets need to see of the hall; `caller.domain.hall.Hall` is it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from broker.catalogue import Catalogue
from broker.terms import CounterCode, QueueLetter, TicketId
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.dispatch import Dispatch
from caller.domain.tickets.line import Line
from caller.domain.tickets.ticket import Ticket


class Floor(Protocol):
    """Tickets, lines and counters of a hall, to look at."""

    @property
    def catalogue(self) -> Catalogue:
        """The hall as data."""
        ...

    @property
    def tickets(self) -> Mapping[TicketId, Ticket]:
        """Today's tickets."""
        ...

    @property
    def lines(self) -> Mapping[QueueLetter, Line]:
        """Who waits, by queue."""
        ...

    @property
    def counters(self) -> Mapping[CounterCode, Counter]:
        """The counters."""
        ...

    @property
    def dispatch(self) -> Dispatch:
        """Who waits and which windows are open, as dispatch sees it."""
        ...

    def minutes(self, at: datetime) -> float:
        """Give a time as dispatch counts it; it never goes back behind the last arrival."""
        ...
