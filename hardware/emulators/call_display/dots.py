"""The panel's font: every character as true dots, 16, 24 or 32 high, as a controller's font chip holds them.

16: WenQuanYi's 16-dot bitmaps for Chinese (all of GBK), X.Org's 8 × 16 for Latin. 24: the 24-dot Song of GB2312 and the
12 × 24 Latin; a GBK character outside GB2312 stands 16 high in its cell, as on cheap chips. 32: the 16-dot Chinese and
a bold 8 × 16 Latin doubled, their stairs smoothed (Scale2x), as cards do that carry no 32-dot chip.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hardware.emulators.call_display.pcf import Bitmap, PcfFont
from hardware.protocols.onbon_text import Dots

_FONTS = Path("/usr/share/fonts/X11/misc")
_DOUBLED = 32
_TALL = 24


def cell(character: str, dots: Dots) -> tuple[int, ...]:
    """The rows of a character's cell, top first, the leftmost dot in the highest bit. A cell is `dots` high.

    Half as wide as high for ASCII, square for all else; a character no font has is a hollow box.

    Raises:
        FontMissingError: a font package is not installed.
    """
    if dots == _DOUBLED:
        return _cell32(character)
    return _cell24(character) if dots == _TALL else _cell16(character)


@cache
def _cell16(character: str) -> tuple[int, ...]:
    if character.isascii():
        return _placed(_font("8x16.pcf.gz", "xfonts-base"), ord(character), 8, 16)
    return _placed(_font("wenquanyi_12pt.pcf", "xfonts-wqy"), ord(character), 16, 16)


@cache
def _cell32(character: str) -> tuple[int, ...]:
    if character.isascii():
        return _scale2x(_placed(_font("clB8x16.pcf.gz", "xfonts-base"), ord(character), 8, 16), 8)
    return _scale2x(_cell16(character), 16)


@cache
def _cell24(character: str) -> tuple[int, ...]:
    if character.isascii():
        return _placed(_font("12x24.pcf.gz", "xfonts-base"), ord(character), 12, 24)
    try:
        code = int.from_bytes(character.encode("gb2312"), "big") & 0x7F7F
    except UnicodeEncodeError:
        return (0,) * 4 + tuple(row << 4 for row in _cell16(character)) + (0,) * 4
    return _placed(_font("gb24st.pcf.gz", "xfonts-base"), code, 24, 24)


@cache
def _font(name: str, package: str) -> PcfFont:
    return PcfFont(_FONTS / name, package=package)


def _placed(font: PcfFont, code: int, width: int, height: int) -> tuple[int, ...]:
    """A glyph in its cell, clipped to it."""
    glyph = font.glyph(code)
    if glyph is None:
        return _hollow(width, height)
    rows = [0] * height
    # WenQuanYi counts two rows below the square for accents of other scripts: its squares begin at the very top
    spare = max(0, height - font.ascent - font.descent) // 2
    for number, row in enumerate(glyph.rows):
        y = glyph.top + number + spare
        if 0 <= y < height:
            rows[y] = _shifted(row, glyph, width)
    return tuple(rows)


def _shifted(row: int, glyph: Bitmap, width: int) -> int:
    # what the font holds half as wide, as the dot between words, stands in the middle of a square
    beside = max(0, width - glyph.advance) // 2
    shift = width - glyph.left - glyph.width - beside
    return (row << shift if shift >= 0 else row >> -shift) & ((1 << width) - 1)


def _hollow(width: int, height: int) -> tuple[int, ...]:
    full, sides = ((1 << width) - 1) >> 2 << 1, (1 << (width - 2)) | 2
    return (0, full, *((sides,) * (height - 4)), full, 0)


@cache
def _scale2x(rows: tuple[int, ...], width: int) -> tuple[int, ...]:
    """Doubled in both directions; each new dot takes a neighbour's colour where two neighbours agree (AdvanceMAME)."""

    def lit(x: int, y: int) -> bool:
        return 0 <= y < len(rows) and 0 <= x < width and bool(rows[y] >> (width - 1 - x) & 1)

    doubled: list[int] = []
    for y in range(len(rows)):
        upper = lower = 0
        for x in range(width):
            here, left, right = lit(x, y), lit(x - 1, y), lit(x + 1, y)
            above, below = lit(x, y - 1), lit(x, y + 1)
            edge = above != below and left != right
            upper = upper << 2 | _pair(here, left, right, above, edge=edge)
            lower = lower << 2 | _pair(here, left, right, below, edge=edge)
        doubled += (upper, lower)
    return tuple(doubled)


def _pair(here: bool, left: bool, right: bool, beyond: bool, *, edge: bool) -> int:  # noqa: FBT001 - five dots
    return (left if edge and left == beyond else here) << 1 | (right if edge and right == beyond else here)
