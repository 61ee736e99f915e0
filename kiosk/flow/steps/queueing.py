"""The steps of the queue: from nobody to a number in the hand, the rating, the ends."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from broker.catalogue.services import Life, MatterCode
from broker.messages import Sealed, Sentence, ServingView, TicketView
from broker.terms import SectionCode
from kiosk.flow.events import CardTrouble, Pad, SlipTrouble
from kiosk.flow.steps.guiding import Browsing, Guide
from kiosk.flow.steps.visit import Visit, Wanted

if TYPE_CHECKING:
    from kiosk.flow.steps import Step

# -------------------------------------------------------------------------------------------------- nobody is here yet


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The program failed; it tries again by itself."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Closed:
    """The hall gives no tickets now."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Start:
    """Waiting for a card or a finger."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class PleaseWait:
    """The hall is away; `under` goes on when it is back."""

    visit: Visit
    under: "Step"


# --------------------------------------------------------------------------------------------------------- who is here


@dataclass(frozen=True, slots=True)
class GuideHint:
    """Where people help."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """The card was read and the hall is being asked whose it is."""

    visit: Visit
    card: Sealed


@dataclass(frozen=True, slots=True)
class CardProblem:
    """The card did not help."""

    visit: Visit
    trouble: CardTrouble


@dataclass(frozen=True, slots=True)
class CardExpired:
    """The card is known but no longer valid: said once, then the menu."""

    visit: Visit


# ------------------------------------------------------------------------------------------------------------ choosing


@dataclass(frozen=True, slots=True)
class Menu:
    """The ten sections."""

    visit: Visit
    page: int = 0


@dataclass(frozen=True, slots=True)
class SectionMatters:
    """The matters of one section, and its queues that have none."""

    visit: Visit
    section: SectionCode
    page: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What is done together (一件事): whose life it belongs to, and with `life` the packages of it."""

    visit: Visit
    life: Life | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """Looking for a matter by pinyin initials or characters. `found` is the answer to `typed`, best first."""

    visit: Visit
    typed: str = ""
    pad: Pad = Pad.LETTERS
    page: int = 0
    found: tuple[MatterCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What the visitor chose: window, people ahead, minutes, what to have ready."""

    visit: Visit
    wanted: Wanted
    came_from: "Origin"
    page: int = 0


# ---------------------------------------------------------------------------------------------------------- the ticket


@dataclass(frozen=True, slots=True)
class Issuing:
    """The hall is being asked for a number."""

    visit: Visit
    wanted: Wanted


class Printing(Enum):
    """How far the slip is."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The number, very large. `trouble` is set when the slip FAILED; `again` is whether it is a reprint."""

    visit: Visit
    ticket: TicketView
    printing: Printing = Printing.RUNNING
    trouble: SlipTrouble | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class AlreadyHolding:
    """The visitor has an open ticket of that queue: a reprint is offered, no second number."""

    visit: Visit
    ticket: TicketView


@dataclass(frozen=True, slots=True)
class PassedOver:
    """The visitor's ticket was called and nobody came: back into the queue while there is time, else a new number."""

    visit: Visit
    ticket: TicketView


# ---------------------------------------------------------------------------------------------------------- the rating


@dataclass(frozen=True, slots=True)
class RateLastVisit:
    """Five levels, and reasons below "good"."""

    visit: Visit
    serving: ServingView
    stars: int | None = None
    reasons: frozenset[str] = field(default_factory=frozenset[str])
    sending: bool = False


@dataclass(frozen=True, slots=True)
class Thanks:
    """The rating is taken."""

    visit: Visit


# ---------------------------------------------------------------------------------------------------------------- ends


@dataclass(frozen=True, slots=True)
class Refused:
    """The hall said no, and why; without a sentence it did not answer at all."""

    visit: Visit
    sentence: Sentence | None
    under: "Step"


@dataclass(frozen=True, slots=True)
class TimeoutWarning:
    """Are you still there? `under` goes on at a touch."""

    visit: Visit
    left: int
    under: "Step"


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card is gone: the visit ends unless the visitor says otherwise."""

    visit: Visit
    left: int
    under: "Step"


Origin: TypeAlias = SectionMatters | Search | Menu | Browsing | Guide
"""Where a matter was chosen: the way back from its result."""

QueueStep: TypeAlias = (
    OutOfService
    | Closed
    | Start
    | PleaseWait
    | GuideHint
    | ReadingCard
    | CardProblem
    | CardExpired
    | Menu
    | SectionMatters
    | Together
    | Search
    | Result
    | Issuing
    | Ticket
    | AlreadyHolding
    | PassedOver
    | RateLastVisit
    | Thanks
    | Refused
    | TimeoutWarning
    | CardRemoved
)
