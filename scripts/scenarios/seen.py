"""What a visitor sees on a kiosk's glass, as the rig tells it, and whether the machine is at work just then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.wording import wording

_SAY = wording("zh-Hans")
_WORKING = frozenset({"ReadingCard", "HallWorks", "Calling", "Issuing"})
_AT_WORK = (
    _SAY.applying.paper_fetching,
    _SAY.applying.paper_printing,
    _SAY.entering.camera_taking,
    _SAY.entering.camera_starting,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on the glass: the step's name, all texts, what can be tapped."""

    step: str
    texts: tuple[str, ...]
    buttons: tuple[str, ...]

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Seen":
        """Read what the rig tells of a kiosk."""
        buttons = tuple(str(button["text"]) for button in facts["buttons"])
        return cls(str(facts["step"]), tuple(facts["texts"]), buttons)

    @property
    def works(self) -> bool:
        """Whether the visitor has to wait: for the hall, for a paper, for the camera."""
        return self.step in _WORKING or any(text.startswith(one) for text in self.texts for one in _AT_WORK)

    def offers(self, label: str) -> bool:
        """Say whether this can be tapped."""
        return label in self.buttons

    def beginning(self, label: str) -> str | None:
        """Give the first thing to tap whose words begin so."""
        return next((text for text in self.buttons if text.startswith(label)), None)
