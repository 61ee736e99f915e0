"""The line of one queue as people see it: class first, then arrival. Who is really next is decided by `dispatch`."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from broker.terms import TicketId

Place = tuple[int, int, TicketId]
"""The rank of the class (0 goes first), the rank of arrival, the ticket."""


@dataclass(slots=True)
class Line:
    """Waiting tickets of one queue. Finding who is first costs nothing; joining and leaving a search by halves."""

    places: list[Place] = field(default_factory=list[Place])

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[TicketId]:
        return (ticket_id for _, _, ticket_id in self.places)

    def join(self, place: Place) -> None:
        """Stand where the place belongs."""
        insort(self.places, place)

    def leave(self, place: Place) -> None:
        """Step out. Raises KeyError when the place is not in the line."""
        at = bisect_left(self.places, place)
        if at == len(self.places) or self.places[at] != place:
            raise KeyError(place)
        del self.places[at]

    def ahead_of(self, place: Place) -> int:
        """Count who is called before this place, whether or not it is taken."""
        return bisect_left(self.places, place)
