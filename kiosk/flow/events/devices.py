"""What the card reader and the ticket printer did."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from broker.messages import Sealed, TicketView


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


DeviceEvent: TypeAlias = CardRead | CardFailed | CardGone | SlipPrinted | SlipFailed
