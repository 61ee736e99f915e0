"""Where in the files something stands: key paths such as `services[GJJ-001].queue`, and the line of such a path."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

_CODE_KEYS = ("code", "letter", "no", "flag", "id", "owner", "m", "window", "persona", "service")
"""Keys that name an entry, the first that an entry has."""
_KEY_PART = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def key_of(tree: Mapping[str, object], location: Sequence[str | int]) -> str:
    """Give the key path of a location in the raw tree: list positions become codes, names that are no keys drop out."""
    key = ""
    node: object = tree
    for step, part in enumerate(location, start=1):
        if isinstance(part, int):
            node = _element(node, part)
            key += f"[{entry_name(node, part)}]"
        elif _is_key(node, part, last=step == len(location)):
            node = _value(node, part)
            key += f".{part}" if key else part
    return key


def _is_key(node: object, part: str, *, last: bool) -> bool:
    """A key that is there, or at the end one that is missing; else the name of one kind among several."""
    return isinstance(node, dict) and (last or part in node)


def _element(node: object, position: int) -> object:
    entries = cast("Sequence[object]", node) if isinstance(node, list) else ()
    return entries[position] if position < len(entries) else None


def _value(node: object, key: str) -> object:
    return cast("Mapping[str, object]", node).get(key) if isinstance(node, dict) else None


def entry_name(entry: object, position: int) -> str:
    """Give the code that names an entry of a list; without one, its position counted from 1."""
    if isinstance(entry, Mapping):
        values = cast("Mapping[str, object]", entry)
        for key in _CODE_KEYS:
            if isinstance(values.get(key), str | int):
                return str(values[key])
    return str(position + 1)


def line_of(text: str, key: str) -> int | None:
    """Give the line (from 1) at which a key path stands in a file's text; for a missing key, its entry's line.

    None where not even the first part is found. It looks for words, not for grammar: good enough to point at.
    """
    start, end = 0, len(text)
    found: int | None = None
    for entry, name in _KEY_PART.findall(key):
        if entry:
            at = _entry(text, entry, start, end)
            if at is None:
                break
            found, start, end = at
        else:
            match = _key(name).search(text, start, end)
            if match is None:
                break
            found = start = match.start(1)
    return None if found is None else text.count("\n", 0, found) + 1


def _key(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?m)(?:^[ \t]*|[{{,][ \t]*|^\[+(?:[\w.]+\.)?)({re.escape(name)})(?=[ \t]*=|\]|\.)")


def _entry(text: str, code: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Find the entry with this code: where the code stands, where the entry starts and where it ends."""
    keys = "|".join(_CODE_KEYS)
    match = re.compile(rf'\b(?:{keys})[ \t]*=[ \t]*"?({re.escape(code)})"?(?=[\s,}}])').search(text, start, end)
    if match is None:
        return None
    line_start = text.rfind("\n", 0, match.start()) + 1
    if "{" in text[line_start : match.start()]:
        opening = text.rfind("{", start, match.start())
        return match.start(1), opening, _closing(text, opening, end)
    header_start = text.rfind("\n[[", 0, match.start()) + 1
    header = text[header_start : text.find("\n", header_start)]
    following = text.find(f"\n{header}\n", match.end(), end) if header.startswith("[[") else -1
    return match.start(1), max(start, header_start), end if following < 0 else following


def _closing(text: str, opening: int, end: int) -> int:
    """Give where the inline table that opens here is closed; braces in strings do not count."""
    blanked = _STRING.sub(lambda match: " " * len(match[0]), text[opening:end])
    depth = 0
    for position, letter in enumerate(blanked):
        depth += (letter == "{") - (letter == "}")
        if depth == 0:
            return opening + position + 1
    return end
