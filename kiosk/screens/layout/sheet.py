"""Gives every part of a page its place on the panel: head, title, body, actions, foot. Pure.

Upright panels stack them; panels that lie put what is read on the left and what is touched on the right. The foot has
the same places on every page, low enough for somebody in a wheelchair.
"""

from dataclasses import replace

from kiosk.screens.layout import looks
from kiosk.screens.layout.blocks import Fixed, height_of, place
from kiosk.screens.layout.buttons import button_row, foot_button, foot_width
from kiosk.screens.layout.frame import Box, Frame, Rect, line_height
from kiosk.screens.layout.glass import live_picture
from kiosk.screens.layout.lists import PagerTexts, bullets, bullets_height, choices
from kiosk.screens.layout.pen import MeasureText, Pen
from kiosk.screens.page import (
    BigNumber,
    Block,
    Bullets,
    Button,
    Choices,
    Facts,
    FloorPlan,
    Keyboard,
    Keypad,
    LivePicture,
    Offers,
    Page,
    SignaturePad,
    Thumbnail,
)
from kiosk.screens.theme.colours import LINE, NAVY, PAPER, WHITE
from kiosk.screens.theme.panel import Panel
from kiosk.screens.theme.sizes import REACH, scale

Column = tuple[float, float, float, float]
"""x, top, width, bottom of a strip of the panel, in pixels."""

READ_SHARE = 0.42
"""Of a lying panel's width, what the left side takes."""

WAY_MM = 34.0
"""How wide back and finish are at least: they are wanted most."""

SETTLE = 0.32
"""Where a short body stands in the room it has: a third from the top, as the eye expects it."""


def lay_out(page: Page, panel: Panel, measure: MeasureText) -> Frame:
    """Give the picture of a page on a panel. `measure` tells how wide text is, in pixels."""
    pen = Pen(panel, scale(large=page.large, seated=page.seated), measure)
    pen.items.append(Box(Rect(0, 0, panel.width_px, panel.height_px), PAPER))
    top = _band(pen, page, _head(pen, page))
    bottom = _foot(pen, page)
    margin = pen.px(pen.scale.margin)
    top, bottom = top + pen.px(7), bottom - pen.px(6)
    if page.seated:
        _seated(pen, page, (margin, top, panel.width_px - 2 * margin, bottom))
    elif panel.landscape:
        _lying(pen, page, (margin, top, panel.width_px - 2 * margin, bottom))
    else:
        column = (margin, top, panel.width_px - 2 * margin, bottom)
        _upright(pen, page, column)
    return Frame(panel.width_px, panel.height_px, tuple(pen.items), tuple(pen.targets), pen.glass)


# ---------------------------------------------------------------------------------------------------------- head, foot


def _head(pen: Pen, page: Page) -> float:
    margin, width = pen.px(pen.scale.margin), pen.panel.width_px
    em = pen.scale.em_px(pen.panel, looks.CLOCK.size)
    clock = pen.measure(page.clock, em, looks.CLOCK.bold) + pen.px(6) if page.clock else 0
    inner = width - 2 * margin - clock
    height = max(pen.px(20), len(pen.lines(page.hall, inner, looks.HALL)) * line_height(em) + pen.px(6))
    pen.items.append(Box(Rect(0, 0, width, height), NAVY))
    lines = len(pen.lines(page.hall, inner, looks.HALL))
    pen.y = (height - lines * line_height(em)) / 2
    pen.text(page.hall, margin, inner, looks.HALL)
    pen.y = (height - line_height(em)) / 2
    pen.text(page.clock, margin, width - 2 * margin, looks.CLOCK)
    return height


def _band(pen: Pen, page: Page, top: float) -> float:
    """Place the band below the head, where there is one, and give where it ends."""
    if page.band is None:
        return top
    style = looks.COMING if page.band.coming else looks.CALLED
    margin, padding = pen.px(pen.scale.margin), pen.px(5)
    inner = pen.panel.width_px - 2 * margin
    em = pen.scale.em_px(pen.panel, style.size)
    height = len(pen.lines(page.band.text, inner, style)) * line_height(em) + 2 * padding
    pen.items.append(Box(Rect(0, top, pen.panel.width_px, height), style.ground))
    pen.y = top + padding
    pen.text(page.band.text, margin, inner, style)
    return top + height


def _foot(pen: Pen, page: Page) -> float:
    """Place the foot and give where it begins."""
    rows = _foot_rows(pen, page)
    gap, target = pen.px(3), pen.px(pen.scale.target)
    height = len(rows) * target + (len(rows) - 1) * gap + 2 * gap
    top = pen.panel.height_px - height
    pen.items.append(Box(Rect(0, top, pen.panel.width_px, height), WHITE))
    pen.items.append(Box(Rect(0, top, pen.panel.width_px, pen.px(0.4)), LINE))
    pen.y = top + gap
    for left, right in rows:
        _foot_row(pen, page, left, right)
        pen.y += target + gap
    return top


def _foot_width(pen: Pen, what: Button, page: Page) -> float:
    is_way = what in (page.foot.back, page.foot.finish)
    return foot_width(pen, what.label, least=WAY_MM if is_way else 0)


def _foot_rows(pen: Pen, page: Page) -> list[tuple[list[Button], list[Button]]]:
    foot = page.foot
    ways = [button for button in (foot.back, foot.reach) if button is not None]
    ends = [button for button in (foot.help, foot.finish) if button is not None]
    sizes = [button for button in (foot.voice, foot.size) if button is not None]
    one_row = [(ways, [*foot.languages, *sizes, *ends])]
    room = pen.panel.width_px - 2 * pen.px(pen.scale.margin)
    row = (*ways, *one_row[0][1])
    wanted = sum(_foot_width(pen, what, page) for what in row) + (len(row) - 1) * pen.px(3)
    if wanted <= room:
        return one_row
    upper = [([*foot.languages], sizes)]
    return [*upper, (ways, ends)] if ways or ends else upper


def _foot_row(pen: Pen, page: Page, left: list[Button], right: list[Button]) -> None:
    margin, gap = pen.px(pen.scale.margin), pen.px(3)
    x: float = margin
    for what in left:
        width = _foot_width(pen, what, page)
        foot_button(pen, what, x, width, on=what.label == page.foot.spoken)
        x += width + gap
    x = pen.panel.width_px - margin
    for what in reversed(right):
        width = _foot_width(pen, what, page)
        x -= width
        foot_button(pen, what, x, width, on=what.label == page.foot.spoken)
        x -= gap


# ---------------------------------------------------------------------------------------------------------------- body


def _upright(pen: Pen, page: Page, column: Column) -> None:
    x, top, width, bottom = column
    bottom = _actions(pen, page.actions, (x, top, width, bottom))
    top = _title(pen, page, (x, top, width, bottom))
    _body(pen, page, page.blocks, (x, top, width, bottom))


def _lying(pen: Pen, page: Page, column: Column) -> None:
    x, top, width, bottom = column
    gutter = pen.px(12)
    figures = any(isinstance(block, Facts) for block in page.blocks)
    left = (width - gutter) * (0.5 if figures else READ_SHARE)
    right = (x + left + gutter, top, width - left - gutter, bottom)
    read_bottom = bottom
    touched = [block for block in page.blocks if isinstance(block, Keypad | Offers | Keyboard | SignaturePad)]
    touched = touched or [block for block in page.blocks if not _is_fixed(block)]
    read = [block for block in page.blocks if block not in touched]
    body_top = _title(pen, page, (x, top, left, read_bottom))
    if not touched and len(read) > 1 and _height(pen, read, left) > read_bottom - body_top:
        # nothing to choose, and more than the left side holds: the last block is read beside the rest
        read, touched = read[:-1], read[-1:]
    right_bottom = _actions(pen, page.actions, right)
    _body(pen, page, tuple(read), (x, body_top, left, read_bottom))
    _body(pen, page, tuple(touched), (right[0], right[1], right[2], right_bottom))


def _seated(pen: Pen, page: Page, column: Column) -> None:
    """Put what is read above and all that is touched below, within `REACH` of the panel's height."""
    x, top, width, bottom = column
    reach = pen.px(pen.panel.mm(pen.panel.height_px * (1 - REACH))) + pen.px(1)
    bottom = _actions(pen, page.actions, (x, top, width, bottom))
    top = _title(pen, page, (x, top, width, reach))
    room, gap = reach - top, pen.px(pen.scale.gap + 1)
    touched = tuple(block for block in page.blocks if _is_touched(block))
    read = tuple(block for block in page.blocks if not _is_touched(block))
    for blocks in (page.blocks, tuple(_tightened(block) for block in page.blocks)):
        if _is_all_read(pen, blocks, width, bottom - top):
            _body(pen, page, blocks, (x, top, width, bottom))
            return
    while len(read) > 1 and _fitting(pen, read, width, room)[1] + gap * len(read) > room:
        # more to read than there is room above: its end stands below, before what is touched
        read, touched = read[:-1], (read[-1], *touched)
    _body(pen, page, read, (x, top, width, reach - pen.px(3) if touched else bottom))
    _body(pen, page, touched, (x, reach, width, bottom))


def _is_all_read(pen: Pen, blocks: tuple[Block, ...], width: float, room: float) -> bool:
    """Tell whether a page with bullets or a map has nothing to touch: all fits, and no pages need turning."""
    if not any(isinstance(block, Bullets | FloorPlan) for block in blocks):
        return False
    height = pen.px(pen.scale.gap + 1) * (len(blocks) - 1)
    for block in blocks:
        if isinstance(block, Bullets):
            height += bullets_height(pen, block, width)
        elif _is_touched(block) or isinstance(block, Choices | LivePicture):
            return False
        else:
            height += height_of(pen, block, width)
    return height <= room


def _height(pen: Pen, blocks: list[Block], width: float) -> float:
    """Give how high blocks are one below the other, those that are no list."""
    gap = pen.px(pen.scale.gap + 1)
    fixed = [block for block in blocks if not isinstance(block, Choices | Bullets | LivePicture)]
    return sum(height_of(pen, block, width) for block in fixed) + gap * (len(fixed) - 1)


def _is_touched(block: Block) -> bool:
    if isinstance(block, LivePicture):
        return block.grips
    return isinstance(block, Choices | Bullets | Keypad | Offers | Keyboard | SignaturePad)


def _title(pen: Pen, page: Page, column: Column) -> float:
    x, top, width, _ = column
    pen.y = top
    if page.title:
        pen.text(page.title, x, width, looks.TITLE)
    if page.subtitle:
        pen.text(page.subtitle, x, width, looks.SUBTITLE)
    return pen.y + pen.px(5)


def _actions(pen: Pen, actions: tuple[Button, ...], column: Column) -> float:
    """Place the actions at the lower end of a column and give where they begin."""
    x, _, width, bottom = column
    gap = pen.px(pen.scale.gap)
    trial = pen.fresh()
    for row in _action_rows(actions):
        button_row(trial, row, width)
        trial.y += gap
    if not actions:
        return bottom
    pen.add(trial, x, bottom - trial.y + gap)
    return bottom - trial.y - pen.px(2)


def _action_rows(actions: tuple[Button, ...]) -> list[tuple[Button, ...]]:
    """Give the primary action a row of its own; the others share one."""
    rows = [tuple(what for what in actions if what.primary), tuple(what for what in actions if not what.primary)]
    return [row for row in rows if row]


def _is_fixed(block: Block) -> bool:
    return not isinstance(block, Choices | Bullets | LivePicture)


def _body(pen: Pen, page: Page, blocks: tuple[Block, ...], column: Column) -> None:
    """Place the blocks of a column: what has a height of its own, and one list that takes what is left."""
    x, top, width, bottom = column
    gap = pen.px(pen.scale.gap + 1)
    blocks, fixed = _fitting(pen, blocks, width, bottom - top - gap * max(0, len(blocks) - 1))
    free = bottom - top - fixed - gap * max(0, len(blocks) - 1)
    has_list = any(not _is_fixed(block) for block in blocks)
    keys = next((block for block in blocks if isinstance(block, Offers | Keyboard)), None)
    y = top if has_list or keys is not None else top + max(0.0, free) * SETTLE
    texts = PagerTexts(page.turn_back, page.turn_on, page.page_of)
    for block in blocks:
        if block is keys and not has_list:
            # keys lie at the lower end whatever stands above: a finger finds them where they were
            y += max(0.0, free)
        trial = pen.fresh()
        _block(trial, block, width, free, texts)
        pen.add(trial, x, y)
        y += (trial.y if _is_fixed(block) else free) + gap


def _fitting(pen: Pen, blocks: tuple[Block, ...], width: float, room: float) -> tuple[tuple[Block, ...], float]:
    """Give the blocks as they fit, whole or without what is dispensable, and the height of those that are no list.

    A list still gets room for its pager and one row.
    """
    least = 2.4 * pen.px(pen.scale.row) if any(not _is_fixed(block) for block in blocks) else 0.0
    fixed = 0.0
    for attempt in (blocks, tuple(_tightened(block) for block in blocks)):
        fixed = sum(
            height_of(pen, block, width) for block in attempt if not isinstance(block, Choices | Bullets | LivePicture)
        )
        blocks = attempt
        if fixed + least <= room:
            break
    return blocks, fixed


def _tightened(block: Block) -> Block:
    match block:
        case Facts(rows):
            return Facts(tuple(replace(fact, strong=False) for fact in rows if fact.needed))
        case BigNumber() | Thumbnail():
            return replace(block, small=True)
        case FloorPlan():
            return replace(block, storeys=block.brief)
        case _:
            return block


def _block(pen: Pen, block: Block, width: float, free: float, texts: PagerTexts) -> None:
    if isinstance(block, Choices):
        choices(pen, block, width, free, texts)
    elif isinstance(block, Bullets):
        bullets(pen, block, width, free, texts)
    elif isinstance(block, LivePicture):
        live_picture(pen, block, width, free)
    else:
        _fixed(pen, block, width)


def _fixed(pen: Pen, block: Fixed, width: float) -> None:
    place(pen, block, width)
