"""Everything to type with: what has been typed, the words on offer, the keys.

Keys keep the least target of 20 mm and gaps of 3 mm, so that ten columns fit an upright panel.
"""

from typing import assert_never

from kiosk.flow.events import TurnedPage
from kiosk.screens.layout import looks
from kiosk.screens.layout.buttons import PADDING_MM
from kiosk.screens.layout.frame import Box, Rect, Words, line_height
from kiosk.screens.layout.pen import Pen, Style
from kiosk.screens.page import Entry, Key, Keyboard, Offers
from kiosk.screens.theme.colours import BLUE, LINE, MIST, RED, SOFT_INK, WHITE

GAP_MM = 3.0
KEY_MM, KEY_LYING_MM = 23.0, 21.0
WIDEST_MM = 64.0
LINES_AT_MOST = 3


def place(pen: Pen, block: Entry | Offers | Keyboard, width: float) -> None:
    """Place one of them, `width` pixels wide, and move down."""
    match block:
        case Entry():
            _entry(pen, block, width)
        case Offers():
            _offers(pen, block, width)
        case Keyboard():
            _keyboard(pen, block, width)
        case _:
            assert_never(block)


def _entry(pen: Pen, block: Entry, width: float) -> None:
    padding = pen.px(PADDING_MM)
    inner = width - 2 * padding
    empty = not block.text and not block.composing
    style = Style(looks.PLAIN.size, SOFT_INK, WHITE) if empty else looks.LABEL
    em = pen.scale.em_px(pen.panel, style.size)
    # the end is where the finger is at work: of a long text its last lines are shown
    lines = pen.lines(block.hint if empty else block.text + block.composing, inner, style)[-LINES_AT_MOST:]
    height = max(pen.px(pen.scale.row), len(lines) * line_height(em) + padding)
    top = pen.y
    pen.box(Rect(0, top, width, height), WHITE, line=RED if block.flawed else BLUE)
    pen.y = top + (height - len(lines) * line_height(em)) / 2
    open_ = len(block.composing)
    for number, line in enumerate(lines):
        below = sum(len(later) for later in lines[number + 1 :])
        settled = line[: max(0, len(line) - max(0, open_ - below))]
        _entry_line(pen, (settled, line[len(settled) :]), padding, style)
        pen.y += line_height(em)
    pen.y = top + height


def _entry_line(pen: Pen, parts: tuple[str, str], x: float, style: Style) -> None:
    """Place one line: what is settled, and underlined what is not."""
    em = pen.scale.em_px(pen.panel, style.size)
    for part, colour in zip(parts, (style.colour, looks.COMPOSING.colour), strict=True):
        if part:
            wide = pen.measure(part, em, style.bold)
            rect = Rect(x, pen.y, wide, line_height(em))
            pen.items.append(Words(rect, part, em, style.size, style.bold, colour, style.ground))
            if colour == BLUE:
                pen.items.append(Box(Rect(x, rect.bottom - pen.px(1.2), wide, pen.px(0.6)), BLUE))
            x += wide


# ------------------------------------------------------------------------------------------------------------- the keys


def _keyboard(pen: Pen, block: Keyboard, width: float) -> None:
    gap = pen.px(GAP_MM)
    unit = min(pen.px(WIDEST_MM), (width - gap * (block.columns - 1)) / block.columns)
    height = pen.px(pen.scale.row) if block.tall else _key_height(pen)
    for row in block.rows:
        wide = sum(_wide(key, unit, gap) for key in row) + gap * (len(row) - 1)
        x = (width - wide) / 2
        for key in row:
            rect = Rect(x, pen.y, _wide(key, unit, gap), height)
            _key(pen, key, rect)
            x += rect.width + gap
        pen.y += height + gap
    pen.y -= gap


def _key_height(pen: Pen) -> int:
    """Give how high a letter's key is: a panel that lies has less room for rows."""
    return pen.px(KEY_LYING_MM if pen.panel.landscape else min(pen.scale.row, max(KEY_MM, pen.scale.target)))


def _wide(key: Key, unit: float, gap: float) -> float:
    return unit * key.span + gap * (key.span - 1)


def _key(pen: Pen, key: Key, rect: Rect) -> None:
    before = pen.y
    style = looks.QUIET_KEY if key.quiet else looks.KEY
    em = pen.scale.em_px(pen.panel, style.size)
    pen.box(rect, MIST if key.quiet else WHITE, line=LINE)
    pen.y = rect.y + (rect.height - line_height(em)) / 2
    pen.text(key.label, rect.x, rect.width, style)
    pen.target(rect, key.label, key.tap)
    pen.y = before


# ------------------------------------------------------------------------------------------------------ words on offer


def _offers(pen: Pen, block: Offers, width: float) -> None:
    """Place the page of words that is asked for. The row has its height even when it is empty: keys do not jump."""
    gap, height = pen.px(GAP_MM), _key_height(pen)
    widths = [_offer_width(pen, key) for key in block.items]
    turn = max(_offer_width(pen, Key(label, TurnedPage(0))) for label in (block.back, block.on))
    pages = _pages(widths, width, gap, turn)
    shown = min(block.page, len(pages) - 1)
    x = 0.0
    for place_ in pages[shown]:
        _key(pen, block.items[place_], Rect(x, pen.y, widths[place_], height))
        x += widths[place_] + gap
    if shown + 1 < len(pages):
        _key(pen, Key(block.on, TurnedPage(1), quiet=True), Rect(width - turn, pen.y, turn, height))
    if shown > 0:
        _key(pen, Key(block.back, TurnedPage(-1), quiet=True), Rect(width - 2 * turn - gap, pen.y, turn, height))
    pen.y += height


def _offer_width(pen: Pen, key: Key) -> float:
    em = pen.scale.em_px(pen.panel, looks.OFFER.size)
    return max(pen.px(pen.scale.target), pen.measure(key.label, em, looks.OFFER.bold) + 2 * pen.px(3.5))


def _pages(widths: list[float], width: float, gap: float, turn: float) -> list[range]:
    """Cut words into rows that fit, with room for turning on and, from the second page, for turning back."""
    if sum(widths) + gap * max(0, len(widths) - 1) <= width:
        return [range(len(widths))]
    pages: list[range] = []
    start, used = 0, 0.0
    for place_, wide in enumerate(widths):
        room = width - (turn + gap) * (2 if pages else 1)
        if used + wide > room and place_ > start:
            pages.append(range(start, place_))
            start, used = place_, 0.0
        used += wide + gap
    pages.append(range(start, len(widths)))
    return pages
