"""What a transition wants done in the world, as frozen values; `kiosk.effects` does it and posts events back."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from broker.catalogue.services import MatterCode, Way
from broker.messages import DocumentFile, Language, Later, ScanPage, Sealed, Signature, TicketView
from broker.terms import CaseId, FieldKey, MaterialCode, QueueLetter, SerialNo, ServiceCode, ServingId, TicketId
from kiosk.flow.papers import PaperWish
from kiosk.flow.sights import Corners

Outcome: TypeAlias = Literal["ticket", "reprint", "rating", "matter", "draft", "print", "given_up", "looked"]


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


# --------------------------------------------------------------------------------------- a matter done at the kiosk


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Make the form and call the licences."""

    owner: MatterCode
    answers: tuple[int, ...]
    consent: bool


@dataclass(frozen=True, slots=True)
class WatchAsk:
    """How far is it by now? Nobody waits for the answer → ApplicationSeen, or nothing."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class ThumbnailAsk:
    """How does the paper look that may be used again (M-03)? Nobody waits for it → ThumbnailCame, or nothing."""

    case: CaseId
    material: MaterialCode

    @property
    def document(self) -> str:
        """The name under which the hall gives it."""
        return f"PAGE:{self.material}"


@dataclass(frozen=True, slots=True)
class LookAsk:
    """How far is it?"""

    case: CaseId


@dataclass(frozen=True, slots=True)
class FillAsk:
    """Take these values, by field."""

    case: CaseId
    values: tuple[tuple[FieldKey, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContestAsk:
    """This value is wrong."""

    case: CaseId
    field: FieldKey


@dataclass(frozen=True, slots=True)
class WayAsk:
    """This material shall be had this way."""

    case: CaseId
    material: MaterialCode
    way: Way | Later


@dataclass(frozen=True, slots=True)
class PagesAsk:
    """Take these pages of a material, one request each; `keep` them for later matters where the visitor agreed."""

    case: CaseId
    material: MaterialCode
    pages: tuple[ScanPage, ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class PromiseAsk:
    """The commitment was read to its end and signed."""

    case: CaseId
    materials: tuple[MaterialCode, ...]
    signature: Signature


@dataclass(frozen=True, slots=True)
class SubmitAsk:
    """Everything was looked through and signed."""

    case: CaseId
    signature: Signature


@dataclass(frozen=True, slots=True)
class FetchAsk:
    """A document of the case."""

    case: CaseId
    document: str


@dataclass(frozen=True, slots=True)
class ListAsk:
    """The visitor's cases."""


@dataclass(frozen=True, slots=True)
class RateAsk:
    """Rate a finished case."""

    case: CaseId
    stars: int
    reasons: tuple[str, ...]


CaseAsk: TypeAlias = (
    OpenAsk
    | LookAsk
    | WatchAsk
    | ThumbnailAsk
    | FillAsk
    | ContestAsk
    | WayAsk
    | PagesAsk
    | PromiseAsk
    | SubmitAsk
    | FetchAsk
    | ListAsk
    | RateAsk
)


@dataclass(frozen=True, slots=True)
class AskCase:
    """Ask the hall for the person of this card → ApplicationCame, CasesCame, DocumentCame, CaseRated or a refusal."""

    card: Sealed
    language: Language
    ask: CaseAsk


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """Print a document → DocumentPrinted or DocumentFailed with this `job`.

    With `serial` the sheet is a certificate: the hall is told how it came out, and answers with ApplicationCame.
    """

    card: Sealed
    case: CaseId
    job: str
    file: DocumentFile
    serial: SerialNo | None = None


@dataclass(frozen=True, slots=True)
class PrintPapers:
    """Print a list of papers as a slip: its title and its lines; nobody waits for it."""

    title: str
    lines: tuple[str, ...]
    language: Language


ApplyingOrder: TypeAlias = AskCase | PrintDocument | PrintPapers
CameraOrder: TypeAlias = StartCamera | StopCamera | TakeShot | Straighten
Order: TypeAlias = (
    AskWho
    | AskTicket
    | AskReturn
    | AskRating
    | PrintSlip
    | AskHelp
    | PrintPaper
    | BeginVisit
    | EndVisit
    | CameraOrder
    | ApplyingOrder
)
