"""Lists that may be longer than the room they get: choices and bullets, cut into pages that fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.screens.layout import looks
from kiosk.screens.layout.buttons import pager, pager_height, tile, tile_height
from kiosk.screens.layout.frame import Box, Rect
from kiosk.screens.layout.pen import Pen
from kiosk.screens.page import Bullets, Choices
from kiosk.screens.theme.colours import BLUE

MIN_TILE_MM = 100.0
"""No tile is narrower than this in normal type: below it names break into single words."""

STRETCH_AT_MOST = 1.45
BULLET_INDENT_MM, BULLET_GAP_MM = 6.0, 1.6


@dataclass(frozen=True, slots=True)
class PagerTexts:
    """The three texts of a pager; `page_of` still holds its {page} and {pages}."""

    back: str
    on: str
    page_of: str


def choices(pen: Pen, block: Choices, width: float, height: float, texts: PagerTexts) -> None:
    """Place the page of choices that is asked for, in at most `height` pixels, and move down."""
    if not block.items:
        pen.text(block.empty, 0, width, looks.PLAIN)
        return
    columns = _columns(pen, block, width)
    gap = pen.px(pen.scale.gap)
    wide = (width - gap * (columns - 1)) / columns
    rows = [block.items[at : at + columns] for at in range(0, len(block.items), columns)]
    heights = [max(tile_height(pen, choice, wide) for choice in row) for row in rows]
    per_page = max(1, pen.scale.choices_at_most // columns)
    pages = cut(heights, gap=gap, room=height, pager=pager_height(pen) + gap, at_most=per_page)
    shown = min(block.page, len(pages) - 1)
    top = pen.y
    if len(pages) == 1:
        heights = stretched(heights, gap=gap, room=height)
    for row in pages[shown]:
        for column, choice in enumerate(rows[row]):
            tile(pen, choice, Rect(column * (wide + gap), pen.y, wide, heights[row]))
        pen.y += heights[row] + gap
    pen.y -= gap
    _pager_at_foot(pen, (shown, len(pages)), texts, width, top + height)


def bullets_height(pen: Pen, block: Bullets, width: float) -> float:
    """Give how high all bullets are together with their heading, in pixels."""
    trial = pen.fresh()
    trial.text(block.heading, 0, width, looks.HEADING)
    return trial.y + sum(_bullet_heights(pen, block, width)) + pen.px(BULLET_GAP_MM) * len(block.items)


def _bullet_heights(pen: Pen, block: Bullets, width: float) -> list[float]:
    heights: list[float] = []
    for item in block.items:
        trial = pen.fresh()
        trial.text(item, 0, width - pen.px(BULLET_INDENT_MM), looks.PLAIN)
        heights.append(trial.y)
    return heights


def bullets(pen: Pen, block: Bullets, width: float, height: float, texts: PagerTexts) -> None:
    """Place the page of bullets that is asked for, in at most `height` pixels, and move down."""
    top = pen.y
    pen.text(block.heading, 0, width, looks.HEADING)
    indent, gap = pen.px(BULLET_INDENT_MM), pen.px(BULLET_GAP_MM)
    heights = _bullet_heights(pen, block, width)
    room = height - (pen.y - top)
    pages = cut(heights, gap=gap, room=room, pager=pager_height(pen) + gap, at_most=len(heights) or 1)
    shown = min(block.page, len(pages) - 1)
    dot = pen.px(2.2)
    em = pen.scale.em_px(pen.panel, looks.PLAIN.size)
    for row in pages[shown]:
        pen.items.append(Box(Rect(pen.px(1), pen.y + em * 0.725 - dot / 2, dot, dot), BLUE, dot / 2))
        pen.text(block.items[row], indent, width - indent, looks.PLAIN)
        pen.y += gap
    _pager_at_foot(pen, (shown, len(pages)), texts, width, top + height)


def _pager_at_foot(pen: Pen, at: tuple[int, int], texts: PagerTexts, width: float, bottom: float) -> None:
    page, pages = at
    if pages > 1:
        # always at the same place: a finger that turns pages need not look for it
        pen.y = bottom - pager_height(pen)
        middle = texts.page_of.format(page=page + 1, pages=pages)
        pager(pen, (texts.back, middle, texts.on), page, pages, width)


def _columns(pen: Pen, block: Choices, width: float) -> int:
    roomy = max(1, int(width // pen.px(MIN_TILE_MM if pen.scale.choices_at_most > 6 else 170)))  # noqa: PLR2004
    return min(block.columns, roomy)


def stretched(heights: Sequence[float], *, gap: float, room: float) -> list[float]:
    """Give rows that use the room they have, evenly, up to `STRETCH_AT_MOST` times their height."""
    used = sum(heights) + gap * (len(heights) - 1)
    factor = min(STRETCH_AT_MOST, 1 + max(0.0, room - used) / max(1.0, sum(heights)))
    return [height * factor for height in heights]


def cut(heights: Sequence[float], *, gap: float, room: float, pager: float, at_most: int) -> list[range]:
    """Cut rows into pages: each fits `room`, less the pager's height once there is more than one page.

    A row that is higher than a page gets one of its own.
    """
    if len(heights) <= at_most and sum(heights) + gap * (len(heights) - 1) <= room:
        return [range(len(heights))]
    pages: list[range] = []
    start, used = 0, 0.0
    for row, height in enumerate(heights):
        full = used + height > room - pager or row - start >= at_most
        if full and row > start:
            pages.append(range(start, row))
            start, used = row, 0.0
        used += height + gap
    pages.append(range(start, len(heights)))
    return pages
