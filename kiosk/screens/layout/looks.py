"""The text styles of the kiosk: which size, weight and colour belongs to what."""

from kiosk.screens.layout.pen import Style
from kiosk.screens.theme.colours import BLUE, GREEN, INK, MIST, NAVY, PAPER, RED, SOFT_INK, WHITE
from kiosk.screens.theme.sizes import TextSize

HALL = Style(TextSize.BODY, WHITE, NAVY, bold=True)
CLOCK = Style(TextSize.BODY, WHITE, NAVY, bold=True, align="right")
CALLED = Style(TextSize.LEAD, WHITE, RED, bold=True, align="centre")
COMING = Style(TextSize.LEAD, WHITE, GREEN, bold=True, align="centre")
TITLE = Style(TextSize.TITLE, NAVY, PAPER, bold=True)
SUBTITLE = Style(TextSize.BODY, SOFT_INK, PAPER)
PLAIN = Style(TextSize.BODY, INK, PAPER)
HEADING = Style(TextSize.ROW, NAVY, PAPER, bold=True)
LABEL = Style(TextSize.ROW, INK, WHITE, bold=True)
DETAIL = Style(TextSize.SMALL, SOFT_INK, WHITE)
CHART = Style(TextSize.ROW, NAVY, MIST, bold=True, align="centre")
BADGE = Style(TextSize.ROW, WHITE, NAVY, bold=True, align="centre")
PRIMARY = Style(TextSize.LEAD, WHITE, BLUE, bold=True, align="centre")
SECONDARY = Style(TextSize.ROW, BLUE, WHITE, bold=True, align="centre")
FOOT = Style(TextSize.SMALL, NAVY, WHITE, bold=True, align="centre")
FOOT_ON = Style(TextSize.SMALL, WHITE, NAVY, bold=True, align="centre")
PAGER = Style(TextSize.SMALL, SOFT_INK, PAPER, align="centre")
FACT = Style(TextSize.BODY, SOFT_INK, WHITE)
FIGURE = Style(TextSize.ROW, INK, WHITE, bold=True)
CAPTION = Style(TextSize.BODY, SOFT_INK, WHITE, align="centre")
NUMBER = Style(TextSize.NUMBER, NAVY, WHITE, bold=True, align="centre")
KEY = Style(TextSize.ROW, INK, WHITE, bold=True, align="centre")
QUIET_KEY = Style(TextSize.BODY, NAVY, MIST, bold=True, align="centre")
OFFER = Style(TextSize.ROW, INK, WHITE, bold=True, align="centre")
COMPOSING = Style(TextSize.ROW, BLUE, WHITE, bold=True)
