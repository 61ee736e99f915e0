"""The way of the paper: a roll that gets shorter, a cutter some millimetres behind the head, slips that fall out."""

import io
from dataclasses import dataclass

from PIL import Image

DOTS_PER_MILLIMETRE = 8
# the cutter sits behind the head: what is cut off begins with so much white
_HEAD_TO_CUTTER_DOTS = 12 * DOTS_PER_MILLIMETRE


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A piece of paper in the visitor's hand: the bytes it was made of, and its picture (mode L).

    A slip that is not `complete` was torn off in the middle.
    """

    number: int
    data: bytes
    image: Image.Image
    complete: bool

    def png(self) -> bytes:
        """Give the picture as a PNG file."""
        file = io.BytesIO()
        self.image.convert("1").save(file, "PNG", optimize=True)
        return file.getvalue()


class PaperPath:
    """A roll, the strip that hangs out of it, and the pieces cut off."""

    def __init__(self, *, width_dots: int, roll_millimetres: float) -> None:
        """Put a new roll in."""
        self._width = width_dots
        self._left_dots = round(roll_millimetres * DOTS_PER_MILLIMETRE)
        self._strips: list[Image.Image] = [self._blank(_HEAD_TO_CUTTER_DOTS)]
        self._data = bytearray()
        self._count = 0

    @property
    def millimetres(self) -> float:
        """How much paper is left on the roll."""
        return self._left_dots / DOTS_PER_MILLIMETRE

    @millimetres.setter
    def millimetres(self, length: float) -> None:
        self._left_dots = round(length * DOTS_PER_MILLIMETRE)

    @property
    def has_print(self) -> bool:
        """Whether anything was printed since the last cut."""
        return len(self._strips) > 1

    def note(self, data: bytes) -> None:
        """Remember the bytes that the present slip is made of."""
        self._data += data

    def move(self, strip: Image.Image) -> None:
        """Let a printed strip come out; the roll gets shorter by it."""
        self._strips.append(strip)
        self._left_dots = max(0, self._left_dots - strip.height)

    def feed_to_cutter(self) -> None:
        """Move the last printed line past the cutter."""
        self.move(self._blank(_HEAD_TO_CUTTER_DOTS))

    def cut(self, *, complete: bool = True) -> PrintedSlip:
        """Cut off what lies beyond the cutter and begin the next slip with the rest."""
        whole = Image.new("L", (self._width, sum(strip.height for strip in self._strips)), 255)
        top = 0
        for strip in self._strips:
            whole.paste(strip, (0, top))
            top += strip.height
        at = max(1, whole.height - _HEAD_TO_CUTTER_DOTS)
        self._count += 1
        slip = PrintedSlip(self._count, bytes(self._data), whole.crop((0, 0, self._width, at)), complete)
        self._strips = [whole.crop((0, at, self._width, whole.height))]
        self._data.clear()
        return slip

    def _blank(self, dots: int) -> Image.Image:
        return Image.new("L", (self._width, dots), 255)
