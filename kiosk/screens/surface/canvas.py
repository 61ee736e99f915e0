"""The one widget of the kiosk: draws a frame and turns a touch into the event the frame names. It decides nothing.

A frame is drawn anew as a whole: a few dozen instructions, which even a machine without a graphics card draws in time.
Only its glass lives by itself (`kiosk.screens.surface.glass`).
"""

from collections.abc import Callable
from io import BytesIO
from typing import Literal, assert_never, cast

from kivy.core.window import Window
from kivy.graphics import Canvas, Color, InstructionGroup, Rectangle
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.flow.events import Drew, Event, PointedAt
from kiosk.flow.sights import Point
from kiosk.screens.layout.frame import Box, Frame, Glass, Rect, Stroke, Target, Words, line_height
from kiosk.screens.surface.brushes import Brushes
from kiosk.screens.surface.glass import GlassPane
from kiosk.screens.surface.glyphs import Glyphs
from kiosk.screens.theme.colours import NAVY, Colour

PRESSED_OPACITY = 0.14


def _nobody(_event: Event) -> None:
    """Stand in until somebody listens."""


class Surface(Widget):
    """Draws frames, reports taps."""

    def __init__(self, glyphs: Glyphs) -> None:
        """Take the fonts. `tap` is told what was touched, once somebody sets it."""
        super().__init__()
        self._glyphs = glyphs
        self.tap: Callable[[Event], None] = _nobody
        self._pressed: Target | None = None
        drawn, settled, moving = InstructionGroup(), InstructionGroup(), InstructionGroup()
        self._mark = InstructionGroup()
        self._brushes = Brushes(drawn)
        self._pane = GlassPane(settled, moving)
        whole = cast("Canvas", self.canvas)
        for group in (drawn, settled, moving, self._mark):
            whole.add(group)
        self.frame = Frame(1, 1, (), ())

    def show(self, frame: Frame) -> None:
        """Draw a frame instead of the one before; a finger that is down loses its target.

        Where only the glass is new, everything else stays, the finger too.
        """
        before, self.frame = self.frame, frame
        self._pane.show(frame.glass, frame.height)
        if frame.glass is not None and (before.items, before.targets) == (frame.items, frame.targets):
            return
        self.size = (frame.width, frame.height)
        self._press(None)
        self._brushes.clear()
        # clearing the window costs nothing, a filled page of its size a quarter of the picture without a GPU
        ground, *rest = frame.items or (None,)
        if isinstance(ground, Box) and _covers(ground, frame):
            Window.clearcolor = (*ground.colour.parts, 1)
        else:
            rest = frame.items
        for item in rest:
            self._draw(item)

    def picture(self) -> bytes:
        """Give what is shown as a PNG at full size; the window must be as large as the frame."""
        width, height = self.frame.width, self.frame.height
        # drawn anew and read before the buffers are swapped: behind a swap their content is anybody's
        Window.dispatch("on_draw")
        pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        upside_down = -1
        out = BytesIO()
        Image.frombytes("RGB", (width, height), pixels, "raw", "RGB", 0, upside_down).save(out, "PNG", compress_level=1)
        return out.getvalue()

    # ------------------------------------------------------------------------------------------------------ touches

    def on_touch_down(self, touch: MotionEvent) -> Literal[True]:
        """Take Kivy's word that a finger came down; its y grows upwards."""
        self.finger_down(float(touch.x), self.frame.height - float(touch.y))
        return True

    def on_touch_move(self, touch: MotionEvent) -> Literal[True]:
        """Take Kivy's word that a finger moved."""
        self.finger_move(float(touch.x), self.frame.height - float(touch.y))
        return True

    def on_touch_up(self, touch: MotionEvent) -> Literal[True]:
        """Take Kivy's word that a finger left."""
        self.finger_up(float(touch.x), self.frame.height - float(touch.y))
        return True

    def finger_down(self, x: float, y: float) -> bool:
        """Mark what the finger is on, in pixels from top left; tell whether that is anything."""
        glass = self._touched_glass(x, y)
        if glass is not None:
            self._glass_down(glass, glass.at(x, y))
            return True
        self._press(self._at(x, y))
        return self._pressed is not None

    def finger_move(self, x: float, y: float) -> None:
        """Draw on where a stroke is under way; elsewhere a moving finger means nothing."""
        glass = self.frame.glass
        if glass is not None and self._pane.stroke:
            self._pane.draw_to(glass, glass.at(x, y))

    def finger_up(self, x: float, y: float) -> None:
        """Take a tap where the finger leaves what it came down on, or a stroke where it ends."""
        if self._pane.stroke:
            self.tap(Drew(self._pane.lift()))
            return
        pressed = self._pressed
        self._press(None)
        if pressed is not None and self._at(x, y) == pressed:
            self.tap(pressed.tap)

    def _touched_glass(self, x: float, y: float) -> Glass | None:
        glass = self.frame.glass
        return glass if glass is not None and glass.takes != "nothing" and glass.rect.holds(x, y) else None

    def _glass_down(self, glass: Glass, point: Point) -> None:
        self._press(None)
        if glass.takes == "strokes":
            self._pane.draw_to(glass, point)
        else:
            self.tap(PointedAt(*point))

    def _at(self, x: float, y: float) -> Target | None:
        return next((target for target in reversed(self.frame.targets) if target.rect.holds(x, y)), None)

    def _press(self, target: Target | None) -> None:
        self._pressed = target
        self._mark.clear()
        if target is not None:
            self._mark.add(Color(*NAVY.parts, PRESSED_OPACITY))
            rect = target.rect
            self._mark.add(Rectangle(pos=(rect.x, self.frame.height - rect.bottom), size=(rect.width, rect.height)))

    # ------------------------------------------------------------------------------------------------------ drawing

    def _draw(self, item: Box | Words | Stroke) -> None:
        match item:
            case Box():
                self._box(item)
            case Words():
                self._words(item)
            case Stroke():
                self._stroke(item)
            case _:
                assert_never(item)

    def _box(self, box: Box) -> None:
        rect, edge = box.rect, box.line_width
        if box.line is not None:
            self._filled(rect, box.radius, box.line)
        inner = Rect(rect.x + edge, rect.y + edge, rect.width - 2 * edge, rect.height - 2 * edge)
        self._filled(inner, max(0.0, box.radius - edge), box.colour)

    def _filled(self, rect: Rect, radius: float, colour: Colour) -> None:
        self._brushes.colour(colour)
        pos = (round(rect.x), round(self.frame.height - rect.bottom))
        size = (round(rect.width), round(rect.height))
        if radius:
            self._brushes.rounded(pos, size, min(radius, rect.width / 2, rect.height / 2))
        else:
            self._brushes.rectangle(pos, size)

    def _words(self, words: Words) -> None:
        self._brushes.colour(words.colour)
        runs = self._glyphs.line(words.text, words.em, bold=words.bold)
        highest = max((run.ascent for run in runs), default=0.0)
        tallest = max((run.height for run in runs), default=0.0)
        top = words.rect.y + (line_height(words.em) - tallest) / 2
        x = words.rect.x
        for run in runs:
            y = top + highest - run.ascent
            pos = (round(x), round(self.frame.height - y - run.height))
            self._brushes.rectangle(pos, (run.width, run.height), run.texture)
            x += run.width

    def _stroke(self, stroke: Stroke) -> None:
        self._brushes.colour(stroke.colour)
        points = [part for x, y in stroke.points for part in (x, self.frame.height - y)]
        self._brushes.line(points, stroke.width / 2, closed=stroke.closed)


def _covers(box: Box, frame: Frame) -> bool:
    whole = Rect(0, 0, frame.width, frame.height)
    return box.rect == whole and not box.radius and box.line is None
