"""The type scale and the targets, in millimetres, once for each mode.

Text sizes are given as the height of a capital letter, what a person of 75 reads at arm's length; the em of Noto Sans
SC is that divided by `CAPITAL_OF_EM`. Floors: capitals 5 mm (large 9 mm), targets 20 mm, gaps 3 mm.
"""

from dataclasses import dataclass, replace
from enum import Enum

from kiosk.screens.theme.panel import Millimetres, Panel

CAPITAL_OF_EM = 0.733
"""Height of a capital of Noto Sans SC in ems (OS/2 sCapHeight 733 of 1000)."""

LINE_OF_EM = 1.45
"""Distance between two lines of running text, in ems: Chinese text wants more air than Latin."""


class TextSize(Enum):
    """A step of the type scale."""

    SMALL = "small"
    BODY = "body"
    ROW = "row"
    LEAD = "lead"
    TITLE = "title"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one mode, in millimetres; `capitals` gives the capital's height of each text size.

    `choices_at_most` bounds a page of a list; `name_share` is how much of a fact's row its name takes.
    """

    capitals: dict[TextSize, Millimetres]
    target: Millimetres
    row: Millimetres
    action: Millimetres
    gap: Millimetres
    margin: Millimetres
    radius: Millimetres
    choices_at_most: int
    name_share: float

    def em_px(self, panel: Panel, size: TextSize) -> int:
        """Give the font size in pixels that makes capitals at least as high as this text size says."""
        return panel.px(self.capitals[size] / CAPITAL_OF_EM)


def _capitals(*heights: float) -> dict[TextSize, Millimetres]:
    return dict(zip(TextSize, (Millimetres(height) for height in heights), strict=True))


NORMAL = Scale(
    capitals=_capitals(5.6, 6.6, 8.0, 10.2, 12.6, 56.0),
    target=Millimetres(21.0),
    row=Millimetres(28.0),
    action=Millimetres(32.0),
    gap=Millimetres(4.0),
    margin=Millimetres(15.0),
    radius=Millimetres(3.0),
    choices_at_most=14,
    name_share=0.27,
)
LARGE = Scale(
    capitals=_capitals(9.0, 9.2, 10.0, 11.2, 13.0, 56.0),
    target=Millimetres(24.0),
    row=Millimetres(33.0),
    action=Millimetres(36.0),
    gap=Millimetres(5.0),
    margin=Millimetres(12.0),
    radius=Millimetres(3.0),
    choices_at_most=6,
    name_share=0.35,
)


REACH = 0.45
"""In a wheelchair's reach: how much of the panel's height, from below, may hold what is touched (K-13)."""


def scale(*, large: bool, seated: bool = False) -> Scale:
    """Give the scale of large type or of normal type; `seated` sets rows close, for what must lie within reach."""
    usual = LARGE if large else NORMAL
    least, close = Millimetres(20.0), Millimetres(3.0)
    return replace(usual, target=least, row=least, action=least, gap=close) if seated else usual
