"""What is said while a matter is done at the kiosk; one file per language."""

from kiosk.wording.applying.texts import ApplyingTexts

__all__ = ["ApplyingTexts"]
