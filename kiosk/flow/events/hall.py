"""What the hall answered."""

from dataclasses import dataclass
from typing import TypeAlias

from broker.messages import Greeting, Sealed, Sentence, TicketView


@dataclass(frozen=True, slots=True)
class VisitorKnown:
    """The hall knows whose card this is. `card` says which reading it answers."""

    card: Sealed
    greeting: Greeting


@dataclass(frozen=True, slots=True)
class VisitorUnknown:
    """The hall did not say whose card this is: it refused, in its own words, or was silent."""

    card: Sealed
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class TicketIssued:
    """The ticket is in the queue."""

    ticket: TicketView


@dataclass(frozen=True, slots=True)
class RatingTaken:
    """The rating is on disk."""


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The hall refused; `ticket` is the one the visitor already holds, if that is why."""

    sentence: Sentence
    ticket: TicketView | None = None


@dataclass(frozen=True, slots=True)
class HallSilent:
    """The hall did not answer a wish for a ticket or a rating in time: nobody knows yet whether it was done."""


HallAnswer: TypeAlias = VisitorKnown | VisitorUnknown | TicketIssued | RatingTaken | RequestRefused | HallSilent
