"""The LED screen over a window: what it must show, as a value.

Which words and colours say "your turn" is the node's decision; how they become bytes is the driver's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

Dots = Literal[16, 24, 32]
"""Height of a character in LEDs."""


class Colour(StrEnum):
    """Colours of a two-chip panel: red, green, and both at once."""

    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of one line. `blink` makes it flash for the driver's blink time (3 s) and then stay."""

    text: str
    colour: Colour = Colour.RED
    dots: Dots = 16
    blink: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a piece at the left, one in the middle, one at the right, as given; as high as its highest piece.

    A piece that is too wide for what the others leave is shown in pages, never cut.
    """

    left: Words | None = None
    centre: Words | None = None
    right: Words | None = None

    @property
    def pieces(self) -> tuple[Words, ...]:
        """The pieces there are, from left to right."""
        return tuple(piece for piece in (self.left, self.centre, self.right) if piece is not None and piece.text)


@dataclass(frozen=True, slots=True)
class Face:
    """What the whole panel shows, from the top line down. No lines: a dark panel."""

    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class DisplayStatus:
    """What the panel's controller says of itself; `brightness` 0 (dark) to 15."""

    on: bool
    brightness: int
    areas: int


class FaceTooLargeError(ValueError):
    """The face's lines are higher than the panel, or it needs more areas or bytes than a controller takes."""

    def __init__(self, *, what: str, needed: int, available: int) -> None:
        super().__init__(what, needed, available)
        self.what = what
        self.needed = needed
        self.available = available


class CallDisplay(Protocol):
    """An LED screen. Methods return when the panel has confirmed; they raise `DeviceError` children when it did not."""

    def show(self, face: Face) -> None:
        """Shows a face instead of whatever was shown.

        Raises:
            FaceTooLargeError: it does not fit this panel (before anything is sent).
        """
        ...

    def status(self) -> DisplayStatus:
        """Asks the panel how it is."""
        ...

    def brightness(self, level: int) -> None:
        """Sets the brightness, 0 (dark) to 15."""
        ...

    def clear(self) -> None:
        """Takes everything off the panel."""
        ...

    def close(self) -> None:
        """Lets go of the line."""
        ...
