"""What happens while a visitor gives something of their own: types, chooses, signs, lays a paper under the camera.

The three at the end carry what came of it to the step that asked; see `kiosk.flow.entering`.
"""

from dataclasses import dataclass, field
from enum import Enum

from broker.messages import ScanPage, Signature
from broker.terms import FieldKey, MaterialCode
from kiosk.flow.sights import CameraTrouble, Point, Preview, Shot

# --------------------------------------------------------------------------------------------------------------- typing


class Board(Enum):
    """Which keys lie there."""

    PINYIN = "pinyin"
    LATIN = "latin"
    CAPITALS = "capitals"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class ChoseBoard:
    """The visitor wants other keys."""

    board: Board


@dataclass(frozen=True, slots=True)
class PickedWord:
    """Characters offered for the pinyin typed: they take the place of its first `letters` letters."""

    text: str = field(repr=False)
    letters: int


@dataclass(frozen=True, slots=True)
class EmptiedField:
    """Everything typed so far goes."""


@dataclass(frozen=True, slots=True)
class GaveValue:
    """What was typed is as the visitor wants it."""


@dataclass(frozen=True, slots=True)
class ChoseOption:
    """One of the values offered."""

    value: str = field(repr=False)


# -------------------------------------------------------------------------------------------------------------- signing


@dataclass(frozen=True, slots=True)
class Drew:
    """One stroke on the glass, from touch to lift: points from 0 to 1 of the signing area."""

    stroke: tuple[Point, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WipedSignature:
    """The visitor begins the signature anew."""


@dataclass(frozen=True, slots=True)
class GaveSignature:
    """The signature is as the visitor wants it. `aspect` is how much wider than high the area is."""

    aspect: float


# --------------------------------------------------------------------------------------------------------------- camera


@dataclass(frozen=True, slots=True)
class TookShot:
    """Take a picture of the page that lies there."""


@dataclass(frozen=True, slots=True)
class RetookShot:
    """That picture is not good: back to the live one."""


@dataclass(frozen=True, slots=True)
class UsedShot:
    """That picture is good."""


@dataclass(frozen=True, slots=True)
class OpenedCorners:
    """The paper was not found rightly: show its corners by hand."""


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A touch on the picture, from 0 to 1 of its width and height: the nearest corner goes there."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SetCorners:
    """The corners are where the paper's are."""


@dataclass(frozen=True, slots=True)
class DroppedPage:
    """The page taken last goes."""


@dataclass(frozen=True, slots=True)
class FinishedPages:
    """All pages of this material are taken."""


@dataclass(frozen=True, slots=True)
class AnsweredKeeping:
    """Whether the hall may keep these pages for the visitor's later matters (M-03)."""

    keep: bool


@dataclass(frozen=True, slots=True)
class PreviewCame:
    """What the camera sees now."""

    preview: Preview


@dataclass(frozen=True, slots=True)
class ShotCame:
    """A picture was taken, or the last one straightened by other corners."""

    shot: Shot


@dataclass(frozen=True, slots=True)
class CameraFailed:
    """The camera gives no pictures; it is tried again by itself."""

    trouble: CameraTrouble


# -------------------------------------------------------------------------------------- given to the step that asked


@dataclass(frozen=True, slots=True)
class FieldEntered:
    """A value for a field, free of faults; empty only where the question lets it be."""

    key: FieldKey
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """The visitor signed."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class PagesTaken:
    """The pages of a material, in the order they were laid down; never none.

    `keep` is whether the visitor said that the hall may keep them for later matters.
    """

    material: MaterialCode
    pages: tuple[ScanPage, ...]
    keep: bool = False


EnteringTap = (
    ChoseBoard
    | PickedWord
    | EmptiedField
    | GaveValue
    | ChoseOption
    | Drew
    | WipedSignature
    | GaveSignature
    | TookShot
    | RetookShot
    | UsedShot
    | OpenedCorners
    | PointedAt
    | SetCorners
    | DroppedPage
    | FinishedPages
    | AnsweredKeeping
)
Given = FieldEntered | Signed | PagesTaken
EnteringEvent = EnteringTap | PreviewCame | ShotCame | CameraFailed | Given
