"""Draws the blocks of a page that only say something. Each starts at the pen's `y`, x = 0, and moves the pen down."""

from typing import assert_never

from kiosk.screens.layout import keys, looks
from kiosk.screens.layout.buttons import PADDING_MM, keypad
from kiosk.screens.layout.charts import flow_chart
from kiosk.screens.layout.drawings import draw
from kiosk.screens.layout.frame import Box, Rect, Words, line_height
from kiosk.screens.layout.glass import signature_pad, thumbnail
from kiosk.screens.layout.pen import Pen, Style
from kiosk.screens.layout.plans import floor_plan
from kiosk.screens.page import (
    BigNumber,
    Countdown,
    Entering,
    Entry,
    Fact,
    Facts,
    Field,
    FloorPlan,
    FlowChart,
    Keyboard,
    Keypad,
    Notice,
    Offers,
    Paragraph,
    Picture,
    SignaturePad,
    Thumbnail,
)
from kiosk.screens.theme.colours import BLUE, GROUND, LINE, MIST, ON_GROUND, SOFT_INK, WHITE
from kiosk.screens.theme.sizes import TextSize

Fixed = (
    Paragraph
    | Notice
    | Facts
    | FlowChart
    | FloorPlan
    | BigNumber
    | Field
    | Keypad
    | Countdown
    | Picture
    | Entering
    | Thumbnail
)

_TAIL = 0.12
"""How far a Q reaches below the line on which digits stand, in ems, beyond what the card leaves free anyway."""
SMALL_NUMBER = 0.62
"""How large the number still is where much else has to be said."""


NAME_SHARE_AT_MOST = 0.46
"""How much of a fact's row its name may take at most before it stands on a line of its own."""


def place(pen: Pen, block: Fixed, width: float) -> None:  # noqa: C901 - a table: one line a block
    """Place one block, `width` pixels wide."""
    match block:
        case Paragraph() | Notice() | Field() | Countdown():
            _sentence(pen, block, width)
        case Facts():
            _facts(pen, block, width)
        case FlowChart(steps):
            flow_chart(pen, steps, width)
        case FloorPlan():
            floor_plan(pen, block, width)
        case BigNumber():
            _big_number(pen, block, width)
        case Keypad():
            keypad(pen, block, width)
        case Picture(drawing):
            draw(pen, drawing, width)
        case Entry() | Offers() | Keyboard():
            keys.place(pen, block, width)
        case SignaturePad():
            signature_pad(pen, block, width)
        case Thumbnail():
            thumbnail(pen, block, width)
        case _:
            assert_never(block)


def _sentence(pen: Pen, block: Paragraph | Notice | Field | Countdown, width: float) -> None:
    match block:
        case Paragraph(text, size, bold, centred):
            colour, ground = looks.PLAIN.colour, looks.PLAIN.ground
            pen.text(text, 0, width, Style(size, colour, ground, bold=bold, align="centre" if centred else "left"))
        case Notice():
            _notice(pen, block, width)
        case Field():
            _field(pen, block, width)
        case Countdown():
            _countdown(pen, block, width)
        case _:
            assert_never(block)


def height_of(pen: Pen, block: Fixed, width: float) -> float:
    """Give how high a block of this width will be, in pixels."""
    trial = pen.fresh()
    place(trial, block, width)
    return trial.y


def _card(pen: Pen, height: float, width: float) -> None:
    pen.box(Rect(0, pen.y, width, height), WHITE, line=LINE)


def _notice(pen: Pen, block: Notice, width: float) -> None:
    ground, colour = GROUND[block.tone], ON_GROUND[block.tone]
    style = Style(TextSize.BODY, colour, ground, bold=True)
    padding = pen.px(PADDING_MM)
    em = pen.scale.em_px(pen.panel, style.size)
    inner = width - 3 * padding
    height = len(pen.lines(block.text, inner, style)) * line_height(em) + 1.5 * padding
    top = pen.y
    pen.box(Rect(0, top, width, height), ground)
    # the bar at the left tells the tone to who cannot tell the grounds apart
    pen.items.append(Box(Rect(0, top, pen.px(1.6), height), colour))
    pen.y = top + 0.75 * padding
    pen.text(block.text, 1.5 * padding, inner, style)
    pen.y = top + height


def _facts(pen: Pen, block: Facts, width: float) -> None:
    trial = pen.fresh()
    split = _split(pen, block, width - 2 * pen.px(PADDING_MM))
    for fact in block.rows:
        _fact(trial, fact, width, split)
    top = pen.y
    _card(pen, trial.y + pen.px(3), width)
    pen.y = top + pen.px(1.5)
    for place_, fact in enumerate(block.rows):
        if place_:
            pen.items.append(Box(Rect(pen.px(PADDING_MM), pen.y, width - 2 * pen.px(PADDING_MM), pen.px(0.3)), LINE))
        _fact(pen, fact, width, split)
    pen.y = top + trial.y + pen.px(3)


def _split(pen: Pen, block: Facts, inner: float) -> float:
    """Give where the values begin: at the usual share, or further where that saves a name from a line of its own."""
    em, padding = pen.scale.em_px(pen.panel, looks.FACT.size), pen.px(PADDING_MM)
    names = (pen.measure(fact.name, em, looks.FACT.bold) + padding for fact in block.rows)
    room = inner * NAME_SHARE_AT_MOST
    return max([inner * pen.scale.name_share, *(name for name in names if name <= room)])


def _fact(pen: Pen, fact: Fact, width: float, split: float) -> None:
    padding = pen.px(PADDING_MM)
    inner = width - 2 * padding
    figure = Style(TextSize.TITLE if fact.strong else TextSize.ROW, looks.FIGURE.colour, looks.FIGURE.ground, bold=True)
    pen.y += pen.px(2.2)
    top = pen.y
    em, em_name = (pen.scale.em_px(pen.panel, style.size) for style in (figure, looks.FACT))
    beside = pen.measure(fact.name, em_name, looks.FACT.bold) + padding <= split
    if beside:
        # both stand on one line: the smaller text is lowered by the difference of the lines
        pen.y = top + (line_height(em) - line_height(em_name)) * 0.62
        pen.text(fact.name, padding, split, looks.FACT)
        name_end, pen.y = pen.y, top
        pen.text(fact.value, padding + split, inner - split, figure)
        pen.y = max(name_end, pen.y)
    else:
        pen.text(fact.name, padding, inner, looks.FACT)
        pen.text(fact.value, padding, inner, figure)
    pen.y += pen.px(2.2)


def _big_number(pen: Pen, block: BigNumber, width: float) -> None:
    em = _number_em(pen, block, width - 2 * pen.px(PADDING_MM))
    top = pen.y
    trial = pen.fresh()
    trial.text(block.caption, 0, width, looks.CAPTION)
    # digits have no descenders: their line is set tight; of the letters only Q has a tail
    tight = em * 1.05
    tail = em * _TAIL if "Q" in block.number else 0.0
    height = trial.y + tight + tail + 1.4 * pen.px(PADDING_MM)
    _card(pen, height, width)
    pen.y = top + 0.7 * pen.px(PADDING_MM)
    pen.text(block.caption, 0, width, looks.CAPTION)
    wide = pen.measure(block.number, em, looks.NUMBER.bold)
    rect = Rect((width - wide) / 2, pen.y - (line_height(em) - tight) / 2, wide, line_height(em))
    style = looks.NUMBER
    pen.items.append(Words(rect, block.number, em, style.size, style.bold, style.colour, style.ground))
    pen.y = top + height


def _number_em(pen: Pen, block: BigNumber, width: float) -> int:
    """Give the largest font size, in pixels, at which the number stands on one line."""
    em = pen.scale.em_px(pen.panel, TextSize.NUMBER)
    share = SMALL_NUMBER if block.small else 1.0
    wide = pen.measure(block.number, em, looks.NUMBER.bold)
    return int(em * min(share, width / wide))


def _field(pen: Pen, block: Field, width: float) -> None:
    height = pen.px(pen.scale.target)
    top = pen.y
    pen.box(Rect(0, top, width, height), WHITE, line=BLUE)
    style = looks.LABEL if block.text else Style(TextSize.BODY, SOFT_INK, WHITE)
    em = pen.scale.em_px(pen.panel, style.size)
    pen.y = top + (height - line_height(em)) / 2
    pen.text(block.text or block.hint, pen.px(PADDING_MM), width - 2 * pen.px(PADDING_MM), style)
    pen.y = top + height


def _countdown(pen: Pen, block: Countdown, width: float) -> None:
    style = Style(TextSize.TITLE, looks.TITLE.colour, looks.TITLE.ground, bold=True, align="centre")
    pen.text(block.text, 0, width, style)
    pen.skip(2)
    height = pen.px(4)
    pen.items.append(Box(Rect(0, pen.y, width, height), MIST, height / 2))
    share = max(0.0, min(1.0, block.left / block.whole))
    if share * width > height:
        pen.items.append(Box(Rect(0, pen.y, width * share, height), BLUE, height / 2))
    pen.y += height
