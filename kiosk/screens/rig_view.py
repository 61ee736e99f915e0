"""What the rig sees of a frame, as JSON-ready values, and which target a text means."""

from collections.abc import Mapping

from kiosk.flow.steps import Step
from kiosk.screens.layout import Frame, Target
from kiosk.screens.layout.frame import Rect


def described(step: Step, frame: Frame) -> Mapping[str, object]:
    """Give step, language, size, every line of text, every button with its centre and box in pixels, the glass."""
    return {
        "step": type(step).__name__,
        "language": step.visit.language,
        "large": step.visit.large,
        "texts": [words.text for words in frame.words],
        "buttons": [_button(target) for target in frame.targets],
        "glass": None if frame.glass is None else {"takes": frame.glass.takes, "box": _box(frame.glass.rect)},
        "width": frame.width,
        "height": frame.height,
    }


def _button(target: Target) -> Mapping[str, object]:
    x, y = target.rect.centre
    return {"text": target.label, "x": round(x), "y": round(y), "box": _box(target.rect)}


def _box(rect: Rect) -> list[int]:
    return [round(rect.x), round(rect.y), round(rect.width), round(rect.height)]


def meant(frame: Frame, text: str) -> Target | None:
    """Give the target a text means: the one that says exactly that, else the first that holds it."""
    exact = (target for target in frame.targets if target.label == text)
    holds = (target for target in frame.targets if text and text in target.label)
    return next(exact, None) or next(holds, None)
