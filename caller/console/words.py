"""The two languages of the staff's pages: every text stands beside its translation, where it is used.

What visitors read on boards is shown in both languages at once; the sentences of refusals come from the application.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from broker.messages import Sentence

PageLanguage: TypeAlias = Literal["zh-CN", "en"]
Say: TypeAlias = Callable[[str, str], str]

DEFAULT_LANGUAGE: PageLanguage = "zh-CN"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages: views carry it, templates choose."""

    zh: str
    en: str

    def in_language(self, language: PageLanguage) -> str:
        """Give the text for a page."""
        return self.en if language == "en" else self.zh


def page_language(wish: str | None) -> PageLanguage:
    """Give the language asked for, Chinese when it is none of ours."""
    return "en" if wish == "en" else DEFAULT_LANGUAGE


def speaker(language: PageLanguage) -> Say:
    """Give the function that chooses between a Chinese and an English text."""
    return (lambda _zh, en: en) if language == "en" else (lambda zh, _en: zh)


def sentence_in(sentence: Sentence, language: PageLanguage) -> str:
    """Give a sentence of the application in the page's language."""
    return sentence.en if language == "en" else sentence.zh_hans
