"""One line of waiting tickets: who is at the head of each class, and who was overtaken how often.

Overtaken is a ticket when a later arrival of the same line is called first. Counting that for everybody at every call
would cost more the longer the line is. But among those who wait, nobody was overtaken more often than somebody who
came before them, so the line keeps differences: a ticket's marks say how much more often it was overtaken than the
next one. The first ticket's count is then the sum of all, and a call changes one ticket's marks. All there is to
remember of it is `marks`, by rank: who stands up the same line again with them has the same counts.

A ticket that joins with an early arrival (sent on from another line) takes over the count of the one it stands
before: it may be called sooner for it, never later than was promised. Somebody who lets others go first stands aside
until these were called.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ticket that waits. `since` is the later of arrival and booked time, `rank` the order of arrival in the hall.

    `kind` is the index of its class. `knows` is the clerk the visitor was with before, `only` the one window that the
    ticket was sent to.
    """

    ticket: str
    line: int
    kind: int
    since: float
    rank: int
    knows: str | None = None
    only: int | None = None


Head = tuple[float, int, Waiting]
"""What tickets of one class stand in order of: since, rank."""


@dataclass(slots=True)
class Aside:
    """A ticket that lets so many others of its line go first."""

    waiting: Waiting
    others: int


class Line:
    """Waiting tickets of one line. Finding the heads costs nothing, joining and leaving a search by halves."""

    __slots__ = (
        "_ranks", "aside", "by_class", "code", "credit", "marks", "minutes", "order", "overtaken", "servers", "share",
    )  # fmt: skip

    def __init__(self, code: str, classes: int, *, minutes: float, share: float = 1.0) -> None:
        """Start empty. `minutes` a ticket takes a window, `share` of all tickets are of this line."""
        self.code = code
        self.minutes = minutes
        self.share = share
        self.servers = 0.0
        self.credit = 1.0
        self.overtaken = 0
        self.marks: dict[int, int] = {}
        self.order: list[Waiting] = []
        self.by_class: list[list[Head]] = [[] for _ in range(classes)]
        self.aside: list[Aside] = []
        self._ranks: list[int] = []

    def __len__(self) -> int:
        return len(self.order) + len(self.aside)

    def __iter__(self) -> Iterator[Waiting]:
        yield from self.order
        for aside in self.aside:
            yield aside.waiting

    def __contains__(self, waiting: Waiting) -> bool:
        at = bisect_left(self._ranks, waiting.rank)
        return self._ranks[at : at + 1] == [waiting.rank] or self._aside_at(waiting) is not None

    def join(self, waiting: Waiting, *, others_first: int = 0) -> None:
        """Stand where the arrival belongs, or aside."""
        if others_first:
            self.aside.append(Aside(waiting, others_first))
            return
        at = bisect_left(self._ranks, waiting.rank)
        self._ranks.insert(at, waiting.rank)
        self.order.insert(at, waiting)
        self.overtaken += self.marks.get(waiting.rank, 0)
        insort(self.by_class[waiting.kind], (waiting.since, waiting.rank, waiting))

    def leave(self, waiting: Waiting) -> None:
        """Step out without having been called. Raises KeyError for who is not here."""
        self._take(waiting, 0)

    def call(self, waiting: Waiting) -> None:
        """Step out because of a call: whoever came earlier and still waits was overtaken. Raises KeyError."""
        self._take(waiting, 1)

    def overtake(self, rank: int) -> None:
        """A ticket of this rank was called that stood elsewhere: whoever came earlier and waits here was overtaken."""
        at = bisect_left(self._ranks, rank)
        if at:
            before = self._ranks[at - 1]
            self.marks[before] = self.marks.get(before, 0) + 1
            self.overtaken += 1

    def pass_by(self) -> None:
        """Another of the queue was called: who lets so many go first has one less to wait for."""
        for aside in self.aside[:]:
            aside.others -= 1
            if aside.others <= 0:
                self.aside.remove(aside)
                self.join(aside.waiting)

    def _take(self, waiting: Waiting, overtaking: int) -> None:
        at = bisect_left(self._ranks, waiting.rank)
        if at == len(self._ranks) or self._ranks[at] != waiting.rank:
            self._step_in(waiting)
            return
        del self._ranks[at]
        del self.order[at]
        heads = self.by_class[waiting.kind]
        del heads[bisect_left(heads, (waiting.since, waiting.rank, waiting))]
        marks = self.marks.pop(waiting.rank, 0)
        if not at:
            self.overtaken -= marks
        elif marks + overtaking:
            before = self._ranks[at - 1]
            self.marks[before] = self.marks.get(before, 0) + marks + overtaking
            self.overtaken += overtaking

    def _step_in(self, waiting: Waiting) -> None:
        at = self._aside_at(waiting)
        if at is None:
            raise KeyError(waiting.ticket)
        del self.aside[at]

    def _aside_at(self, waiting: Waiting) -> int | None:
        return next((at for at, aside in enumerate(self.aside) if aside.waiting.rank == waiting.rank), None)

    def others_before(self, waiting: Waiting) -> int:
        """Count how many others a ticket still lets go first."""
        return next((aside.others for aside in self.aside if aside.waiting.rank == waiting.rank), 0)

    def overtaken_of(self, waiting: Waiting) -> int:
        """Count how often a ticket of this line was overtaken (at most so often, if it was sent here)."""
        return sum(self.marks.get(rank, 0) for rank in self._ranks[bisect_left(self._ranks, waiting.rank) :])

    def copy(self) -> "Line":
        """Give a line of the same tickets that goes its own way."""
        twin = Line(self.code, 0, minutes=self.minutes, share=self.share)
        twin.servers, twin.credit, twin.overtaken = self.servers, self.credit, self.overtaken
        twin.order = self.order[:]
        twin.by_class = [heads[:] for heads in self.by_class]
        twin.aside = [Aside(aside.waiting, aside.others) for aside in self.aside]
        twin.marks = self.marks.copy()
        twin._ranks = self._ranks[:]
        return twin
