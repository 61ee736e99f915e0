"""Draws the flow chart of a matter: a box for every step, an arrow from each to the next."""

from kiosk.screens.layout import looks
from kiosk.screens.layout.frame import Rect, Stroke, line_height
from kiosk.screens.layout.pen import Pen
from kiosk.screens.theme.colours import BLUE, NAVY

BOX_SHARE = 0.62
ARROW_MM = 8.0
HEAD_MM = 2.4
PADDING_MM = 3.0


def flow_chart(pen: Pen, steps: tuple[str, ...], width: float) -> None:
    """Place the steps in the middle of `width`, from the first to the last, and move down."""
    style, padding = looks.CHART, pen.px(PADDING_MM)
    wide = width * BOX_SHARE
    em = pen.scale.em_px(pen.panel, style.size)
    for number, step in enumerate(steps):
        if number:
            _arrow(pen, width / 2)
        height = len(pen.lines(step, wide - 2 * padding, style)) * line_height(em) + 2 * padding
        top = pen.y
        pen.box(Rect((width - wide) / 2, top, wide, height), style.ground, line=NAVY)
        pen.y = top + padding
        pen.text(step, (width - wide) / 2 + padding, wide - 2 * padding, style)
        pen.y = top + height


def _arrow(pen: Pen, x: float) -> None:
    top, head = pen.y, pen.px(HEAD_MM)
    end = top + pen.px(ARROW_MM)
    for points in (((x, top), (x, end)), ((x - head, end - head), (x, end), (x + head, end - head))):
        pen.items.append(Stroke(points, pen.px(0.8), BLUE))
    pen.y = end
