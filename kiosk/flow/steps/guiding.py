"""Reading without doing: guides, lists, life events, forms and records (办事指南·公开, K-S16, K-S17, K-S19)."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from broker.messages import Sentence
from broker.terms import FormCode, PackageCode, QueueLetter, ServiceCode
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import PageTrouble
from kiosk.flow.shelves import Trail
from kiosk.flow.steps.visit import Visit

if TYPE_CHECKING:
    from kiosk.flow.steps import Step


@dataclass(frozen=True, slots=True)
class Browsing:
    """In front of a shelf: the last of `trail`. `keys` is whether the keys to search it are there."""

    visit: Visit
    trail: Trail
    keys: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide page of a service: one of its eight parts, counted from 0, and that part's page."""

    visit: Visit
    service: ServiceCode
    trail: Trail
    part: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class AtWindow:
    """An item of which only the name is known: it is done at a window."""

    visit: Visit
    code: str
    trail: Trail


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What a package cost before and costs now; `papers` is whether its old papers are shown."""

    visit: Visit
    package: PackageCode
    trail: Trail
    papers: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A form: blank, with one's own data, or the sample (K-07)."""

    visit: Visit
    form: FormCode
    trail: Trail


class PaperPhase(Enum):
    """How far a paper that is printed free is."""

    FETCHING = "fetching"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FreePaper:
    """A paper on its way (G-05). `trouble` is set when the printer FAILED; without one the hall did not give it.

    `sentence` is why not, where the hall said so.
    """

    visit: Visit
    wish: PaperWish
    under: "Browsing | Guide | BeforeAfter | FormOffer"
    phase: PaperPhase = PaperPhase.FETCHING
    trouble: PageTrouble | None = None
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class HallMap:
    """The floors of the hall and the way from this kiosk to the windows of a queue (G-10); `under` is come back to."""

    visit: Visit
    queue: QueueLetter
    under: "Step"


GuidingStep: TypeAlias = Browsing | Guide | AtWindow | BeforeAfter | FormOffer | FreePaper | HallMap
