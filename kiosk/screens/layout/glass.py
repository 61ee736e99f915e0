"""Draws what lives on a page: the camera's picture and the area for a signature."""

from kiosk.screens.layout import looks
from kiosk.screens.layout.frame import Box, Glass, Rect, line_height
from kiosk.screens.layout.pen import Pen
from kiosk.screens.page import LivePicture, SignaturePad, Thumbnail
from kiosk.screens.theme.colours import LINE, NAVY, WHITE

INK_MM = 1.2
OUTLINE_MM = 1.4
HIGHEST_PAD_MM = 110.0
THUMBNAIL_MM, SMALL_THUMBNAIL_MM = 90.0, 45.0


def live_picture(pen: Pen, block: LivePicture, width: float, height: float) -> None:
    """Place a picture as large as fits `width` and `height` pixels, and move down; a dark plate while there is none."""
    edge = pen.px(0.8)
    still = block.still
    share = min(width / 4, height / 3) if still is None else min(width / still.width, height / still.height)
    wide, high = (4 * share, 3 * share) if still is None else (still.width * share, still.height * share)
    rect = Rect((width - wide) / 2, pen.y, wide, high)
    pen.items.append(Box(rect, NAVY))
    inner = Rect(rect.x + edge, rect.y + edge, rect.width - 2 * edge, rect.height - 2 * edge)
    takes = "points" if block.grips else "nothing"
    pen.glass = Glass(inner, pen.px(OUTLINE_MM), still, block.corners, takes=takes)
    pen.y += high


def thumbnail(pen: Pen, block: Thumbnail, width: float) -> None:
    """Place a small picture in the middle and move down."""
    live_picture(pen, LivePicture(block.still), width, pen.px(SMALL_THUMBNAIL_MM if block.small else THUMBNAIL_MM))


def signature_pad(pen: Pen, block: SignaturePad, width: float) -> None:
    """Place the area for a signature and move down: a line to write on, and the hint until there is ink."""
    high = min(width / block.aspect, pen.px(HIGHEST_PAD_MM))
    wide = high * block.aspect
    rect = Rect((width - wide) / 2, pen.y, wide, high)
    pen.box(rect, WHITE, line=NAVY)
    side = pen.px(8)
    pen.items.append(Box(Rect(rect.x + side, rect.y + high * 0.78, wide - 2 * side, pen.px(0.4)), LINE))
    if not block.strokes:
        em = pen.scale.em_px(pen.panel, looks.CAPTION.size)
        lines = len(pen.lines(block.hint, wide - 2 * side, looks.CAPTION))
        pen.y = rect.y + (high * 0.78 - lines * line_height(em)) / 2
        pen.text(block.hint, rect.x + side, wide - 2 * side, looks.CAPTION)
    pen.glass = Glass(rect, pen.px(INK_MM), strokes=block.strokes, takes="strokes")
    pen.y = rect.bottom
