"""Everything that may be touched: buttons, tiles, keys, the pager. Each at least as high as the mode's target."""

from kiosk.flow.events import TurnedPage
from kiosk.screens.layout import looks
from kiosk.screens.layout.frame import Rect, Stroke, line_height
from kiosk.screens.layout.pen import Pen, Style
from kiosk.screens.page import Button, Choice, Keypad
from kiosk.screens.theme.colours import BLUE, LINE, MIST, NAVY, WHITE, Colour

PADDING_MM = 5.0
BADGE_MM = 15.0
CHEVRON_MM = 2.6


def button_row(pen: Pen, row: tuple[Button, ...], width: float) -> None:
    """Place actions side by side, all as wide and as high as the one that needs most, and move down."""
    gap, top = pen.px(pen.scale.gap), pen.y
    each = (width - gap * (len(row) - 1)) / len(row)
    height = max(_action_height(pen, what, each) for what in row)
    for place, what in enumerate(row):
        style = looks.PRIMARY if what.primary else looks.SECONDARY
        rect = Rect(place * (each + gap), top, each, height)
        _plate(pen, what, rect, style, edge=None if what.primary else BLUE)
    pen.y = top + height


def _action_height(pen: Pen, what: Button, width: float) -> float:
    style = looks.PRIMARY if what.primary else looks.SECONDARY
    least = pen.scale.action if what.primary else pen.scale.row
    return max(pen.px(least), _label_height(pen, what, width, style) + _padding(pen, style))


def foot_button(pen: Pen, what: Button, x: float, width: float, *, on: bool) -> None:
    """Place a button of the foot, without moving down; `on` marks the language that is spoken."""
    style = looks.FOOT_ON if on else looks.FOOT
    before = pen.y
    height = max(pen.px(pen.scale.target), _label_height(pen, what, width, style) + _padding(pen, style))
    _plate(pen, what, Rect(x, pen.y, width, height), style, edge=NAVY)
    pen.y = before


def foot_width(pen: Pen, label: str, *, least: float = 0.0) -> float:
    """Give the width a foot button wants for its label, in pixels, and at least `least` millimetres."""
    em = pen.scale.em_px(pen.panel, looks.FOOT.size)
    return max(pen.px(pen.scale.target), pen.px(least), pen.measure(label, em, looks.FOOT.bold) + 2 * pen.px(3.2))


def _plate(pen: Pen, what: Button, rect: Rect, style: Style, *, edge: Colour | None) -> None:
    padding = _padding(pen, style)
    pen.box(rect, style.ground, line=edge)
    pen.y = rect.y + (rect.height - _label_height(pen, what, rect.width, style)) / 2
    pen.text(what.label, rect.x + padding, rect.width - 2 * padding, style)
    pen.target(rect, what.label, what.tap)


def _padding(pen: Pen, style: Style) -> float:
    return pen.px(PADDING_MM) if style is looks.PRIMARY or style is looks.SECONDARY else pen.px(1.5)


def _label_height(pen: Pen, what: Button, width: float, style: Style) -> float:
    lines = pen.lines(what.label, width - 2 * _padding(pen, style), style)
    return len(lines) * line_height(pen.scale.em_px(pen.panel, style.size))


def tile_height(pen: Pen, choice: Choice, width: float) -> float:
    """Give how high a tile of this width must be, in pixels."""
    trial = pen.fresh()
    _tile_text(trial, choice, 0, _tile_inner(pen, choice, width))
    return max(pen.px(pen.scale.row), trial.y + 2 * pen.px(PADDING_MM * 0.7))


def tile(pen: Pen, choice: Choice, rect: Rect) -> None:
    """Place a tile: badge, label, smaller second line, a chevron that says it leads on. Does not move down."""
    before = pen.y
    ground = MIST if choice.own else WHITE
    pen.box(rect, ground, line=NAVY if choice.own else LINE)
    left = rect.x + pen.px(PADDING_MM)
    if _has_badge(choice):
        _badge(pen, choice, left, rect)
        left += pen.px(BADGE_MM + PADDING_MM)
    inner = _tile_inner(pen, choice, rect.width)
    trial = pen.fresh()
    _tile_text(trial, choice, 0, inner)
    pen.y = rect.y + (rect.height - trial.y) / 2
    _tile_text(pen, choice, left, inner)
    if choice.checked is None:
        _chevron(pen, rect)
    pen.target(rect, choice.label, choice.tap)
    pen.y = before


def _tile_inner(pen: Pen, choice: Choice, width: float) -> float:
    badge = pen.px(BADGE_MM + PADDING_MM) if _has_badge(choice) else 0
    return width - 2 * pen.px(PADDING_MM) - badge - pen.px(CHEVRON_MM + 3)


def _tile_text(pen: Pen, choice: Choice, x: float, width: float) -> None:
    ground = MIST if choice.own else WHITE
    pen.text(choice.label, x, width, looks.LABEL.on(looks.LABEL.colour, ground))
    if choice.detail:
        pen.text(choice.detail, x, width, looks.DETAIL.on(looks.DETAIL.colour, ground))


def _has_badge(choice: Choice) -> bool:
    return bool(choice.badge) or choice.checked is not None


def _badge(pen: Pen, choice: Choice, x: float, row: Rect) -> None:
    """Place the letter of a queue, or the box of something that is switched on or off."""
    side = pen.px(BADGE_MM)
    if choice.checked is False:
        pen.box(Rect(x, row.y + (row.height - side) / 2, side, side), WHITE, line=NAVY)
        return
    text = choice.badge or "✓"
    em = pen.scale.em_px(pen.panel, looks.BADGE.size)
    rect = Rect(x, row.y + (row.height - side) / 2, side, side)
    pen.box(rect, NAVY)
    pen.y = rect.y + (side - line_height(em)) / 2
    pen.text(text, x, side, looks.BADGE)


def _chevron(pen: Pen, rect: Rect) -> None:
    size = pen.px(CHEVRON_MM)
    x, y = rect.right - pen.px(PADDING_MM + 1), rect.y + rect.height / 2
    pen.items.append(Stroke(((x - size / 2, y - size), (x + size / 2, y), (x - size / 2, y + size)), pen.px(0.7), BLUE))


def pager_height(pen: Pen) -> float:
    """Give the height of the pager, in pixels."""
    return pen.px(pen.scale.target)


def pager(pen: Pen, labels: tuple[str, str, str], page: int, pages: int, width: float) -> None:
    """Place earlier · page of pages · later, and move down. `labels` are the three texts, the middle one filled in."""
    back, middle, on = labels
    side = max(foot_width(pen, back), foot_width(pen, on))
    top = pen.y
    if page > 0:
        foot_button(pen, Button(back, TurnedPage(-1)), 0, side, on=False)
    if page + 1 < pages:
        foot_button(pen, Button(on, TurnedPage(1)), width - side, side, on=False)
    em = pen.scale.em_px(pen.panel, looks.PAGER.size)
    inner = width - 2 * side - 2 * pen.px(2)
    pen.y = top + (pager_height(pen) - len(pen.lines(middle, inner, looks.PAGER)) * line_height(em)) / 2
    pen.text(middle, side + pen.px(2), inner, looks.PAGER)
    pen.y = top + pager_height(pen)


def keypad(pen: Pen, pad: Keypad, width: float) -> None:
    """Place a grid of keys and move down: fewer in a row than asked for where they would be too narrow to hit."""
    gap, least = pen.px(pen.scale.gap), pen.px(pen.scale.target)
    columns = min(pad.columns, int((width + gap) // (least + gap)))
    side = (width - gap * (columns - 1)) / columns
    height = max(least, min(side, pen.px(pen.scale.row)))
    em = pen.scale.em_px(pen.panel, looks.KEY.size)
    top = pen.y
    for place, key in enumerate(pad.keys):
        row, column = divmod(place, columns)
        rect = Rect(column * (side + gap), top + row * (height + gap), side, height)
        pen.box(rect, WHITE, line=LINE)
        pen.y = rect.y + (height - line_height(em)) / 2
        pen.text(key.label, rect.x, side, looks.KEY)
        pen.target(rect, key.label, key.tap)
    rows = -(-len(pad.keys) // columns)
    pen.y = top + rows * height + (rows - 1) * gap
