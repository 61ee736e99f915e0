"""The kiosk's own line drawings, made of boxes and strokes so that they are sharp at every size."""

from math import cos, pi, sin
from typing import assert_never

from kiosk.screens.layout.frame import Box, Rect, Stroke
from kiosk.screens.layout.pen import Pen
from kiosk.screens.page import Drawing
from kiosk.screens.theme.colours import BLUE, GREEN, LINE, MIST, NAVY, RED, WHITE, Colour

ROUND_MM = 40.0
LINE_MM = 1.6


def draw(pen: Pen, drawing: Drawing, width: float) -> None:
    """Place a drawing in the middle of `width` and move down."""
    match drawing:
        case Drawing.CARD:
            _card_on_reader(pen, width)
        case Drawing.CLOCK:
            x, y, radius = _disc(pen, width, NAVY)
            _line(pen, ((x, y - radius * 0.55), (x, y), (x + radius * 0.42, y + radius * 0.22)), NAVY)
        case Drawing.DONE:
            x, y, radius = _disc(pen, width, GREEN)
            marks = (
                (x - radius * 0.45, y),
                (x - radius * 0.1, y + radius * 0.36),
                (x + radius * 0.48, y - radius * 0.36),
            )
            _line(pen, marks, GREEN)
        case Drawing.ATTENTION:
            x, y, radius = _disc(pen, width, RED)
            _line(pen, ((x, y - radius * 0.52), (x, y + radius * 0.14)), RED)
            dot = pen.px(LINE_MM * 1.5)
            pen.items.append(Box(Rect(x - dot / 2, y + radius * 0.42, dot, dot), RED, dot / 2))
        case Drawing.PRINTER:
            _printer(pen, width)
        case _:
            assert_never(drawing)


def _line(pen: Pen, points: tuple[tuple[float, float], ...], colour: Colour, *, closed: bool = False) -> None:
    pen.items.append(Stroke(points, pen.px(LINE_MM), colour, closed))


def _disc(pen: Pen, width: float, colour: Colour) -> tuple[float, float, float]:
    """Place a ring and give its middle and radius."""
    radius = pen.px(ROUND_MM) / 2
    x, y = width / 2, pen.y + radius
    ring = tuple((x + radius * sin(turn * pi / 32), y - radius * cos(turn * pi / 32)) for turn in range(64))
    pen.items.append(Stroke(ring, pen.px(LINE_MM), colour, closed=True))
    pen.y += 2 * radius
    return x, y, radius


def _card_on_reader(pen: Pen, width: float) -> None:
    """An identity card over the reader's area, in the card's own proportions (85.6 : 54)."""
    wide, high = pen.px(74), pen.px(74 * 54 / 85.6)
    pad_wide, pad_high = pen.px(104), pen.px(20)
    top, left = pen.y, (width - wide) / 2
    pad = Rect((width - pad_wide) / 2, top + high - pen.px(6), pad_wide, pad_high)
    pen.items.append(Box(pad, MIST, pen.px(4), LINE, pen.px(0.5)))
    pen.items.append(Box(Rect(left, top, wide, high), WHITE, pen.px(4), NAVY, pen.px(LINE_MM)))
    portrait = Rect(left + wide * 0.68, top + high * 0.18, wide * 0.22, high * 0.5)
    pen.items.append(Box(portrait, MIST, pen.px(1.5)))
    for row, share in enumerate((0.3, 0.44, 0.52, 0.36)):
        bar = Rect(left + wide * 0.09, top + high * (0.2 + 0.14 * row), wide * share, pen.px(2.2))
        pen.items.append(Box(bar, NAVY if row == 0 else LINE, pen.px(1.1)))
    pen.items.append(Box(Rect(left + wide * 0.09, top + high * 0.8, wide * 0.72, pen.px(2.6)), LINE, pen.px(1.3)))
    middle = width / 2
    y = pad.bottom + pen.px(5)
    for step in range(2):
        rise = y + step * pen.px(5)
        points = ((middle - pen.px(7), rise), (middle, rise + pen.px(5)), (middle + pen.px(7), rise))
        pen.items.append(Stroke(points, pen.px(LINE_MM), BLUE))
    pen.y = y + pen.px(11)


def _printer(pen: Pen, width: float) -> None:
    side = pen.px(ROUND_MM)
    x, top = (width - side) / 2, pen.y
    line = pen.px(LINE_MM)
    pen.items.append(Box(Rect(x + side * 0.22, top, side * 0.56, side * 0.4), WHITE, pen.px(1), NAVY, line))
    pen.items.append(Box(Rect(x, top + side * 0.3, side, side * 0.45), WHITE, pen.px(3), NAVY, line))
    pen.items.append(
        Box(Rect(x + side * 0.22, top + side * 0.55, side * 0.56, side * 0.42), WHITE, pen.px(1), NAVY, line)
    )
    pen.y += side
