"""Changing one thing in the files of the reference hall, by its key path, as a slip of a clerk's hand would."""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast

from broker.catalogue import Catalogue, CatalogueBroken, CatalogueError
from broker.catalogue.loading import examine
from broker.catalogue.reading import RawCatalogue, read_folder

REFERENCE = Path(__file__).parents[3] / "config" / "hall"
GONE = object()
"""The value that takes a key or an entry away."""

_PART = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")
_CODE_KEYS = ("code", "letter", "no", "flag", "id", "owner", "m", "window", "persona", "service")

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Value: TypeAlias = object | Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: the `value` at `path` becomes another, or what a function makes of the old one."""

    path: str
    value: Value


@cache
def reference() -> RawCatalogue:
    return read_folder(REFERENCE)


@cache
def reference_catalogue() -> Catalogue:
    return examine(reference())


def edited(*edits: Edit) -> RawCatalogue:
    """Give the reference hall with the edits made; its texts and files stay as they are."""
    raw = reference()
    tree = dict(raw.tree)
    for edit in edits:
        top = re.split(r"[.\[]", edit.path, maxsplit=1)[0]
        if top in raw.tree and tree[top] is raw.tree[top]:
            tree[top] = copy.deepcopy(raw.tree[top])
        _apply(tree, edit)
    return replace(raw, tree=tree)


def errors_of(raw: RawCatalogue) -> tuple[CatalogueError, ...]:
    """Give what is wrong with it; nothing when it is right."""
    try:
        examine(raw)
    except CatalogueBroken as broken:
        return broken.errors
    return ()


def at(path: str) -> Json:
    """Give what stands at a key path of the reference hall."""
    holder, key = _holder(reference().tree, path)
    return cast("Json", holder[key])


def _apply(tree: dict[str, Any], edit: Edit) -> None:
    holder, key = _holder(tree, edit.path)
    if edit.value is GONE:
        del holder[key]
    else:
        holder[key] = edit.value(holder[key]) if callable(edit.value) else edit.value


def _holder(tree: Mapping[str, Any], path: str) -> tuple[Any, Any]:
    node: Any = None
    below: Any = tree
    step: str | int = ""
    for entry, name in _PART.findall(path):
        node = below
        step = _position(node, entry) if entry else name
        below = node[step] if isinstance(step, int) else node.get(step)
    return node, step


def _position(entries: list[dict[str, Any]], code: str) -> int:
    for position, entry in enumerate(entries):
        name = next((entry[key] for key in _CODE_KEYS if key in entry), None)
        if str(name) == code:
            return position
    return int(code) - 1
