"""Places text and boxes on a strip of the panel, downwards, and remembers how far it has come.

A pen knows the panel, the mode's sizes and how wide text is; what the strip means is its caller's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from kiosk.flow.events import Event
from kiosk.screens.layout.frame import Box, Glass, Item, Rect, Target, Words, line_height, shifted
from kiosk.screens.theme.colours import Colour
from kiosk.screens.theme.linebreak import balanced_lines
from kiosk.screens.theme.panel import Panel
from kiosk.screens.theme.sizes import Scale, TextSize

MeasureText: TypeAlias = Callable[[str, int, bool], float]
"""(text, em in pixels, bold) → width in pixels"""

Align: TypeAlias = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: its step of the type scale, weight, colour and the ground it stands on."""

    size: TextSize
    colour: Colour
    ground: Colour
    bold: bool = False
    align: Align = "left"

    def on(self, colour: Colour, ground: Colour) -> "Style":
        """Give the same style in other colours."""
        return replace(self, colour=colour, ground=ground)


@lru_cache(maxsize=512)
def _broken(measure: MeasureText, text: str, width: float, em: int, bold: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Give the lines of a text; kept, for a page tries its blocks out before it places them, and again at each tick."""
    return balanced_lines(text, width=width, measure=lambda part: measure(part, em, bold))


@dataclass(slots=True)
class Pen:
    """What has been placed so far. `y` is the lower end."""

    panel: Panel
    scale: Scale
    measure: MeasureText
    y: float = 0.0
    items: list[Item] = field(default_factory=list[Item])
    targets: list[Target] = field(default_factory=list[Target])
    glass: Glass | None = None

    def fresh(self) -> "Pen":
        """Give an empty pen of the same panel and mode: for trying out how high something is."""
        return Pen(self.panel, self.scale, self.measure)

    def px(self, size: float) -> int:
        """Give the pixels of `size` millimetres."""
        return self.panel.px(size)

    def skip(self, size: float) -> None:
        """Leave `size` millimetres free."""
        self.y += self.panel.px(size)

    def lines(self, text: str, width: float, style: Style) -> tuple[str, ...]:
        """Break `text` to `width` pixels, into lines that are about equally long."""
        return _broken(self.measure, text, width, self.scale.em_px(self.panel, style.size), style.bold)

    def text(self, text: str, x: float, width: float, style: Style) -> None:
        """Place `text`, broken to `width` pixels, and move down by its lines."""
        em = self.scale.em_px(self.panel, style.size)
        height = line_height(em)
        for line in self.lines(text, width, style):
            wide = self.measure(line, em, style.bold)
            left = x + {"left": 0.0, "centre": (width - wide) / 2, "right": width - wide}[style.align]
            if line:
                rect = Rect(left, self.y, wide, height)
                self.items.append(Words(rect, line, em, style.size, style.bold, style.colour, style.ground))
            self.y += height

    def box(self, rect: Rect, colour: Colour, *, line: Colour | None = None, round_: bool = True) -> None:
        """Place a box behind what comes next."""
        radius = self.px(self.scale.radius) if round_ else 0
        self.items.append(Box(rect, colour, radius, line, self.px(0.4) if line else 0))

    def target(self, rect: Rect, label: str, tap: Event) -> None:
        """Make `rect` touchable."""
        self.targets.append(Target(rect, label, tap))

    def add(self, other: "Pen", x: float, y: float) -> None:
        """Take over everything `other` placed, moved by `x`, `y`; the own `y` stays."""
        self.items.extend(shifted(item, x, y) for item in other.items)
        for target in other.targets:
            rect = target.rect
            self.targets.append(replace(target, rect=replace(rect, x=rect.x + x, y=rect.y + y)))
        if other.glass is not None:
            rect = other.glass.rect
            self.glass = replace(other.glass, rect=replace(rect, x=rect.x + x, y=rect.y + y))
