"""What a finger does on the screens of the queue: everything a visitor may tap there."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from broker.catalogue.services import Life
from broker.messages import Language, TicketView
from broker.terms import QueueLetter, SectionCode, ServiceCode


@dataclass(frozen=True, slots=True)
class ChoseLanguage:
    """The visitor wants to read another language."""

    language: Language


@dataclass(frozen=True, slots=True)
class ToggledLargeType:
    """Large type on or off."""


@dataclass(frozen=True, slots=True)
class ChoseNoCard:
    """The visitor goes on without a card."""


@dataclass(frozen=True, slots=True)
class AskedGuide:
    """The visitor wants to know where people help."""


@dataclass(frozen=True, slots=True)
class ChoseSection:
    """One of the ten sections."""

    section: SectionCode


@dataclass(frozen=True, slots=True)
class ChoseService:
    """A matter of the catalogue."""

    service: ServiceCode


@dataclass(frozen=True, slots=True)
class ChoseQueue:
    """A queue that has no matter: collecting, paying, cross-province, what could not be done, agents."""

    queue: QueueLetter


@dataclass(frozen=True, slots=True)
class OpenedTogether:
    """The visitor wants to see what is done together (一件事): all of it, or that of one life."""

    life: Life | None = None


@dataclass(frozen=True, slots=True)
class OpenedSearch:
    """The visitor wants to search for a matter."""


class Pad(Enum):
    """Which keys the search shows."""

    LETTERS = "letters"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class ChosePad:
    """The visitor wants the other kind of keys."""

    pad: Pad


@dataclass(frozen=True, slots=True)
class Typed:
    """A key of the search: a letter or a character."""

    text: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The last character typed goes."""


@dataclass(frozen=True, slots=True)
class TurnedPage:
    """The list goes on or back by this many pages."""

    by: int


@dataclass(frozen=True, slots=True)
class WentBack:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The visitor is done."""


@dataclass(frozen=True, slots=True)
class Continued:
    """The visitor is still there, or has read what was said and goes on."""


@dataclass(frozen=True, slots=True)
class AskedTicket:
    """Take the number that is offered."""


@dataclass(frozen=True, slots=True)
class AskedReprint:
    """Print this open ticket once more."""

    ticket: TicketView


@dataclass(frozen=True, slots=True)
class OpenedPassed:
    """The visitor asks about a ticket that was passed over."""

    ticket: TicketView


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """Let the passed ticket wait again."""


@dataclass(frozen=True, slots=True)
class OpenedRating:
    """The visitor wants to rate the last visit."""


@dataclass(frozen=True, slots=True)
class ChoseStars:
    """One of the five levels, 5 (very satisfied) … 1."""

    stars: int


@dataclass(frozen=True, slots=True)
class ToggledReason:
    """A reason for a bad level, on or off."""

    reason: str


@dataclass(frozen=True, slots=True)
class SentRating:
    """The level and its reasons are as the visitor wants them."""


QueueTap: TypeAlias = (
    ChoseLanguage
    | ToggledLargeType
    | ChoseNoCard
    | AskedGuide
    | ChoseSection
    | ChoseService
    | ChoseQueue
    | OpenedTogether
    | OpenedSearch
    | ChosePad
    | Typed
    | Erased
    | TurnedPage
    | WentBack
    | Finished
    | Continued
    | AskedTicket
    | AskedReprint
    | OpenedPassed
    | AskedReturn
    | OpenedRating
    | ChoseStars
    | ToggledReason
    | SentRating
)
