"""What a visitor presses who only wants to read, and what became of a paper that is printed free."""

from dataclasses import dataclass
from typing import TypeAlias

from broker.messages import Sentence
from broker.terms import FormCode, PackageCode, ServiceCode
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import PageTrouble
from kiosk.flow.shelves import Spot


@dataclass(frozen=True, slots=True)
class OpenedGuides:
    """The visitor wants to read: guides, lists, forms."""


@dataclass(frozen=True, slots=True)
class OpenedShelf:
    """One shelf of another."""

    spot: Spot


@dataclass(frozen=True, slots=True)
class OpenedGuide:
    """The guide page of a service."""

    service: ServiceCode


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """An item of which only the name is known."""

    code: str


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package's page: before and after."""

    package: PackageCode


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form."""

    form: FormCode


@dataclass(frozen=True, slots=True)
class OpenedOldPapers:
    """The old papers of a package and where they went, or the figures again."""


@dataclass(frozen=True, slots=True)
class OpenedMap:
    """The map of the hall's floors, with the way from here to the window."""


@dataclass(frozen=True, slots=True)
class TurnedPart:
    """The guide's next part, or the one before."""

    by: int


@dataclass(frozen=True, slots=True)
class ToggledKeys:
    """The keys to search a shelf, there or away."""


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """Print this paper."""

    wish: PaperWish


GuidingTap: TypeAlias = (
    OpenedGuides
    | OpenedShelf
    | OpenedGuide
    | OpenedItem
    | OpenedPackage
    | OpenedForm
    | OpenedOldPapers
    | OpenedMap
    | TurnedPart
    | ToggledKeys
    | AskedPaper
)


@dataclass(frozen=True, slots=True)
class PaperComes:
    """The hall gave the paper; the printer has it."""

    wish: PaperWish


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """The paper lies in the tray."""

    wish: PaperWish


@dataclass(frozen=True, slots=True)
class PaperFailed:
    """The paper did not come: the printer's `trouble`, or without one the hall did not give it, and said why or not."""

    wish: PaperWish
    trouble: PageTrouble | None = None
    sentence: Sentence | None = None


GuidingEvent: TypeAlias = PaperComes | PaperPrinted | PaperFailed
