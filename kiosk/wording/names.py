"""Names of the catalogue in the visitor's language. A missing translation is shown in Chinese and marked so (K-15)."""

from typing import Protocol

from broker.messages import Language
from kiosk.wording.languages import wording
from kiosk.wording.script import to_traditional


class Named(Protocol):
    """Whatever of the catalogue has a name in Chinese and in English."""

    @property
    def name_zh(self) -> str:
        """The Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """The English name; empty where nobody has translated it."""
        ...


def name_in(language: Language, named: Named) -> str:
    """Give the name in a language."""
    return text_in(language, named.name_zh, named.name_en)


def text_in(language: Language, zh: str, en: str) -> str:
    """Give a text that the catalogue holds in Chinese and in English, in a language."""
    if language == "zh-Hans":
        return zh
    if language == "zh-Hant":
        return to_traditional(zh)
    return en or zh + wording(language).chinese_only
