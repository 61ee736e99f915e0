"""What the commands of a slip do to paper: styles, a line being filled, and strips of dots that come out.

It knows no wire and no faults. Its font has what GBK has, twenty-four dots high; larger sizes repeat dots, or are drawn
anew when smoothing is on; bytes that are no character come out as a box.
"""

from dataclasses import dataclass
from enum import IntEnum

from PIL import Image

from hardware.protocols.escpos_commands import Command, Kind, Printable
from hardware.protocols.glyphs import CELL_DOTS, Glyphs, emboldened

_POWER_ON_SPACING = 30
_RUBBISH = "□"
_TRIPLE_DEEP = frozenset({32, 33})
_ESC_BOLD, _ESC_TALL, _ESC_WIDE = 0x08, 0x10, 0x20
_FS_WIDE, _FS_TALL = 0x04, 0x08


class _Place(IntEnum):
    """Where a line stands, as ESC a codes it."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


@dataclass(slots=True)
class _Style:
    """What holds for the next characters."""

    wide: int = 1
    tall: int = 1
    chinese_wide: int = 1
    chinese_tall: int = 1
    bold: bool = False
    smooth: bool = False
    place: _Place = _Place.LEFT
    spacing: int = _POWER_ON_SPACING


class PrintHead:
    """Fills lines and gives strips, images in mode L as wide as the paper prints, black 0 on white 255."""

    def __init__(self, glyphs: Glyphs, *, width_dots: int) -> None:
        """Take the shapes of the printer's font and how many dots the head has."""
        self._glyphs = glyphs
        self._width = width_dots
        self._style = _Style()
        self._cells: list[Image.Image] = []

    def reset(self) -> None:
        """Forget styles and the line being filled, as ESC @ does."""
        self._style = _Style()
        self._cells = []

    def put(self, printable: Printable) -> list[Image.Image]:
        """Add a character to the line; gives the line's strip when it was full before."""
        character = printable.character or _RUBBISH
        wide, tall = self._style.wide, self._style.tall
        if not character.isascii():
            wide, tall = max(wide, self._style.chinese_wide), max(tall, self._style.chinese_tall)
        if self._style.smooth and wide == tall:
            cell = self._glyphs.cell(character, wide)
            return self._add(emboldened(cell, max(1, wide // 2)) if self._style.bold else cell)
        cell = self._glyphs.cell(character)
        if self._style.bold:
            cell = emboldened(cell)
        return self._add(cell.resize((cell.width * wide, cell.height * tall), Image.Resampling.NEAREST))

    def do(self, command: Command) -> list[Image.Image]:
        """Obey a command that concerns paper; gives the strips that come out, from top to bottom."""
        match command.kind:
            case Kind.INITIALISE:
                self.reset()
                return []
            case Kind.LINE_FEED:
                return [self._finished_line()]
            case Kind.FEED_LINES:
                return self._flushed() + [self._blank(self._style.spacing)] * command.parameters[0]
            case Kind.FEED_DOTS:
                return [*self._flushed(), self._blank(command.parameters[0])]
            case Kind.RASTER_IMAGE | Kind.COLUMN_IMAGE:
                return self._image(command)
            case _:
                self._restyle(command)
                return []

    def _image(self, command: Command) -> list[Image.Image]:
        if command.kind is Kind.COLUMN_IMAGE:
            return self._add(_columns(command))
        return [*self._flushed(), self._placed(_raster(command))]

    def _restyle(self, command: Command) -> None:
        value = command.parameters[0] if command.parameters else 0
        style = self._style
        match command.kind:
            case Kind.ALIGN:
                style.place = _Place(value & 3) if value & 3 in set(_Place) else _Place.LEFT
            case Kind.BOLD:
                style.bold = bool(value & 1)
            case Kind.SMOOTH:
                style.smooth = bool(value & 1)
            case Kind.LINE_SPACING:
                style.spacing = value
            case Kind.DEFAULT_LINE_SPACING:
                style.spacing = _POWER_ON_SPACING
            case _:
                self._resize(command.kind, value)

    def _resize(self, kind: Kind, value: int) -> None:
        style = self._style
        match kind:
            case Kind.SIZE:
                style.wide, style.tall = (value >> 4 & 7) + 1, (value & 7) + 1
            case Kind.PRINT_MODE:
                style.bold = bool(value & _ESC_BOLD)
                style.wide, style.tall = 2 if value & _ESC_WIDE else 1, 2 if value & _ESC_TALL else 1
            case Kind.CHINESE_MODE:
                style.chinese_wide = 2 if value & _FS_WIDE else 1
                style.chinese_tall = 2 if value & _FS_TALL else 1
            case _:
                return

    def _add(self, cell: Image.Image) -> list[Image.Image]:
        full = sum(held.width for held in self._cells) + cell.width > self._width
        strips = [self._finished_line()] if full and self._cells else []
        self._cells.append(cell)
        return strips

    def _flushed(self) -> list[Image.Image]:
        return [self._finished_line()] if self._cells else []

    def _finished_line(self) -> Image.Image:
        height = max((cell.height for cell in self._cells), default=0)
        line = Image.new("L", (sum(cell.width for cell in self._cells) or 1, max(height, self._style.spacing, 1)), 255)
        left = 0
        for cell in self._cells:
            line.paste(cell, (left, height - cell.height))
            left += cell.width
        self._cells = []
        return self._placed(line)

    def _placed(self, image: Image.Image) -> Image.Image:
        free = self._width - image.width
        left = {_Place.LEFT: 0, _Place.CENTRE: free // 2, _Place.RIGHT: free}[self._style.place]
        strip = self._blank(image.height)
        strip.paste(image, (max(0, left), 0))
        return strip

    def _blank(self, dots: int) -> Image.Image:
        return Image.new("L", (self._width, dots), 255)


def _inverted(value: int) -> int:
    return 255 - value


def _raster(command: Command) -> Image.Image:
    """Draw GS v 0: mode, width in bytes, height in dots, rows of bits, a set bit is black."""
    mode = command.parameters[0]
    width = int.from_bytes(command.parameters[1:3], "little") * 8
    height = int.from_bytes(command.parameters[3:5], "little")
    if not width or not height:
        return Image.new("L", (1, 1), 255)
    image = Image.frombytes("1", (width, height), command.data).convert("L").point(_inverted)
    stretched = (width * (2 if mode & 1 else 1), height * (2 if mode & 2 else 1))
    return image.resize(stretched, Image.Resampling.NEAREST)


def _columns(command: Command) -> Image.Image:
    """Draw ESC *: columns of 8 or 24 bits from top to bottom; single density repeats its dots."""
    mode, width = command.parameters[0], int.from_bytes(command.parameters[1:3], "little")
    deep = 3 if mode in _TRIPLE_DEEP else 1
    image = Image.new("L", (max(width, 1), deep * 8), 255)
    for place, byte in enumerate(command.data):
        for bit in range(8):
            if byte & 0x80 >> bit:
                image.putpixel((place // deep, place % deep * 8 + bit), 0)
    wide = 1 if mode & 1 else 2
    return image.resize((image.width * wide, CELL_DOTS), Image.Resampling.NEAREST)
