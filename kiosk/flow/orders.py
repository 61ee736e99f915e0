"""What a transition wants done in the world, as frozen values; `kiosk.effects` does it and posts events back."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from broker.messages import Language, Sealed, TicketView
from broker.terms import QueueLetter, ServiceCode, ServingId, TicketId
from kiosk.flow.papers import PaperWish
from kiosk.flow.sights import Corners

Outcome: TypeAlias = Literal["ticket", "reprint", "rating", "given_up", "looked"]


@dataclass(frozen=True, slots=True)
class AskWho:
    """Ask the hall whose card this is → VisitorKnown or VisitorUnknown."""

    card: Sealed


@dataclass(frozen=True, slots=True)
class AskTicket:
    """Ask the hall for a number → TicketIssued, RequestRefused or HallSilent. `card` is None without one."""

    queue: QueueLetter
    service: ServiceCode | None
    language: Language
    card: Sealed | None


@dataclass(frozen=True, slots=True)
class AskReturn:
    """Ask the hall to let a passed ticket wait again → TicketIssued, RequestRefused or HallSilent."""

    ticket: TicketId
    card: Sealed


@dataclass(frozen=True, slots=True)
class AskRating:
    """Give the hall a rating → RatingTaken, RequestRefused or HallSilent."""

    serving: ServingId
    stars: int
    reasons: tuple[str, ...]
    card: Sealed | None


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print the ticket's slip → SlipPrinted or SlipFailed; the hall is told either way."""

    ticket: TicketView
    language: Language


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Tell the hall that a person is wanted at this kiosk, or no longer; its state comes back as news."""

    screen: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Fetch a paper from the hall and print it free → PaperComes, PaperPrinted or PaperFailed.

    `card` is given for a form that is filled with the visitor's own data.
    """

    wish: PaperWish
    language: Language
    card: Sealed | None


@dataclass(frozen=True, slots=True)
class BeginVisit:
    """Somebody is here: the visit's time runs from now."""


@dataclass(frozen=True, slots=True)
class EndVisit:
    """The visit is over: forget the key of its `card`, and tell the hall how it went (K-16), without the person."""

    outcome: Outcome
    last_screen: str
    language: Language
    large: bool
    card: Sealed | None


@dataclass(frozen=True, slots=True)
class StartCamera:
    """Show what the camera sees → PreviewCame again and again, or CameraFailed."""


@dataclass(frozen=True, slots=True)
class StopCamera:
    """Nobody looks any more: let go of the camera and of every picture."""


@dataclass(frozen=True, slots=True)
class TakeShot:
    """Take a picture and judge it → ShotCame or CameraFailed."""


@dataclass(frozen=True, slots=True)
class Straighten:
    """Straighten the last picture by these corners → ShotCame, or CameraFailed when there is none any more."""

    corners: Corners


CameraOrder: TypeAlias = StartCamera | StopCamera | TakeShot | Straighten
Order: TypeAlias = (
    AskWho | AskTicket | AskReturn | AskRating | PrintSlip | AskHelp | PrintPaper | BeginVisit | EndVisit | CameraOrder
)
