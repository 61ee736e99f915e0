"""Counts for everybody who waits how often somebody who came later to the same queue was called first.

It looks at tickets only and knows nothing of dispatch. Out of the count are who was sent to one window and who lets
others go first: they wait for something else than their turn.
"""

from dataclasses import dataclass, field

from broker.terms import QueueLetter, TicketId
from caller.domain.hall import Hall
from caller.domain.tickets.ticket import Ticket, TicketState


@dataclass
class Judge:
    """Asked before and after every step. Raises AssertionError as soon as the promise is broken."""

    most: int
    overtaken: dict[tuple[TicketId, QueueLetter], int] = field(default_factory=dict[tuple[TicketId, QueueLetter], int])
    _waited: list[tuple[Ticket, QueueLetter]] = field(default_factory=list[tuple[Ticket, QueueLetter]])
    _in_line: set[TicketId] = field(default_factory=set[TicketId])

    def look(self, hall: Hall) -> None:
        """Remember who waits."""
        waiting = [t for t in hall.tickets.values() if t.state is TicketState.WAITING and not hall.resumed(t)]
        self._in_line = {ticket.ticket_id for ticket in waiting}
        self._waited = [(t, t.queue) for t in waiting if t.only_counter is None and t.others_first == 0]

    def check(self, hall: Hall) -> None:
        """Count whom the calls since then overtook."""
        called = [t for i in self._in_line if (t := hall.tickets.get(i)) and t.state is TicketState.CALLED]
        for one in called:
            for ticket, queue in self._waited:
                if queue == one.queue and ticket.rank < one.rank and ticket.state is TicketState.WAITING:
                    count = self.overtaken.get((ticket.ticket_id, queue), 0) + 1
                    self.overtaken[ticket.ticket_id, queue] = count
                    assert count <= self.most, f"{ticket.number} was overtaken {count} times"
