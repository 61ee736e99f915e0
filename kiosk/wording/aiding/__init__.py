"""What is said about help on every screen: a person, the wheelchair's reach, the voice; one file per language."""

from kiosk.wording.aiding.texts import AidingTexts

__all__ = ["AidingTexts"]
