"""What an eye sees on the panel: round dots on black, at one moment of the pages and blinks.

Pure: areas and a time in, an image out. The controller that holds the areas is `onbon`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageOps

from hardware.emulators.call_display.dots import cell
from hardware.protocols.onbon_areas import Area, RunMode
from hardware.protocols.onbon_text import ColourCode, Glyph, decode_text

_PITCH = 4
"""Picture dots from one LED to the next."""

_DARK = (26, 20, 18)
_LIT: dict[ColourCode, tuple[int, int, int]] = {1: (255, 44, 26), 2: (40, 232, 72), 3: (255, 190, 36)}
_DIMMEST = 0.3
_BRIGHTEST = 15
_HALF_SECOND = 0.5
_PALETTE = 64
_ALIGN_CENTRE, _ALIGN_END = 1, 2


@dataclass(frozen=True, slots=True)
class Shown:
    """An area and how long it has been running, in seconds."""

    area: Area
    seconds: float


def lit_dots(shown: Iterable[Shown], width: int, height: int) -> Image.Image:
    """The panel dot by dot: an RGB image of `width` × `height`, black where no LED is lit."""
    panel = Image.new("RGB", (width, height))
    for each in shown:
        _draw_area(panel, each)
    return panel


def png(dots: Image.Image, brightness: int = _BRIGHTEST) -> bytes:
    """The panel as a photograph would show it, as a small palette PNG. Brightness 0 is dark."""
    level = 0.0 if brightness == 0 else _DIMMEST + (1 - _DIMMEST) * min(brightness, _BRIGHTEST) / _BRIGHTEST
    lit = ImageChops.multiply(dots, Image.new("RGB", dots.size, (round(255 * level),) * 3))
    panel = ImageChops.lighter(lit, Image.new("RGB", dots.size, _DARK))
    large = ImageOps.scale(panel, _PITCH, Image.Resampling.NEAREST)
    picture = ImageChops.multiply(large, _stamps(large.size))
    target = BytesIO()
    picture.quantize(_PALETTE, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def page_texts(area: Area) -> tuple[str, ...]:
    """The words of each page of an area, blanks cut: what a test or a technician reads off the panel."""
    return tuple("".join(glyph.character for glyph in page).strip() for page in _pages(area))


@cache
def _stamps(size: tuple[int, int]) -> Image.Image:
    """One soft round dot for every LED."""
    fine = 8
    dot = Image.new("L", (_PITCH * fine, _PITCH * fine))
    edge = fine * _PITCH * 0.09
    ImageDraw.Draw(dot).ellipse((edge, edge, _PITCH * fine - 1 - edge, _PITCH * fine - 1 - edge), fill=255)
    small = dot.reduce(fine)
    tiled = Image.new("L", size)
    for y in range(0, size[1], _PITCH):
        for x in range(0, size[0], _PITCH):
            tiled.paste(small, (x, y))
    return Image.merge("RGB", (tiled, tiled, tiled))


def _draw_area(panel: Image.Image, shown: Shown) -> None:
    area = shown.area
    canvas = Image.new("RGB", (area.width, area.height))
    page = _current(_pages(area), shown)
    if page:
        dots = max(glyph.dots for glyph in page)
        x = _aligned(area.alignment & 3, area.width - sum(glyph.width for glyph in page))
        y = _aligned(area.alignment >> 2 & 3, area.height - dots)
        for glyph in page:
            _draw_glyph(canvas, glyph, x, y + dots - glyph.dots)
            x += glyph.width
    panel.paste(canvas, (area.x, area.y))


def _current(pages: tuple[tuple[Glyph, ...], ...], shown: Shown) -> tuple[Glyph, ...]:
    area = shown.area
    if not pages:
        return ()
    if len(pages) == 1:
        return pages[0]
    turn = int(shown.seconds / (max(area.stay, 1) * _HALF_SECOND))
    if area.run_mode in {RunMode.STOP_ON_LAST, RunMode.ONCE, RunMode.ONCE_COUNTED}:
        return pages[min(turn, len(pages) - 1)]
    return pages[turn % len(pages)]


def _pages(area: Area) -> tuple[tuple[Glyph, ...], ...]:
    """Lines broken where the area's width is full; as many lines to a page as its height holds.

    Only one line to a page is drawn: the areas of a window's face are one line high.
    """
    glyphs = decode_text(area.text)
    if area.single_line or not area.automatic_break:
        return (glyphs,) if glyphs else ()
    pages: list[tuple[Glyph, ...]] = []
    line: list[Glyph] = []
    used = 0
    for glyph in glyphs:
        if line and used + glyph.width > area.width:
            pages.append(tuple(line))
            line, used = [], 0
        line.append(glyph)
        used += glyph.width
    return (*pages, tuple(line)) if line else tuple(pages)


def _draw_glyph(canvas: Image.Image, glyph: Glyph, x: int, y: int) -> None:
    rows = cell(glyph.character, glyph.dots)
    bits = Image.frombytes("1", (glyph.width, len(rows)), b"".join(_row_bytes(row, glyph.width) for row in rows))
    canvas.paste(_LIT[glyph.colour], (x, y), bits)


def _row_bytes(row: int, width: int) -> bytes:
    size = -(-width // 8)
    return (row << (size * 8 - width)).to_bytes(size, "big")


def _aligned(way: int, spare: int) -> int:
    return {_ALIGN_CENTRE: spare // 2, _ALIGN_END: spare}.get(way, 0)
