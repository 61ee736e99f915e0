"""Breaks lines of Chinese mixed with Latin by the rules; Kivy's own breaking puts 、 at a line's start.

Pure: how wide a text is comes in as a function. The rules are those of GB/T 15834 and of W3C's "Requirements for
Chinese Text Layout" (prohibition rules for line start and line end): no closing mark or stop begins a line, no opening
mark ends one, a Latin word or a number stays whole unless it is wider than a line, two dashes or dots stay together.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

NEVER_FIRST = frozenset("、，。．：；！？）》」』】〕〉”’…—～·％‰℃,.:;!?)]}%/-")
NEVER_LAST = frozenset("（《「『【〔〈“‘([{￥#")

CLAUSE_ENDS = frozenset("，。、：；！？,.:;!?")
CLAUSE_FINE = 0.12
"""What a line's end within a clause costs, in squares of a line's width: two lines may differ by half of it."""

SIGNS = frozenset("·→")
"""Between what they stand there is a seam as good as the end of a clause; the sign stays on the line before."""

HYPHEN_FINE = 3 * CLAUSE_FINE
"""What a line's end within a compound word costs: it is the last place to break, not the first."""

Measure = Callable[[str], float]


def break_lines(text: str, *, width: float, measure: Measure) -> tuple[str, ...]:
    """Cut `text` into lines no wider than `width`, in whatever unit `measure` answers; a newline always breaks.

    A piece that no rule allows to cut and that is wider than a line is cut between characters: text is never clipped.
    """
    return tuple(line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, width, measure))


def balanced_lines(text: str, *, width: float, measure: Measure) -> tuple[str, ...]:
    """Cut `text` like `break_lines`, into as many lines but about equally long ones: no single word at the end.

    A line rather ends where a clause does than a little later in the middle of one.
    """
    return tuple(line for paragraph in text.split("\n") for line in _balanced(paragraph, width, measure))


def _balanced(paragraph: str, width: float, measure: Measure) -> tuple[str, ...]:
    lines = tuple(_break_paragraph(paragraph, width, measure))
    if len(lines) == 1:
        return lines
    pieces = tuple(_pieces(paragraph))
    balanced = tuple(
        "".join(pieces[start:end]).strip() for start, end in _even_cuts(pieces, len(lines), width, measure)
    )
    fits = balanced and all(measure(line) <= width for line in balanced)
    return balanced if fits else lines


def _even_cuts(pieces: tuple[str, ...], count: int, width: float, measure: Measure) -> list[tuple[int, int]]:
    """Give where each of `count` lines starts and ends, by pieces; nothing where no such cut fits the width.

    Of all cuts it takes the one whose lines differ least from their mean, with a fine for each end within a clause.
    """
    bare = [measure(piece.rstrip()) for piece in pieces]
    ends = [0.0]
    for piece in pieces:
        ends.append(ends[-1] + measure(piece))
    mean = ends[-1] / count
    # the cheapest way to fill so many lines with so many pieces: what it costs, and where each line ends
    cheapest: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _ in range(count):
        longer: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in cheapest.items():
            for end in range(start + 1, len(pieces) + 1):
                wide = ends[end - 1] - ends[start] + bare[end - 1]
                if wide > width:
                    break
                total = cost + ((wide - mean) / width) ** 2 + _fine(pieces, end)
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*cuts, end])
        cheapest = longer
    _, cuts = cheapest.get(len(pieces), (0.0, []))
    return list(pairwise(cuts))


def _fine(pieces: tuple[str, ...], end: int) -> float:
    """Give what it costs to end a line before piece `end`: nothing where the sense has a seam."""
    if end == len(pieces):
        return 0.0
    last, first = pieces[end - 1].rstrip()[-1:], pieces[end][:1]
    if last in CLAUSE_ENDS or last in SIGNS or first in NEVER_LAST:
        return 0.0
    if last == "-":
        return HYPHEN_FINE
    # a Latin name after Chinese (公共场所卫生许可证 SF2026-000001) is a word of its own
    return 0.0 if last > "\u2e80" and first.isascii() and first.isalpha() else CLAUSE_FINE


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
    if piece.rstrip()[-1:] in NEVER_LAST or after in NEVER_FIRST or after in SIGNS or after == " ":
        return False
    if before in "-/":
        # a compound may break behind its hyphen, a date or a telephone number may not
        return after.isalpha()
    return before == " " or not (_is_word(before) and _is_word(after))


def _is_word(character: str) -> bool:
    """Tell whether the character is part of a Latin word or a number, which stays whole."""
    return character < "ɐ" and (character.isalnum() or character in "'’&@_+-*.,:/")
