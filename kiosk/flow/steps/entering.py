"""The steps on which a visitor gives something of their own. Each covers the step that asked, `under`.

When the visitor is done, `under` gets `FieldEntered`, `Signed` or `PagesTaken`; going back leaves `under` as it was.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from broker.catalogue.field_values import Flaw
from broker.catalogue.papers import FieldType
from broker.messages import ScanPage, Sentence
from broker.terms import FieldKey, MaterialCode
from kiosk.flow.events import Board
from kiosk.flow.sights import WHOLE, CameraTrouble, Corners, Point, Preview, Shot
from kiosk.flow.steps.visit import Visit

if TYPE_CHECKING:
    from kiosk.flow.steps import Step


@dataclass(frozen=True, slots=True)
class Option:
    """One value a field may have, and its names; without names the value itself is shown."""

    value: str
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Which field is asked for. Its name comes from the catalogue; `about` is a sentence under it.

    `options` are what a choice chooses from; `optional` is whether it may be left empty; `longest` bounds a text.
    """

    key: FieldKey
    type: FieldType
    options: tuple[Option, ...] = ()
    about: Sentence | None = None
    optional: bool = False
    longest: int = 120


@dataclass(frozen=True, slots=True)
class Typing:
    """One field is being filled in. `letters` is pinyin that has not become characters yet.

    `board` None is the one the field begins with; `page` is that of the words offered, or of the options.
    """

    visit: Visit
    question: Question
    under: "Step"
    value: str = field(default="", repr=False)
    letters: str = field(default="", repr=False)
    board: Board | None = None
    page: int = 0
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """Signing with a finger. `about` says what is signed; `strokes` are points from 0 to 1 of the area."""

    visit: Visit
    under: "Step"
    about: Sentence | None = None
    strokes: tuple[tuple[Point, ...], ...] = field(default=(), repr=False)


class CameraPhase(Enum):
    """What the camera step shows: the live picture, one that is being judged, one that was, its corners, what then."""

    LIVE = "live"
    TAKING = "taking"
    TAKEN = "taken"
    CORNERS = "corners"
    ENOUGH = "enough"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Camera:
    """A paper under the camera. `pages` are those that are good; `preview` and `shot` what is seen and was taken.

    `keepable` papers can serve in a later matter: the visitor is asked whether the hall may keep them (M-03).

    Whoever makes this step gets a running camera with it; it stops when the step is left.
    """

    visit: Visit
    material: MaterialCode
    under: "Step"
    pages: tuple[ScanPage, ...] = ()
    phase: CameraPhase = CameraPhase.LIVE
    preview: Preview | None = field(default=None, repr=False)
    shot: Shot | None = field(default=None, repr=False)
    corners: Corners = WHOLE
    trouble: CameraTrouble | None = None
    keepable: bool = False


EnteringStep: TypeAlias = Typing | Signing | Camera
