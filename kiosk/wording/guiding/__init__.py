"""What is said on guide pages, lists, forms and records; one file per language."""

from kiosk.wording.guiding.texts import GuidingTexts

__all__ = ["GuidingTexts"]
