"""Breaks text into lines by display columns, by the rules of Chinese setting (GB/T 15834, and W3C's clreq).

A Chinese character takes two columns, an ASCII one takes one. No line begins with a closing mark such as 、，。） and
none ends with an opening one such as （「; a Latin word or number is not torn unless it is longer than a line.
"""

from hardware.protocols import escpos

_NOT_AT_START = frozenset("、，。．：；！？）」』】》〉〕］｝”’…—～·％‰℃々,.!?:;)]}%")
_NOT_AT_END = frozenset("（「『【《〈〔［｛“‘￥([{$#")


def columns(text: str) -> int:
    """Count display columns."""
    return sum(1 if character.isascii() else 2 for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most `width` columns; a newline always breaks. Never an empty list.

    Characters a printer can't tell apart are folded first. Raises ValueError when `width` can't hold a character.
    """
    if width < columns("中"):
        raise ValueError(f"no line is {width} columns wide")
    return [line for paragraph in escpos.folded(text).split("\n") for line in _filled(paragraph, width)]


def balanced(text: str, width: int) -> list[str]:
    """Break as `wrapped` does, into no more lines, but of about the same length: for centred text, without orphans."""
    return [line for paragraph in text.split("\n") for line in _balanced(paragraph, width)]


def _balanced(paragraph: str, width: int) -> list[str]:
    lines = wrapped(paragraph, width)
    for narrower in range(max(columns("中"), columns(paragraph) // len(lines)), width):
        if len(tighter := wrapped(paragraph, narrower)) <= len(lines):
            return tighter
    return lines


def _filled(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in (part for cluster in _clusters(paragraph) for part in _torn(cluster, width)):
        if columns(line + piece.rstrip(" ")) <= width:
            line += piece
        else:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
    return [*lines, line.rstrip(" ")]


def _clusters(paragraph: str) -> list[str]:
    """Cut at every place where a line may break; spaces stay at the end of the cluster before them."""
    clusters: list[str] = []
    for character in paragraph:
        if clusters and not _may_break(clusters[-1][-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    if before == " ":
        return True
    return not (before.isascii() and after.isascii())


def _torn(cluster: str, width: int) -> list[str]:
    """Leave a cluster whole if it fits a line, else tear it where it must be."""
    if columns(cluster.rstrip(" ")) <= width:
        return [cluster]
    parts = [""]
    for character in cluster:
        if columns(parts[-1] + character) > width:
            parts.append("")
        parts[-1] += character
    return parts
