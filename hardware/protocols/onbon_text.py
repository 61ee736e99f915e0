r"""Text of an Onbon dynamic area: GBK with in-text escapes for font size and colour, both directions.

`\FO0fs` chooses the Chinese font, `\FE0fs` the Latin one (f font, s size: 0 = 16, 1 = 24, 2 = 32 dots), `\C1` red,
`\C2` green, `\C3` yellow. Text from outside may hold a backslash, so it is doubled. What GBK cannot say becomes □ and
is named to the caller; whether that is worth a log line is the caller's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dots = Literal[16, 24, 32]
ColourCode = Literal[1, 2, 3]

REPLACEMENT = "□"
DEFAULT_DOTS: Dots = 16
DEFAULT_COLOUR: ColourCode = 1

_SIZE_CODES: dict[Dots, int] = {16: 0, 24: 1, 32: 2}
_SIZES: dict[int, Dots] = {code: dots for dots, code in _SIZE_CODES.items()}
_COLOURS: dict[int, ColourCode] = {0x31: 1, 0x32: 2, 0x33: 3}
_BACKSLASH = 0x5C
_FIRST_DOUBLE = 0x81
_FONT_ESCAPE_BYTES = 6


@dataclass(frozen=True, slots=True)
class Encoded:
    """Bytes for an area, and the characters GBK has not (each once, in order)."""

    data: bytes
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as the controller would draw it."""

    character: str
    dots: Dots
    colour: ColourCode

    @property
    def width(self) -> int:
        """Dots from this character to the next: half a square for one-byte characters."""
        return self.dots // 2 if self.character.isascii() else self.dots


def encode_text(text: str, dots: Dots, colour: ColourCode) -> Encoded:
    """Size, colour and text of one area. Control characters (a line feed, say) become spaces."""
    size = _SIZE_CODES[dots]
    data = bytearray(f"\\FO00{size}\\FE00{size}\\C{colour}".encode("ascii"))
    missing: dict[str, None] = {}
    for character in text:
        if character == "\\":
            data += b"\\\\"
        elif character < " " or character == "\x7f":
            data += b" "
        else:
            data += _one(character, missing)
    return Encoded(bytes(data), tuple(missing))


def text_width(text: str, dots: Dots) -> int:
    """Dots a line of text is wide: whole squares for two-byte characters, half ones for ASCII."""
    return sum(dots // 2 if character.isascii() else dots for character in text)


def decode_text(data: bytes) -> tuple[Glyph, ...]:
    """What a controller draws for an area's text. Unknown escapes and half characters are drawn as they stand."""
    glyphs: list[Glyph] = []
    chinese, latin, colour = DEFAULT_DOTS, DEFAULT_DOTS, DEFAULT_COLOUR
    position = 0
    while position < len(data):
        match data[position : position + 2]:
            case b"\\C" if data[position + 2 : position + 3] and data[position + 2] in _COLOURS:
                colour = _COLOURS[data[position + 2]]
                position += 3
            case b"\\F" if (font := _font(data[position : position + _FONT_ESCAPE_BYTES])) is not None:
                chinese, latin = (font[1], latin) if font[0] == "O" else (chinese, font[1])
                position += _FONT_ESCAPE_BYTES
            case b"\\\\":
                glyphs.append(Glyph("\\", latin, colour))
                position += 2
            case _:
                character, used = _character(data, position)
                glyphs.append(Glyph(character, latin if character.isascii() else chinese, colour))
                position += used
    return tuple(glyphs)


def _one(character: str, missing: dict[str, None]) -> bytes:
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        missing[character] = None
        return REPLACEMENT.encode("gbk")


def _font(escape: bytes) -> tuple[Literal["O", "E"], Dots] | None:
    r"""Which font an escape `\FO001` chooses and its size; None when it is not one (K, other scripts, is not kept)."""
    if len(escape) < _FONT_ESCAPE_BYTES or escape[2:3] not in {b"O", b"E"} or not escape[3:].isdigit():
        return None
    dots = _SIZES.get(escape[5] - 0x30)
    if dots is None:
        return None
    return ("O" if escape[2:3] == b"O" else "E"), dots


def _character(data: bytes, position: int) -> tuple[str, int]:
    if data[position] < _FIRST_DOUBLE:
        return chr(data[position]), 1
    try:
        return data[position : position + 2].decode("gbk"), 2
    except UnicodeDecodeError:
        return REPLACEMENT, 1
