"""TOML files of a folder → one raw tree, each key in exactly one file. Knows nothing of what the keys mean."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from broker.catalogue.errors import CatalogueError

_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class RawCatalogue:
    """What stands in the files: the tree, the file of every top-level key, the texts, and what could not be read."""

    tree: Mapping[str, object]
    file_of: Mapping[str, str]
    texts: Mapping[str, str]
    errors: tuple[CatalogueError, ...]

    @property
    def complete(self) -> bool:
        """Whether every file could be read: only then is a key that is not there truly missing."""
        return not any(error.rule in {"files.toml", "files.encoding", "files.none"} for error in self.errors)

    def as_json(self) -> str:
        """Give the tree as JSON; TOML's own dates become ISO text."""
        return json.dumps(self.tree, ensure_ascii=False, default=str)


def read_folder(folder: Path) -> RawCatalogue:
    """Read every `*.toml` of `folder`, in the order of their names. Never raises for what stands in a file."""
    tree: dict[str, object] = {}
    file_of: dict[str, str] = {}
    texts: dict[str, str] = {}
    errors: list[CatalogueError] = []
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        errors.append(_unreadable(str(folder), "files.none", ("文件夹里没有 *.toml 文件", "there is no *.toml file")))
    for path in paths:
        part = _read_file(path, texts, errors)
        for key, value in part.items():
            if key in tree:
                words = (f"这个键已写在 {file_of[key]} 里,不能再写一次", f"this key stands in {file_of[key]} already")
                errors.append(_unreadable(path.name, "files.key_twice", words, key=key))
                continue
            tree[key] = value
            file_of[key] = path.name
    return RawCatalogue(tree, file_of, texts, tuple(errors))


def _read_file(path: Path, texts: dict[str, str], errors: list[CatalogueError]) -> Mapping[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        errors.append(_unreadable(path.name, "files.encoding", ("文件不是 UTF-8 编码", "the file is not UTF-8 text")))
        return {}
    texts[path.name] = text
    try:
        return cast("Mapping[str, object]", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        words = (f"TOML 格式有误,请检查引号、括号、逗号: {error}", f"not valid TOML: {error}")
        line = int(place[1]) if place else len(text.splitlines())
        errors.append(_unreadable(path.name, "files.toml", words, line=line))
        return {}


def _unreadable(
    file: str, rule: str, words: tuple[str, str], *, key: str = "", line: int | None = None
) -> CatalogueError:
    return CatalogueError(file=file, key=key, reason_zh=words[0], reason_en=words[1], rule=rule, line=line)
