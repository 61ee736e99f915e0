"""What a camera step knows of pictures: values a worker made, nothing here looks into them. Pure.

A picture of somebody's paper is personal data: none of these shows its pixels when it is printed.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from broker.messages import ScanPage

Point: TypeAlias = tuple[float, float]
"""x and y from 0 to 1 of a picture's width and height, origin top left."""

Corners: TypeAlias = tuple[Point, Point, Point, Point]
"""The corners of a paper: top left, top right, bottom right, bottom left, as its reader sees them."""

WHOLE: Corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class CameraTrouble(Enum):
    """Why there is no picture, as a visitor can understand it."""

    ABSENT = "absent"
    UNPLUGGED = "unplugged"
    SILENT = "silent"


class Advice(Enum):
    """What is to be done before a picture is good."""

    LAY_PAPER = "lay_paper"
    HOLD_STILL = "hold_still"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TOO_BLURRED = "too_blurred"
    TOO_SMALL = "too_small"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Still:
    """A small picture for the screen: rows from the top, three bytes a pixel (red, green, blue)."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the camera sees: the picture, the paper's corners if one was found, and what to do."""

    still: Still
    corners: Corners | None
    advice: Advice


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that was taken: the whole of it, the paper straightened, and the page to hand in.

    `found` is whether the corners were found and not guessed; `advice` is GOOD or why the page will not do.
    """

    whole: Still
    paper: Still
    corners: Corners
    found: bool
    advice: Advice
    page: ScanPage
