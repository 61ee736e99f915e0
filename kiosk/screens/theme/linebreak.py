"""Breaks lines of Chinese mixed with Latin by the rules; Kivy's own breaking puts 、 at a line's start.

Pure: how wide a text is comes in as a function. The rules are those of GB/T 15834 and of W3C's "Requirements for
Chinese Text Layout" (prohibition rules for line start and line end): no closing mark or stop begins a line, no opening
mark ends one, a Latin word or a number stays whole unless it is wider than a line, two dashes or dots stay together.
"""

from collections.abc import Callable, Iterator

NEVER_FIRST = frozenset("、，。．：；！？）》」』】〕〉”’…—～·％‰℃,.:;!?)]}%/-")
NEVER_LAST = frozenset("（《「『【〔〈“‘([{￥#")

BALANCING_STEPS = 6

Measure = Callable[[str], float]


def break_lines(text: str, *, width: float, measure: Measure) -> tuple[str, ...]:
    """Cut `text` into lines no wider than `width`, in whatever unit `measure` answers; a newline always breaks.

    A piece that no rule allows to cut and that is wider than a line is cut between characters: text is never clipped.
    """
    return tuple(line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, width, measure))


def balanced_lines(text: str, *, width: float, measure: Measure) -> tuple[str, ...]:
    """Cut `text` like `break_lines`, into as many lines but about equally long ones: no single word at the end."""
    lines = break_lines(text, width=width, measure=measure)
    if len(lines) == 1:
        return lines
    narrow, wide = 0.0, width
    for _ in range(BALANCING_STEPS):
        middle = (narrow + wide) / 2
        if len(break_lines(text, width=middle, measure=measure)) == len(lines):
            wide = middle
        else:
            narrow = middle
    return break_lines(text, width=wide, measure=measure)


def _break_paragraph(paragraph: str, width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        if line and measure((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
        while measure(line.rstrip()) > width and len(line) > 1:
            fits = _longest_prefix(line, width, measure)
            yield line[:fits]
            line = line[fits:]
    yield line.rstrip()


def _longest_prefix(line: str, width: float, measure: Measure) -> int:
    fits = 1
    while fits < len(line) and measure(line[: fits + 1]) <= width:
        fits += 1
    return fits


def _pieces(paragraph: str) -> Iterator[str]:
    """Give the shortest pieces between which a line may break: their sum is the paragraph."""
    piece = ""
    for character in paragraph:
        if piece and _may_break(piece, character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(piece: str, after: str) -> bool:
    before = piece[-1]
    # a space after an opening mark is no way out: at a line's end it would vanish and the mark stand last
    if piece.rstrip()[-1:] in NEVER_LAST or after in NEVER_FIRST or after == " ":
        return False
    if before in "-/":
        # a compound may break behind its hyphen, a date or a telephone number may not
        return after.isalpha()
    return before == " " or not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    """Tell whether the character is part of a Latin word or a number, which stays whole."""
    return character < "ɐ" and (character.isalnum() or character in "'’&@_+-*.,:/")
