"""The key pairs of the visits under way: one for each card that was read, forgotten with the visit (K-14)."""

from threading import Lock
from typing import TypeVar

from pydantic import BaseModel

from broker.errors import NotForYou
from broker.messages import CardFacts, Greeting, Sealed
from broker.sealed import Visit

Content = TypeVar("Content", bound=BaseModel)

AT_MOST = 2
"""A new card may be read before the visit of the last one has ended."""


class VisitKeys:
    """Seals cards, opens greetings, forgets. Used from several threads."""

    def __init__(self, hall_public: str) -> None:
        """Take the hall's public key as Base64. Raises ValueError when it is none."""
        Visit(hall_public)
        self._hall_public = hall_public
        self._visits: dict[str, Visit] = {}
        self._lock = Lock()

    def seal(self, facts: CardFacts) -> Sealed:
        """Seal what a card says to the hall, with a key pair made for this reading."""
        visit = Visit(self._hall_public)
        card = visit.seal(facts)
        with self._lock:
            self._visits[card.visit_public] = visit
            while len(self._visits) > AT_MOST:
                del self._visits[next(iter(self._visits))]
        return card

    def greeting(self, card: Sealed, sealed: Sealed) -> Greeting:
        """Open the hall's answer to a reading. Raises `NotForYou`, also when the visit is over."""
        return self.open(card, sealed, Greeting)

    def open(self, card: Sealed, sealed: Sealed, kind: type[Content]) -> Content:
        """Open what the hall sealed to the visit of this reading. Raises `NotForYou`, also when it is over."""
        return self._visit(card).open(sealed, kind)

    def seal_more(self, card: Sealed, content: BaseModel) -> Sealed:
        """Seal something more of the same person to the hall. Raises `NotForYou` when the visit is over."""
        return self._visit(card).seal(content)

    def _visit(self, card: Sealed) -> Visit:
        with self._lock:
            visit = self._visits.get(card.visit_public)
        if visit is None:
            raise NotForYou("the visit is over")
        return visit

    def forget(self, card: Sealed) -> None:
        """Forget the key pair of a reading: nothing of it can be opened any more."""
        with self._lock:
            self._visits.pop(card.visit_public, None)
