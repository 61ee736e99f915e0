"""Kivy's drawing instructions, used again from picture to picture.

Each new instruction costs buffers of the graphics driver that come back late: a kiosk that made new ones for every
screen would grow by megabytes a visit. So there are pools, as large as the fullest screen, and never larger.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from kivy.graphics import Color, InstructionGroup, Line, Rectangle, SmoothRoundedRectangle

from kiosk.screens.theme.colours import Colour

Kind = TypeVar("Kind")

Place = tuple[float, float]


class _Pool(Generic[Kind]):
    def __init__(self, make: Callable[[], Kind]) -> None:
        self._make = make
        self._all: list[Kind] = []
        self._taken = 0

    def take(self) -> Kind:
        if self._taken == len(self._all):
            self._all.append(self._make())
        self._taken += 1
        return self._all[self._taken - 1]

    def give_back(self) -> None:
        self._taken = 0


class Brushes:
    """Draws shapes into a group, bottom left origin, later ones above earlier ones. `clear` begins a new picture."""

    def __init__(self, group: InstructionGroup) -> None:
        """Take the group that is drawn."""
        self._group = group
        self._colours: _Pool[Color] = _Pool(Color)
        self._rectangles: _Pool[Rectangle] = _Pool(Rectangle)
        self._rounded: _Pool[SmoothRoundedRectangle] = _Pool(SmoothRoundedRectangle)
        self._lines: _Pool[Line] = _Pool(Line)

    def clear(self) -> None:
        """Begin a new picture: everything may be used again."""
        self._group.clear()
        for pool in (self._colours, self._rectangles, self._rounded, self._lines):
            pool.give_back()

    def colour(self, colour: Colour) -> None:
        """Draw what follows in this colour."""
        brush = self._colours.take()
        brush.rgba = (*colour.parts, 1)
        self._group.add(brush)

    def rectangle(self, pos: Place, size: Place, texture: object = None) -> None:
        """Draw a rectangle, filled or with a texture."""
        shape = self._rectangles.take()
        shape.texture = texture
        shape.pos, shape.size = pos, size
        self._group.add(shape)

    def rounded(self, pos: Place, size: Place, radius: float) -> None:
        """Draw a filled rectangle with round, smooth corners."""
        shape = self._rounded.take()
        shape.pos, shape.size, shape.radius = pos, size, [radius]
        self._group.add(shape)

    def line(self, points: Sequence[float], width: float, *, closed: bool) -> None:
        """Draw a line with round joints."""
        shape = cast("Line", self._lines.take())
        shape.points, shape.width, shape.close = list(points), width, closed
        shape.cap, shape.joint = "round", "round"
        self._group.add(shape)
