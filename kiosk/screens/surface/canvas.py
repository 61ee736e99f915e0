"""The one widget of the kiosk: draws a frame and turns a touch into the event the frame names. It decides nothing.

A frame is drawn anew as a whole: a few dozen instructions, which even a machine without a graphics card draws in time.
"""

from collections.abc import Callable
from io import BytesIO
from typing import assert_never

from kivy.graphics import Color, Fbo, Line, Rectangle, SmoothLine, SmoothRoundedRectangle
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.flow.events import Event
from kiosk.screens.layout.frame import Box, Frame, Stroke, Target, Words, line_height
from kiosk.screens.surface.glyphs import Glyphs
from kiosk.screens.theme.colours import NAVY, Colour

PRESSED_OPACITY = 0.14


class Surface(Widget):
    """Draws frames, reports taps."""

    def __init__(self, glyphs: Glyphs, tap: Callable[[Event], None]) -> None:
        """Take the fonts and whom to tell what was touched."""
        super().__init__()
        self._glyphs = glyphs
        self._tap = tap
        self._pressed: Target | None = None
        self.frame = Frame(1, 1, (), ())

    def show(self, frame: Frame) -> None:
        """Draw a frame instead of the one before; a finger that is down loses its target."""
        self.frame = frame
        self.size = (frame.width, frame.height)
        self._press(None)
        self.canvas.clear()
        with self.canvas:
            for item in frame.items:
                self._draw(item)

    def picture(self) -> bytes:
        """Give what is shown as a PNG at full size."""
        fbo = Fbo(size=(self.frame.width, self.frame.height), with_stencilbuffer=False)
        fbo.add(self.canvas)
        fbo.draw()
        pixels = Image.frombytes("RGBA", fbo.size, fbo.pixels)
        fbo.remove(self.canvas)
        out = BytesIO()
        pixels.transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB").save(out, "PNG")
        return out.getvalue()

    def touch(self, x: float, y: float) -> Target | None:
        """Tap the point as a finger would, origin top left; give what was there."""
        target = self._at(x, y)
        if target is not None:
            self._tap(target.tap)
        return target

    # ----------------------------------------------------------------------------------------------------------- touches

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """Mark what the finger is on."""
        self._press(self._at(touch.x, self.frame.height - touch.y))
        return True

    def on_touch_up(self, touch: MotionEvent) -> bool:
        """A tap counts where the finger leaves what it came down on."""
        pressed = self._pressed
        self._press(None)
        if pressed is not None and self._at(touch.x, self.frame.height - touch.y) == pressed:
            self._tap(pressed.tap)
        return True

    def _at(self, x: float, y: float) -> Target | None:
        return next((target for target in reversed(self.frame.targets) if target.rect.holds(x, y)), None)

    def _press(self, target: Target | None) -> None:
        self._pressed = target
        self.canvas.after.clear()
        if target is not None:
            rect = target.rect
            with self.canvas.after:
                Color(*NAVY.parts, PRESSED_OPACITY)
                Rectangle(pos=(rect.x, self.frame.height - rect.bottom), size=(rect.width, rect.height))

    # ----------------------------------------------------------------------------------------------------------- drawing

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
        rect = box.rect
        if box.line is not None:
            self._filled(rect.x, rect.bottom, rect.width, rect.height, box.radius, box.line)
        edge = box.line_width
        inner = max(0.0, box.radius - edge)
        self._filled(rect.x + edge, rect.bottom - edge, rect.width - 2 * edge, rect.height - 2 * edge, inner, box.colour)

    def _filled(self, x: float, bottom: float, width: float, height: float, radius: float, colour: Colour) -> None:
        Color(*colour.parts, 1)
        pos, size = (round(x), round(self.frame.height - bottom)), (round(width), round(height))
        if radius:
            SmoothRoundedRectangle(pos=pos, size=size, radius=[min(radius, width / 2, height / 2)])
        else:
            Rectangle(pos=pos, size=size)

    def _words(self, words: Words) -> None:
        Color(*words.colour.parts, 1)
        runs = self._glyphs.line(words.text, words.em, bold=words.bold)
        highest = max((run.ascent for run in runs), default=0.0)
        tallest = max((run.height for run in runs), default=0.0)
        top = words.rect.y + (line_height(words.em) - tallest) / 2
        x = words.rect.x
        for run in runs:
            y = top + highest - run.ascent
            pos = (round(x), round(self.frame.height - y - run.height))
            Rectangle(texture=run.texture, pos=pos, size=(run.width, run.height))
            x += run.width

    def _stroke(self, stroke: Stroke) -> None:
        Color(*stroke.colour.parts, 1)
        points = [part for x, y in stroke.points for part in (x, self.frame.height - y)]
        kind = SmoothLine if stroke.width > 1 else Line
        kind(points=points, width=stroke.width / 2, close=stroke.closed, cap="round", joint="round")
