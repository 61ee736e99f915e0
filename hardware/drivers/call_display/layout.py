"""From a face to the dynamic areas of one panel: where each piece stands, and what its controller does by itself.

Every piece becomes one area that is exactly as large as its text, so nothing depends on how a firmware aligns. A piece
too wide for its place is cut into pages that change by themselves; a blinking piece is pages of text and of blanks that
end on the text, so it becomes steady without a second frame, also when the line is cut meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from hardware.ports.call_display import Colour, Dots, Face, FaceTooLargeError, Line, Words
from hardware.protocols.onbon_areas import Area, RunMode
from hardware.protocols.onbon_text import ColourCode, encode_text, text_width

Blink = Literal["pages", "off"]

_PIECE_GAP_DOTS = 8
_PAGE_STAY_HALF_SECONDS = 6
_STATIC = 1
_COLOUR_CODES: dict[Colour, ColourCode] = {Colour.RED: 1, Colour.GREEN: 2, Colour.YELLOW: 3}
_BREAK_BEFORE = "([{（【“《"
_BREAK_AFTER = " )]}）】”》·、，,;；:：-/"
_LEAST_PAGE = 0.4


@dataclass(frozen=True, slots=True)
class Panel:
    """Size of a panel in LEDs.

    192 × 64 is four rows of twelve 16-dot characters: a whole window name in one line, window and ticket number (K1000
    too) side by side in 32 dots, and a last line for state and badge. At 4.75 mm a dot that is 0.91 × 0.30 m, and the
    number is 150 mm high: read from 30 m away. 128 × 32, the usual small strip, has room for the number alone.
    How many dynamic areas a controller keeps differs by model, so `most_areas` is a setting; a window's face needs six.
    """

    width: int = 192
    height: int = 64
    most_areas: int = 8


@dataclass(frozen=True, slots=True)
class Laid:
    """Areas of a face, and the characters the panel's font has not."""

    areas: tuple[Area, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    piece: Words
    x: int
    y: int
    width: int
    centred: bool


def lay_out(face: Face, panel: Panel, *, blink: Blink = "pages", blink_seconds: float = 3.0) -> Laid:
    """The areas that show a face on a panel, numbered from 0 in reading order.

    Raises:
        FaceTooLargeError: lines too high, a piece without room for one character, or more areas than a controller has.
    """
    places = _places(face, panel)
    if len(places) > panel.most_areas:
        raise FaceTooLargeError(what="areas", needed=len(places), available=panel.most_areas)
    areas: list[Area] = []
    missing: dict[str, None] = {}
    for number, place in enumerate(places):
        pages, run_mode, stay = _run(place, blink, blink_seconds)
        encoded = encode_text("".join(pages), place.piece.dots, _COLOUR_CODES[place.piece.colour])
        missing.update(dict.fromkeys(encoded.missing))
        areas.append(
            Area(
                number=number,
                x=place.x,
                y=place.y,
                width=place.width,
                height=place.piece.dots,
                text=encoded.data,
                run_mode=run_mode,
                single_line=len(pages) == 1,
                effect=_STATIC,
                stay=stay,
            )
        )
    return Laid(tuple(areas), tuple(missing))


def pages_of(text: str, dots: Dots, width: int) -> tuple[str, ...]:
    """Cuts a text into pages no wider than `width`, at a bracket, dot or blank where one is near enough."""
    pages: list[str] = []
    rest = text
    while text_width(rest, dots) > width:
        fits = max(1, _fitting(rest, dots, width))
        cut = _nice_cut(rest, fits)
        pages.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return (*pages, rest)


def _places(face: Face, panel: Panel) -> list[_Place]:
    lines = [line for line in face.lines if line.pieces]
    heights = [max(piece.dots for piece in line.pieces) for line in lines]
    if sum(heights) > panel.height:
        raise FaceTooLargeError(what="height", needed=sum(heights), available=panel.height)
    gap = (panel.height - sum(heights)) // (len(lines) + 1)
    places: list[_Place] = []
    y = gap
    for line, height in zip(lines, heights, strict=True):
        places += _line_places(line, y, height, panel.width)
        y += height + gap
    return places


def _line_places(line: Line, y: int, height: int, room: int) -> list[_Place]:
    widths = _widths(line.pieces, room)
    places: list[_Place] = []
    used = 0
    kept = widths[-1] + _PIECE_GAP_DOTS if line.right is line.pieces[-1] else 0
    for piece, width in zip(line.pieces, widths, strict=True):
        if piece is line.left:
            x = 0
        elif piece is line.right:
            x = room - width
        else:
            x = min(max((room - width) // 2 // 8 * 8, used), room - kept - width)
        places.append(_Place(piece, x, y + (height - piece.dots) // 2, width, piece is line.centre))
        used = x + width + _PIECE_GAP_DOTS
    return places


def _widths(pieces: tuple[Words, ...], room: int) -> list[int]:
    """Each piece's own width; the widest gives way when the line is too long."""
    widths = [text_width(piece.text, piece.dots) for piece in pieces]
    spare = room - _PIECE_GAP_DOTS * (len(pieces) - 1) - sum(widths)
    if spare < 0:
        widest = widths.index(max(widths))
        dots = pieces[widest].dots
        widths[widest] = (widths[widest] + spare) // dots * dots
        if widths[widest] < dots:
            raise FaceTooLargeError(what="width", needed=room - spare, available=room)
    return widths


def _run(place: _Place, blink: Blink, blink_seconds: float) -> tuple[tuple[str, ...], RunMode, int]:
    """Pages of a piece, how they run, and how long each stays in half seconds."""
    piece = place.piece
    pages = pages_of(piece.text, piece.dots, place.width)
    if len(pages) > 1:
        return tuple(_padded(page, place) for page in pages), RunMode.LOOP, _PAGE_STAY_HALF_SECONDS
    if piece.blink and blink == "pages":
        blank = _padded("", place)
        shown = _padded(piece.text, place)
        return (shown, blank) * max(1, round(blink_seconds)) + (shown,), RunMode.STOP_ON_LAST, 1
    return pages, RunMode.LOOP, 0


def _padded(text: str, place: _Place) -> str:
    """A page filled up with blanks, so that the panel's automatic break comes exactly at its end."""
    dots = place.piece.dots
    blanks = (place.width - text_width(text, dots)) // (dots // 2)
    before = blanks // 2 if place.centred else 0
    return " " * before + text + " " * (blanks - before)


def _fitting(text: str, dots: Dots, width: int) -> int:
    used = 0
    for count, character in enumerate(text):
        used += text_width(character, dots)
        if used > width:
            return count
    return len(text)


def _nice_cut(text: str, fits: int) -> int:
    candidates = range(fits, int(fits * _LEAST_PAGE), -1)
    # a bracket holds together what belongs together: (交易·缴税·登记) makes a better second page than its half
    brackets = (cut for cut in candidates if text[cut : cut + 1] and text[cut] in _BREAK_BEFORE)
    pauses = (cut for cut in candidates if text[cut - 1] in _BREAK_AFTER)
    return next(brackets, next(pauses, fits))


def without_blink(face: Face) -> Face:
    """The same face, steady: what it will have become after its blink time."""
    return Face(tuple(Line(*(_steady(piece) for piece in (line.left, line.centre, line.right))) for line in face.lines))


def _steady(piece: Words | None) -> Words | None:
    return None if piece is None else replace(piece, blink=False)
