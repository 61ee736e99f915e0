"""The shapes of characters as dots on a printer's grid: 12 × 24 for ASCII, 24 × 24 for everything else.

A driver draws with them what a printer's font lacks; an emulator has them in the place of its font. They come from
TrueType files: Noto Sans of the environment (variable: Pillow sets the weight itself, so no instance is made), Chinese
shapes first, Debian's Hanazono for the rare characters of names, and the Roboto Mono that comes with Kivy.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

CELL_DOTS = 24
_ASCII_DOTS = 12
_WEIGHT = 450
_ASCII_SIZE = 0.84  # of the height of a cell: half a cell wide in the font of equal widths
# of the height of a cell, from its top; ASCII stands higher, to keep the tails of g and y inside
_BASELINE, _ASCII_BASELINE = 0.875, 0.8
_DARK = 140
# the thin strokes of a Mincho face would break up at the usual threshold
_DARK_WHERE_THIN = 200
_NOTO = ("notosanssc/NotoSansSC[wght].ttf", "notosanstc/NotoSansTC[wght].ttf", "notosansjp/NotoSansJP[wght].ttf")
_RARE = tuple(Path("/usr/share/fonts/truetype/hanazono") / name for name in ("HanaMinA.ttf", "HanaMinB.ttf"))


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files: one of equal widths for ASCII, and those for everything else, the one to prefer first."""

    narrow: Path
    wide: tuple[Path, ...]


def installed_fonts() -> Fonts:
    """Find the fonts of this machine. Raises FileNotFoundError when none has Chinese characters."""
    noto = _package_folder("justmytype_intl_cjk") / "fonts/ofl"
    wide = tuple(path for path in (*(noto / name for name in _NOTO), *_RARE) if path.is_file())
    if not wide:
        raise FileNotFoundError("no font with Chinese characters: neither justmytype-intl-cjk nor fonts-hanazono")
    narrow = _package_folder("kivy") / "data/fonts/RobotoMono-Regular.ttf"
    return Fonts(narrow if narrow.is_file() else wide[0], wide)


def _package_folder(name: str) -> Path:
    """Find a package's files without importing it."""
    package = find_spec(name)
    return Path(package.origin).parent if package and package.origin else Path()


class Glyphs:
    """Draws single characters from the first font that has them; an empty box stands for one that none has."""

    def __init__(self, fonts: Fonts) -> None:
        """Take the font files."""
        self._fonts = fonts

    def has(self, character: str) -> bool:
        """Tell whether any font has the character."""
        return self._font_of(character) is not None

    def cell(self, character: str, scale: int = 1) -> Image.Image:
        """Draw a character in black (0) on white (255), mode L but two-valued, as wide as its columns are."""
        font = self._font_of(character)
        if font is None:
            return _box(CELL_DOTS * scale)
        return _drawn(font, character, CELL_DOTS * scale).copy()

    def line(self, text: str, scale: int = 1, *, bold: bool = False) -> Image.Image:
        """Draw a line of characters, each in its cell; bold by a second strike beside the first, as printers do."""
        cells = [self.cell(character, scale) for character in text]
        image = Image.new("L", (sum(cell.width for cell in cells), CELL_DOTS * scale), 255)
        left = 0
        for cell in cells:
            image.paste(cell, (left, 0))
            left += cell.width
        return emboldened(image, max(1, scale // 2)) if bold else image

    def _font_of(self, character: str) -> Path | None:
        if character.isascii():
            return self._fonts.narrow
        return next((path for path in self._fonts.wide if ord(character) in _covered(path)), None)


def emboldened(image: Image.Image, dots: int = 1) -> Image.Image:
    """Strike an image a second time, so many dots to the right."""
    shifted = Image.new("L", image.size, 255)
    shifted.paste(image, (dots, 0))
    bold = image.copy()
    bold.paste(0, mask=shifted.point(_inverted))
    return bold


def _inverted(value: int) -> int:
    return 255 - value


def _blackened(value: int) -> int:
    return 255 if value > _DARK else 0


def _blackened_where_thin(value: int) -> int:
    return 255 if value > _DARK_WHERE_THIN else 0


@lru_cache(maxsize=16)
def _covered(path: Path) -> frozenset[int]:
    """List a font's characters, once it is needed: that takes a tenth of a second and megabytes each."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def _box(size: int) -> Image.Image:
    image = Image.new("L", (size, size), 255)
    edge = size // 12
    ImageDraw.Draw(image).rectangle((edge, edge, size - edge - 1, size - edge - 1), outline=0, width=edge)
    return image


@lru_cache(maxsize=8192)
def _drawn(path: Path, character: str, height: int) -> Image.Image:
    width = height * _ASCII_DOTS // CELL_DOTS if character.isascii() else height
    font = _sized(path, round(height * _ASCII_SIZE) if character.isascii() else height)
    baseline = round(height * (_ASCII_BASELINE if character.isascii() else _BASELINE))
    advance = max(1, round(font.getlength(character)))
    image = Image.new("L", (max(advance, width), height), 255)
    ImageDraw.Draw(image).text((max(0, (width - advance) // 2), baseline), character, font=font, fill=0, anchor="ls")
    if advance > width:
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    return image.point(_blackened_where_thin if path in _RARE else _blackened)


@lru_cache(maxsize=64)
def _sized(path: Path, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size)
    if "[wght]" in path.name:
        font.set_variation_by_axes([_WEIGHT])
    return font
