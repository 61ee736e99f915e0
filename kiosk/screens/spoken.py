"""What is said aloud of a page in large type (K-13): its title and its main sentence. Pure.

Figures, lists, what was typed and what a form holds are never said: of the person only the masked surname a title may
greet with is heard.
"""

from kiosk.screens.page import Block, Notice, Page, Paragraph
from kiosk.screens.theme.sizes import TextSize


def spoken(page: Page) -> str:
    """Give the words to say for a page in its language; nothing where nothing is said."""
    if not page.large or page.quiet:
        return ""
    main = next((text for text in map(_sentence, page.blocks) if text), page.subtitle)
    return page.pause.join(text for text in (page.title, main) if text)


def _sentence(block: Block) -> str:
    match block:
        case Notice(text) | Paragraph(text, TextSize.LEAD):
            return text
        case _:
            return ""
