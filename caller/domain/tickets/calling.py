"""Who is next at a counter: the catalogue's classes in order, the longest waiting first inside a class.

A pure ranking with its reasons. A resumed ticket goes first at its counter; a ticket that a transfer sent to one window
waits for that window as long as somebody sits there; a reinstated one lets two others of its queue go first.
"""

from dataclasses import dataclass

from broker.terms import QueueLetter, TicketId
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.floor import Floor
from caller.domain.tickets.line import Place
from caller.domain.tickets.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call and why, as codes that the console turns into a sentence."""

    ticket_id: TicketId
    reasons: tuple[str, ...]


def choose(hall: Floor, counter: Counter) -> Choice | None:
    """Give who is called next to `counter`; None when nobody waits that it may call."""
    if counter.resumed:
        return Choice(counter.resumed[0], ("resumed",))
    best: Place | None = None
    for letter in hall.catalogue.counter(counter.code).queues:
        place = _first(hall, counter, letter)
        if place is not None and (best is None or place < best):
            best = place
    if best is None:
        return None
    ticket = hall.tickets[best[2]]
    return Choice(ticket.ticket_id, (f"class:{ticket.ticket_class}", "longest_waiting"))


def _first(hall: Floor, counter: Counter, letter: QueueLetter) -> Place | None:
    """Give the first place in a queue's line that `counter` may call; one that yields goes if nobody else is there."""
    yielding: Place | None = None
    for place in hall.lines[letter].places:
        ticket = hall.tickets[place[2]]
        if not _may_call(hall, counter, ticket):
            continue
        if ticket.others_first == 0:
            return place
        yielding = yielding or place
    return yielding


def _may_call(hall: Floor, counter: Counter, ticket: Ticket) -> bool:
    wanted = ticket.only_counter
    return wanted is None or wanted == counter.code or hall.counters[wanted].staff is None
