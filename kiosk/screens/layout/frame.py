"""A picture of the kiosk as values: what is drawn where, and what may be touched. Pixels, origin top left.

`kiosk.screens.layout.sheet` makes frames, `kiosk.screens.surface` draws them, the geometry tests measure them.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kiosk.flow.events import Event
from kiosk.flow.sights import Corners, Point, Still
from kiosk.screens.theme.colours import Colour
from kiosk.screens.theme.sizes import LINE_OF_EM, TextSize


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `y` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y where it ends."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The point to touch."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: "Rect", *, slack: float = 0.5) -> bool:
        """Tell whether both share more than `slack` pixels in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with round corners; with `line` it has an edge of that colour and `line_width` pixels."""

    rect: Rect
    colour: Colour
    radius: float = 0.0
    line: Colour | None = None
    line_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text. `rect` is the line's box, as wide as the text; `em` the font size; `ground` lies behind."""

    rect: Rect
    text: str
    em: int
    size: TextSize
    bold: bool
    colour: Colour
    ground: Colour


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through `points`, `width` pixels thick, with round joints."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: Colour
    closed: bool = False


Item: TypeAlias = Box | Words | Stroke


@dataclass(frozen=True, slots=True)
class Target:
    """What may be touched: where, what it says and what it means."""

    rect: Rect
    label: str
    tap: Event


@dataclass(frozen=True, slots=True)
class Glass:
    """The part of a picture that lives: a camera's picture with a paper's outline, or ink under a finger.

    It lies above all items and is drawn anew without them. What a finger does on it is points (`PointedAt`), strokes
    (`Drew`) or nothing. `line_width` is that of outline and ink, in pixels; points are from 0 to 1 of `rect`.
    """

    rect: Rect
    line_width: float
    still: Still | None = None
    corners: Corners | None = None
    strokes: tuple[tuple[Point, ...], ...] = ()
    takes: Literal["nothing", "points", "strokes"] = "nothing"

    def at(self, x: float, y: float) -> Point:
        """Give a point of the panel as one of the glass; a finger that slides off stays at the edge."""
        inside = (x - self.rect.x) / self.rect.width, (y - self.rect.y) / self.rect.height
        return min(1.0, max(0.0, inside[0])), min(1.0, max(0.0, inside[1]))

    def on_panel(self, point: Point) -> tuple[float, float]:
        """Give a point of the glass as one of the panel, in pixels."""
        return self.rect.x + point[0] * self.rect.width, self.rect.y + point[1] * self.rect.height


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole picture; later items lie above earlier ones, the glass above all."""

    width: int
    height: int
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    glass: Glass | None = None

    @property
    def words(self) -> tuple[Words, ...]:
        """All lines of text, in the order they were placed."""
        return tuple(item for item in self.items if isinstance(item, Words))


def line_height(em: int) -> float:
    """Give the height of one line's box, in pixels."""
    return em * LINE_OF_EM


def shifted(item: Item, dx: float, dy: float) -> Item:
    """Give the same item somewhere else."""
    if isinstance(item, Stroke):
        return replace(item, points=tuple((x + dx, y + dy) for x, y in item.points))
    rect = item.rect
    return replace(item, rect=replace(rect, x=rect.x + dx, y=rect.y + dy))
