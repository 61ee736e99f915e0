"""Catalogue texts in the visitor's language; traditional characters by OpenCC's phrase tables (发票 → 發票)."""

from functools import cache, lru_cache
from typing import Protocol, cast

from opencc import OpenCC

from broker.catalogue.traditional import house_words
from broker.messages import Language

_TABLE = "s2tw"


class Named(Protocol):
    """Whatever of the catalogue has a name in Chinese and in English."""

    @property
    def name_zh(self) -> str:
        """The Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """The English name."""
        ...


class _Converter(Protocol):
    def convert(self, string: str) -> str: ...


@cache
def _converter() -> _Converter:
    return cast("_Converter", OpenCC(_TABLE))


@lru_cache(maxsize=8_192)
def to_traditional(text: str) -> str:
    """Give a simplified text in traditional characters."""
    return house_words(_converter().convert(text))


def text_in(language: Language, zh: str, en: str) -> str:
    """Give a text that the catalogue holds in Chinese and in English; Chinese where nobody has translated it."""
    if language == "zh-Hans":
        return zh
    return to_traditional(zh) if language == "zh-Hant" else en or zh


def name_in(language: Language, named: Named) -> str:
    """Give the name of something in a language; Chinese where nobody has translated it, and marked so (K-15)."""
    return text_in(language, named.name_zh, named.name_en or f"{named.name_zh} (Chinese only)")
