"""The steps of a matter done at the kiosk: questions, form, materials, promise, review, print, my cases.

`view` is the application as the hall last told it; it is held here and nowhere else, and goes with the step.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from broker.catalogue.services import MatterCode
from broker.messages import ApplicationView, CaseLine, CaseList, DocumentFile
from broker.terms import FieldKey, MaterialCode
from kiosk.flow.printing import PageTrouble
from kiosk.flow.sights import Still
from kiosk.flow.steps.visit import Visit

if TYPE_CHECKING:
    from kiosk.flow.steps import Step


@dataclass(frozen=True, slots=True)
class Answered:
    """A matter and the answers given so far, options counted from 1 as in `OpenApplication`."""

    owner: MatterCode
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """K-S04: one guided question (G-01)."""

    visit: Visit
    matter: Answered
    came_from: "Step"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Matched:
    """K-S05: where the answers led, and what can be done about it."""

    visit: Visit
    matter: Answered
    came_from: "Step"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Unsure:
    """The visitor does not know an answer: a person helps."""

    visit: Visit
    under: Asking


@dataclass(frozen=True, slots=True)
class Consent:
    """Asked once, with the purpose: may licences be called (K-03)?"""

    visit: Visit
    under: Matched


class Doing(Enum):
    """What the hall is being asked to do."""

    OPENING = "opening"
    LOOKING = "looking"
    FILLING = "filling"
    CONTESTING = "contesting"
    CHOOSING_WAY = "choosing_way"
    HANDING_IN = "handing_in"
    PROMISING = "promising"
    SUBMITTING = "submitting"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class HallWorks:
    """The hall is at it; `under` is shown again if it does not come to anything."""

    visit: Visit
    doing: Doing
    under: "Step"


@dataclass(frozen=True, slots=True)
class Calling:
    """Licences are being called; `waited` are seconds, `looking` is whether the hall is being asked how far it is."""

    visit: Visit
    view: ApplicationView
    waited: int = 0
    looking: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """K-S07: one group of the form. `left_empty` are fields the visitor leaves to the hall."""

    visit: Visit
    view: ApplicationView
    group: int = 0
    page: int = 0
    left_empty: frozenset[FieldKey] = field(default_factory=frozenset[FieldKey])


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One filled field: whence and since when; it may be contested, or typed anew where the visitor typed it."""

    visit: Visit
    under: Form
    key: FieldKey


@dataclass(frozen=True, slots=True)
class Materials:
    """K-S08: every material, its state, what can be done."""

    visit: Visit
    view: ApplicationView
    page: int = 0


@dataclass(frozen=True, slots=True)
class MaterialShown:
    """One material and its ways. `picture` is how the paper looks that was handed in before, once it came (M-03)."""

    visit: Visit
    under: Materials
    material: MaterialCode
    picture: Still | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Promise:
    """K-S09: the commitment, part by part; only at its last part may it be signed (K-04)."""

    visit: Visit
    view: ApplicationView
    part: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """K-S11: everything once more, before the signature."""

    visit: Visit
    view: ApplicationView
    page: int = 0


class DocumentPhase(Enum):
    """How far a document is: asked for, shown, at the printer, in the tray, not printed."""

    FETCHING = "fetching"
    READY = "ready"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Paper:
    """K-S12: one document of a case. `spent` is a number that was lost with its sheet, once the hall said so."""

    visit: Visit
    view: ApplicationView
    document: str
    phase: DocumentPhase = DocumentPhase.FETCHING
    file: DocumentFile | None = field(default=None, repr=False)
    picture: Still | None = field(default=None, repr=False)
    trouble: PageTrouble | None = None
    started: bool = False
    spent: str | None = None


@dataclass(frozen=True, slots=True)
class CaseShown:
    """Where a case stands: who has it, until when, what may be handed in or printed (K-S13, K-S15)."""

    visit: Visit
    view: ApplicationView
    page: int = 0


@dataclass(frozen=True, slots=True)
class RateCase:
    """K-S13: a finished case is rated, once (E-03)."""

    visit: Visit
    view: ApplicationView
    stars: int | None = None
    reasons: frozenset[str] = field(default_factory=frozenset[str])
    sending: bool = False


@dataclass(frozen=True, slots=True)
class MyCases:
    """K-S15: the visitor's own cases, drafts first."""

    visit: Visit
    cases: CaseList
    page: int = 0

    def line(self, case: str) -> CaseLine | None:
        """Give the line of a case, None if there is none."""
        return next((line for line in self.cases.cases if line.case == case), None)


ApplyingStep: TypeAlias = (
    Asking
    | Matched
    | Unsure
    | Consent
    | HallWorks
    | Calling
    | Form
    | FieldShown
    | Materials
    | MaterialShown
    | Promise
    | Review
    | Paper
    | CaseShown
    | RateCase
    | MyCases
)
