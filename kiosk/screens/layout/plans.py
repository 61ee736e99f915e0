"""Draws the floors of the hall one above the other: the lift beside them, their sections, and the way to a window."""

from dataclasses import dataclass, field, replace

from kiosk.screens.layout import looks
from kiosk.screens.layout.frame import Rect, Stroke, line_height
from kiosk.screens.layout.pen import Pen, Style
from kiosk.screens.page import Area, FloorPlan, Storey
from kiosk.screens.theme.colours import LINE, MIST, NAVY, RED, WHITE

GAP_MM = 3.0
PADDING_MM = 2.5
AISLE_MM = 9.0
"""How wide the strip is, inside a floor and left of its sections, where a way on the same floor runs."""
WAY_MM = 1.4
HEAD_MM = 2.8


@dataclass(slots=True)
class _Marks:
    """Where the way begins and ends, found while the floors are drawn: the floor's place and the height."""

    here: tuple[int, float] | None = None
    goals: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])


def floor_plan(pen: Pen, plan: FloorPlan, width: float) -> None:
    """Place the floors, the uppermost first, the lift at their left, and the way above them all; move down."""
    top, padding, marks = pen.y, pen.px(PADDING_MM), _Marks()
    em = pen.scale.em_px(pen.panel, looks.LIFT.size)
    shaft = pen.measure(plan.lift, em, looks.LIFT.bold) + 4 * padding
    left = shaft + pen.px(GAP_MM)
    floors = pen.fresh()
    for place, storey in enumerate(plan.storeys):
        if place:
            floors.skip(GAP_MM)
        _storey(floors, storey, place, width - left, marks)
    pen.box(Rect(0, top, shaft, floors.y), MIST, line=NAVY)
    pen.y = top + padding
    pen.text(plan.lift, 0, shaft, looks.LIFT)
    pen.add(floors, left, top)
    _way(pen, marks, shaft, left, top)
    pen.y = top + floors.y


def _storey(pen: Pen, storey: Storey, place: int, width: float, marks: _Marks) -> None:
    """Place one floor: its name, its sections, and this kiosk where it stands on it."""
    trial = pen.fresh()
    _inside(trial, storey, width)
    pen.box(Rect(0, pen.y, width, trial.y), WHITE, line=LINE)
    for kind, height in _inside(pen, storey, width):
        if kind == "here":
            marks.here = place, height
        elif kind == "goal":
            marks.goals.append((place, height))


def _inside(pen: Pen, storey: Storey, width: float) -> list[tuple[str, float]]:
    """Place what is on a floor and give, for each of its rows, what it is and the height of its middle."""
    padding, aisle = pen.px(PADDING_MM), pen.px(AISLE_MM)
    room = width - aisle - 2 * padding
    rows: list[tuple[str, float]] = []
    pen.y += padding
    pen.text(storey.name, aisle, room, looks.STOREY)
    for area in storey.areas:
        top = pen.y
        _area(pen, area, aisle, room)
        rows.append(("goal" if area.led else "area", (top + pen.y) / 2))
        pen.y += padding
    if storey.here:
        top = pen.y
        _row(pen, (storey.here,), looks.HERE, aisle, room)
        rows.append(("here", (top + pen.y) / 2))
        pen.y += padding
    return rows


def _area(pen: Pen, area: Area, x: float, width: float) -> None:
    texts = tuple(text for text in (area.name, area.windows) if text)
    _row(pen, texts, looks.GOAL if area.goal else looks.AREA, x, width)


def _row(pen: Pen, texts: tuple[str, ...], style: Style, x: float, width: float) -> None:
    """Place texts in one box: side by side where they fit, the last at the right, else one below the other."""
    padding = pen.px(PADDING_MM)
    inner, em = width - 2 * padding, pen.scale.em_px(pen.panel, style.size)
    beside = len(texts) > 1 and sum(pen.measure(text, em, style.bold) for text in texts) + 3 * padding <= inner
    lines = 1 if beside else sum(len(pen.lines(text, inner, style)) for text in texts)
    top, height = pen.y, lines * line_height(em) + padding
    pen.box(Rect(x, top, width, height), style.ground)
    pen.y = top + padding / 2
    for place, text in enumerate(texts):
        right = beside and place > 0
        pen.y = top + padding / 2 if right else pen.y
        pen.text(text, x + padding, inner, replace(style, align="right") if right else style)
    pen.y = top + height


def _way(pen: Pen, marks: _Marks, shaft: float, left: float, top: float) -> None:
    """Draw the way from this kiosk to the first goal: along the floor, or by the lift."""
    if marks.here is None or not marks.goals:
        return
    (from_floor, begin), (to_floor, end) = marks.here, marks.goals[0]
    aisle, head = left + pen.px(AISLE_MM), pen.px(HEAD_MM)
    x = left + pen.px(AISLE_MM) / 2 if from_floor == to_floor else shaft / 2
    begin, end, tip = top + begin, top + end, aisle - pen.px(WAY_MM)
    line = pen.px(WAY_MM)
    pen.items.append(Stroke(((aisle, begin), (x, begin), (x, end), (tip, end)), line, RED))
    pen.items.append(Stroke(((tip - head, end - head), (tip, end), (tip - head, end + head)), line, RED))
