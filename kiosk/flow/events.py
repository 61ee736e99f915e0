"""Everything that can happen to a kiosk, as frozen values: taps, the card, the printer, the hall's answers, time.

Who posts them is `kiosk.screens` (taps), `kiosk.effects` (devices, hall) and `kiosk.app` (time); what they do to a step
is `kiosk.flow.transition`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from broker.messages import Greeting, Language, Sealed, Sentence, TicketView
from broker.terms import QueueLetter, SectionCode, ServiceCode

# ---------------------------------------------------------------------------------------------------------------- taps


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


Tap: TypeAlias = (
    ChoseLanguage
    | ToggledLargeType
    | ChoseNoCard
    | AskedGuide
    | ChoseSection
    | ChoseService
    | ChoseQueue
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

# ------------------------------------------------------------------------------------------------------------- devices


class CardTrouble(Enum):
    """Why a card on the pad did not become a visitor."""

    UNREADABLE = "unreadable"
    NOT_AN_IDENTITY_CARD = "not_an_identity_card"
    READER_AWAY = "reader_away"


class SlipTrouble(Enum):
    """Why a slip did not come out, as a visitor can understand it."""

    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    UNPLUGGED = "unplugged"
    SILENT = "silent"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was read; what it says is sealed to the hall and nowhere else."""

    card: Sealed


@dataclass(frozen=True, slots=True)
class CardFailed:
    """The card on the pad could not be read."""

    trouble: CardTrouble


@dataclass(frozen=True, slots=True)
class CardGone:
    """The card was taken from the pad."""


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The printer confirmed the slip of this ticket."""

    ticket: TicketView


@dataclass(frozen=True, slots=True)
class SlipFailed:
    """The slip of this ticket did not come out, or nobody knows whether it did."""

    ticket: TicketView
    trouble: SlipTrouble


# ------------------------------------------------------------------------------------------------------------ the hall


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


# ------------------------------------------------------------------------------------------------------------ the rest


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """Something in the context is new: the hall came or went, opened or closed, a queue grew, a device broke."""


@dataclass(frozen=True, slots=True)
class Broke:
    """The program itself failed while it showed this step; the fault is in its log."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody touched anything for as long as `kiosk.flow.patience` gives the step."""


@dataclass(frozen=True, slots=True)
class SecondPassed:
    """A second of a countdown."""


Event: TypeAlias = (
    Tap
    | CardRead
    | CardFailed
    | CardGone
    | SlipPrinted
    | SlipFailed
    | VisitorKnown
    | VisitorUnknown
    | TicketIssued
    | RatingTaken
    | RequestRefused
    | HallSilent
    | ConditionsChanged
    | Broke
    | Idle
    | SecondPassed
)
