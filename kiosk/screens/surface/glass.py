"""The living part of a picture: the camera's picture with its outline, and ink under a finger.

It is drawn above the rest in a group of its own, so that neither a new camera picture nor a moving finger has the whole
screen drawn anew: without a graphics card that would take a tenth of a second.
"""

from typing import cast

from kivy.graphics import Color, InstructionGroup, Line
from kivy.graphics.texture import Texture

from kiosk.flow.sights import Point, Still
from kiosk.screens.layout.frame import Glass
from kiosk.screens.surface.brushes import Brushes
from kiosk.screens.theme.colours import GREEN, INK, WHITE

GRIP = 4.0
"""How wide the dots at the corners are, in widths of the outline."""


class GlassPane:
    """Draws the glass of a frame, and the stroke that is under way. Pixels; Kivy's origin is bottom left."""

    def __init__(self, settled: InstructionGroup, moving: InstructionGroup) -> None:
        """Take a group for what the frame holds and one for the stroke under way."""
        self._brushes = Brushes(settled)
        self._moving = moving
        self._glass: Glass | None = None
        self._height = 0.0
        self._stroke: list[Point] = []
        self._line: Line | None = None
        self._texture: Texture | None = None
        self._painted: Still | None = None

    def show(self, glass: Glass | None, height: float) -> None:
        """Draw what the frame holds. A stroke under way goes on where the area is still the same."""
        if glass is None or self._glass is None or glass.rect != self._glass.rect or glass.takes != "strokes":
            self.lift()
        self._glass, self._height = glass, height
        self._brushes.clear()
        if glass is None:
            # nothing of a visitor's picture stays behind in the graphics memory
            self._texture = self._painted = None
            return
        if glass.still is not None:
            self._paint(glass, glass.still)
        if glass.corners is not None:
            self._outline(glass)
        self._brushes.colour(INK)
        for stroke in glass.strokes:
            self._brushes.line(self._points(glass, stroke), glass.line_width / 2, closed=False)

    # ------------------------------------------------------------------------------------------------------ a stroke

    @property
    def stroke(self) -> tuple[Point, ...]:
        """The stroke under way; empty when there is none."""
        return tuple(self._stroke)

    def draw_to(self, glass: Glass, point: Point) -> None:
        """Begin a stroke, or go on with it."""
        self._stroke.append(point)
        points = self._points(glass, [*self._stroke, point] if len(self._stroke) == 1 else self._stroke)
        if self._line is None:
            self._moving.add(Color(*INK.parts))
            self._line = Line(points=points, width=glass.line_width / 2, cap="round", joint="round")
            self._moving.add(self._line)
        else:
            self._line.points = points

    def lift(self) -> tuple[Point, ...]:
        """End the stroke under way and give it."""
        stroke = self.stroke
        self._stroke.clear()
        self._line = None
        self._moving.clear()
        return stroke

    # ------------------------------------------------------------------------------------------------------- drawing

    def _points(self, glass: Glass, stroke: "list[Point] | tuple[Point, ...]") -> list[float]:
        shown = [glass.on_panel(point) for point in stroke]
        # a mere touch is a dot: a line wants two points
        return [part for x, y in (shown if len(shown) > 1 else shown * 2) for part in (x, self._height - y)]

    def _paint(self, glass: Glass, still: Still) -> None:
        texture = self._texture
        if texture is None or tuple(texture.size) != (still.width, still.height):
            texture = cast("Texture", Texture.create(size=(still.width, still.height), colorfmt="rgb"))
            texture.flip_vertical()
            self._texture, self._painted = texture, None
        if self._painted is not still:
            texture.blit_buffer(still.pixels, colorfmt="rgb", bufferfmt="ubyte")
            self._painted = still
        rect = glass.rect
        self._brushes.colour(WHITE)
        self._brushes.rectangle((rect.x, self._height - rect.bottom), (rect.width, rect.height), texture)

    def _outline(self, glass: Glass) -> None:
        corners = glass.corners or ()
        points = self._points(glass, corners)
        for colour, width in ((WHITE, glass.line_width), (GREEN, glass.line_width / 2)):
            self._brushes.colour(colour)
            self._brushes.line(points, width, closed=True)
        if glass.takes == "points":
            side = glass.line_width * GRIP
            for x, y in zip(points[::2], points[1::2], strict=True):
                for colour, wide in ((WHITE, side * 1.4), (GREEN, side)):
                    self._brushes.colour(colour)
                    self._brushes.rounded((x - wide / 2, y - wide / 2), (wide, wide), wide / 2)
