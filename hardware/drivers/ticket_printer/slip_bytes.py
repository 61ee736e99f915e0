"""Makes the bytes of a slip for an ESC/POS printer with a GBK font.

python-escpos renders the styles, images and the QR code; the text is encoded here, because that library sends Chinese
without switching the printer to it and turns what it can't place into `?`. What the printer's font lacks goes out as
dots, in line where the letters are plain and as a whole line where they are larger. Talking is `escpos.py`'s work.
"""

from typing import assert_never

import segno
from escpos.printer import Dummy
from PIL import Image

from hardware.ports.ticket_printer import Alignment, Cut, Feed, QrCode, Row, Rule, Size, Slip, SlipItem, Text
from hardware.protocols import escpos
from hardware.protocols.glyphs import CELL_DOTS, Glyphs, emboldened
from hardware.protocols.line_breaking import balanced, columns, wrapped

_COLUMN_DOTS = 12
_LEADING_DOTS = 12
_QR_DOTS = 280
_QR_LARGEST_MODULE = 8
_QR_SMALLEST_MODULE = 3
_QR_QUIET_MODULES = 4
# Chinese is scaled by FS ! on every model, and that knows twofold at most
_LARGEST_CHINESE = 2
_CHINESE_DOUBLE = 0x0C
_FULL_CUT, _PARTIAL_CUT = b"\x1dVA\x00", b"\x1dVB\x00"


class SlipComposer:
    """Turns slips into bytes for one width of paper: 48 columns on 80 mm, 32 on 58 mm."""

    def __init__(self, glyphs: Glyphs, *, width_columns: int = 48) -> None:
        """Take the shapes for what the printer lacks, and the paper's width in columns of 12 dots."""
        self._glyphs = glyphs
        self._width = width_columns

    def compose(self, slip: Slip) -> bytes:
        """Make the bytes of a whole slip, from the reset to the cut."""
        job = Dummy()
        # python-escpos prints a complaint about every image when its profile does not know the paper's width
        width_dots = self._width * _COLUMN_DOTS
        job.profile.profile_data = job.profile.profile_data | {"media": {"width": {"pixels": width_dots}}}
        # the printer shall say by itself when it stops; a reset takes that order back, so it stands behind it
        _send(job, escpos.INITIALISE + escpos.ASB_ON + escpos.CHINESE_ON)
        for item in slip.items:
            self._add(job, item)
        return job.output

    def _add(self, job: Dummy, item: SlipItem) -> None:
        match item:
            case Text() | Row() | Rule():
                self._add_lines(job, item)
            case QrCode():
                self._image(job, _qr_image(item.payload))
            case Feed():
                _send(job, b"\x1b3" + bytes([CELL_DOTS + _LEADING_DOTS]) + b"\n" * item.lines)
            case Cut():
                _send(job, _PARTIAL_CUT if item.partial else _FULL_CUT)
            case _:
                assert_never(item)

    def _add_lines(self, job: Dummy, item: Text | Row | Rule) -> None:
        match item:
            case Text():
                broken = balanced if item.alignment is Alignment.CENTRE else wrapped
                for line in broken(item.text, self._width // item.size.value):
                    self._line(job, line, item.size, item.alignment, bold=item.bold)
            case Row():
                for line in self._row_lines(item):
                    self._line(job, line, item.size, bold=item.bold)
            case Rule():
                self._line(job, "-" * self._width)

    def _row_lines(self, row: Row) -> list[str]:
        """Set label and value in one line if they fit, else let the value wrap in the column right of the label."""
        label, value = escpos.folded(row.label), escpos.folded(row.value)
        width = self._width // row.size.value
        gap = width - columns(label) - columns(value)
        if gap > 0 and "\n" not in value:
            return [label + " " * gap + value]
        indent = min(columns(label) + 2, width // 2)
        lines = wrapped(value, width - indent)
        if columns(label) > indent - 2:
            return [*wrapped(label, width), *(" " * indent + line for line in lines)]
        first = label + " " * (indent - columns(label)) + lines[0]
        return [first, *(" " * indent + line for line in lines[1:])]

    def _line(
        self,
        job: Dummy,
        line: str,
        size: Size = Size.NORMAL,
        alignment: Alignment = Alignment.LEFT,
        *,
        bold: bool = False,
    ) -> None:
        job.set(
            align=alignment.value,
            bold=bold,
            custom_size=True,
            width=size.value,
            height=size.value,
            smooth=size.value > 1,
        )
        _send(job, b"\x1b3" + bytes([CELL_DOTS * size.value + _LEADING_DOTS]))
        if size.value > 1 and not all(_is_native(character, size) for character in line):
            self._image(job, _led(self._glyphs.line(line, size.value, bold=bold)), alignment)
            return
        _send(job, b"\x1c!" + bytes([_CHINESE_DOUBLE if size.value == _LARGEST_CHINESE else 0]))
        for character in line:
            _send(job, self._character(character, bold=bold))
        _send(job, b"\n")

    def _character(self, character: str, *, bold: bool) -> bytes:
        if escpos.is_printable(character):
            return escpos.encode_text(character)
        cell = self._glyphs.cell(character)
        return _column_image(emboldened(cell) if bold else cell)

    def _image(self, job: Dummy, image: Image.Image, alignment: Alignment = Alignment.CENTRE) -> None:
        job.set(align=alignment.value)
        job.image(_padded(image), impl="bitImageRaster")  # pyright: ignore[reportUnknownMemberType]


def _send(job: Dummy, data: bytes) -> None:
    job._raw(data)  # noqa: SLF001 - python-escpos' own way in for bytes  # pyright: ignore[reportPrivateUsage]


def _is_native(character: str, size: Size) -> bool:
    return character.isascii() or (size.value <= _LARGEST_CHINESE and escpos.is_printable(character))


def _padded(image: Image.Image) -> Image.Image:
    """Widen an image to whole bytes in white, which a printer would else fill with what it likes."""
    wide = Image.new("L", (-(-image.width // 8) * 8, image.height), 255)
    wide.paste(image, (0, 0))
    return wide


def _led(image: Image.Image) -> Image.Image:
    """Add the white that stands under a line of text: an image is followed by the next line at once."""
    led = Image.new("L", (image.width, image.height + _LEADING_DOTS), 255)
    led.paste(image, (0, 0))
    return led


def _column_image(cell: Image.Image) -> bytes:
    """Build ESC * 33: 24 dots high, so many columns wide, three bytes a column from top to bottom."""
    data = bytearray()
    for left in range(cell.width):
        bits = 0
        for top in range(CELL_DOTS):
            bits = bits << 1 | (cell.getpixel((left, top)) == 0)
        data += bits.to_bytes(3, "big")
    return b"\x1b*" + bytes([33]) + cell.width.to_bytes(2, "little") + bytes(data)


def _qr_image(payload: str) -> Image.Image:
    """Draw a QR code with its quiet zone, its modules as large as about 35 mm allow."""
    rows = [list(row) for row in segno.make_qr(payload, error="m").matrix_iter(border=_QR_QUIET_MODULES)]
    module = max(_QR_SMALLEST_MODULE, min(_QR_LARGEST_MODULE, _QR_DOTS // len(rows)))
    image = Image.new("L", (len(rows), len(rows)), 255)
    for top, row in enumerate(rows):
        for left, dark in enumerate(row):
            if dark:
                image.putpixel((left, top), 0)
    return image.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
