"""Catalogue texts in traditional characters, by OpenCC's phrase tables (发票 → 發票, 头发 → 頭髮).

The tables are read at the first use, in a tenth of a second: `warm` does it before a visitor needs it.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Protocol, cast

from opencc import OpenCC

TABLE = "s2tw"

MISREAD = {"換髮": "換發", "網籤": "網簽"}
"""Words of licences that the tables take for others: 换发 is to issue anew, not hair; 网签 is to sign, not a slip."""


class _Converter(Protocol):
    def convert(self, string: str) -> str: ...


@cache
def _converter() -> _Converter:
    return cast("_Converter", OpenCC(TABLE))


@lru_cache(maxsize=8_192)
def to_traditional(text: str) -> str:
    """Give a simplified text in traditional characters."""
    converted = _converter().convert(text)
    for wrong, right in MISREAD.items():
        converted = converted.replace(wrong, right)
    return converted


def warm(texts: Iterable[str]) -> None:
    """Convert `texts` now, so that the first page that shows them is quick; the tables (10 MB) are let go again."""
    for text in texts:
        to_traditional(text)
    _converter.cache_clear()
