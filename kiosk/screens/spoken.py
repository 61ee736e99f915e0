"""What is said aloud of a page in large type (K-13): its title and its main sentence. Pure.

Figures, lists, what was typed and what a form holds are never said, nor the numbers of tickets and certificates, nor a
notice that is the visitor's own affair: a hall listens. Of the person only the surname a title may greet with is heard.
"""

import re

from broker.messages import Language
from kiosk.screens.page import Block, Notice, Page, Paragraph
from kiosk.screens.theme.sizes import TextSize

_NUMBER = re.compile(r"\b(?:[A-Z]{1,4}\d[\dA-Z-]*|\d{4}-\d\d-\d\d|\d{5,})(?![^\W_])", re.ASCII)
"""A ticket's or a certificate's number, a day in figures, anything long: not for other ears, and nobody follows it."""
_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
_ENDS = (".", "!", "?", "。", "！", "？")
_LOOSE = " ,，、:：·"


def spoken(page: Page) -> str:
    """Give the words to say for a page in its language; nothing where nothing is said."""
    if not page.large or page.quiet:
        return ""
    main = next((text for text in map(_sentence, page.blocks) if text), page.subtitle)
    title = _audible(_NUMBER.sub("", page.title), page.language)
    follows = "" if _NUMBER.search(main) else _audible(main, page.language)
    if not title or not follows:
        return title or follows
    pause = page.pause if not title.endswith(_ENDS) else " " if page.language == "en" else ""
    return f"{title}{pause}{follows}"


def _sentence(block: Block) -> str:
    match block:
        case Notice(text, aloud=True) | Paragraph(text, TextSize.LEAD):
            return text
        case _:
            return ""


def _audible(text: str, language: Language) -> str:
    """Leave out what a voice of this language cannot say: the mask of a name, and Chinese signs in English."""
    said = text.replace("*", "")
    if language == "en":
        said = _HAN.sub("", said)
    return " ".join(said.split()).strip(_LOOSE)
