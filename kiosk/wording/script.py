"""Catalogue texts in traditional characters, by OpenCC's phrase tables (发票 → 發票, 头发 → 頭髮).

The tables are read at the first use, in a tenth of a second: `warm` does it before a visitor needs it.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Protocol, cast

from opencc import OpenCC

from broker.catalogue.traditional import house_words

TABLE = "s2tw"


class _Converter(Protocol):
    def convert(self, string: str) -> str: ...


@cache
def _converter() -> _Converter:
    return cast("_Converter", OpenCC(TABLE))


@lru_cache(maxsize=8_192)
def to_traditional(text: str) -> str:
    """Give a simplified text in traditional characters."""
    return house_words(_converter().convert(text))


def warm(texts: Iterable[str]) -> None:
    """Convert `texts` now, so that the first page that shows them is quick; the tables (10 MB) are let go again."""
    for text in texts:
        to_traditional(text)
    _converter.cache_clear()
