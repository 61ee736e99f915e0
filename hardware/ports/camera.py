"""A camera over a table, and what is made of its pictures: the paper that lies there, straightened and judged.

Pictures are values: rows from the top, three bytes a pixel. Whoever gets one may look at it, and need not know the
libraries that made it. A picture of somebody's paper is personal data: none shows its pixels when it is printed.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]
"""x and y from 0 to 1 of a picture's width and height."""

Quad: TypeAlias = tuple[Point, Point, Point, Point]
"""A paper's corners: top left, top right, bottom right, bottom left, as its reader sees them."""


@dataclass(frozen=True, slots=True)
class CameraFrame:
    """One picture: `pixels` are red, green, blue, row by row from the top."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


class Verdict(Enum):
    """Whether a page can be read, or what is wrong with it first."""

    GOOD = "good"
    NO_PAPER = "no_paper"
    TOO_SMALL = "too_small"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Sight:
    """A quick look at a frame: a small picture for a screen, the paper's corners if there is one, the verdict."""

    small: CameraFrame
    corners: Quad | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PaperScan:
    """A page cut out and straightened: an upright JPEG, what was measured of it, and the codes printed on it.

    `corners` are those it was cut by; `found` is False where they are only the frame's own. `sharpness` and
    `brightness` are what the thresholds of the settings are held against. `whole` and `paper` are small pictures.
    """

    whole: CameraFrame
    paper: CameraFrame
    corners: Quad
    found: bool
    verdict: Verdict
    width: int
    height: int
    jpeg: bytes = field(repr=False)
    sharpness: float
    brightness: float
    codes: tuple[str, ...] = field(default=(), repr=False)


class Camera(Protocol):
    """A camera. Belongs to one thread."""

    def read(self) -> CameraFrame:
        """Give the newest picture; the camera is opened when it is not.

        Raises `DeviceUnplugged` when it cannot be opened or is gone, `DeviceSilent` when no picture comes, or always
        the same one.
        """
        ...

    def close(self) -> None:
        """Let go of the camera; `read` opens it again."""
        ...


class PaperFinder(Protocol):
    """Finds papers in frames. Keeps nothing."""

    def look(self, frame: CameraFrame) -> Sight:
        """Look quickly, for a live picture."""
        ...

    def scan(self, frame: CameraFrame, corners: Quad | None = None) -> PaperScan:
        """Cut out the page and judge it; by `corners` where a person set them."""
        ...
