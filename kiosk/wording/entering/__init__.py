"""What is said while a visitor types, signs or lays papers under the camera; one file per language."""

from kiosk.wording.entering.texts import EnteringTexts

__all__ = ["EnteringTexts"]
