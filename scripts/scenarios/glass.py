"""One kiosk's glass as a visitor has it: looked at, tapped, typed on, signed. Keys and signatures count apart."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from scripts.hallctl.rig import Refused
from scripts.scenarios.at_window import Get, Post, Stuck

_PATIENCE_SECONDS = 40.0
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on the glass: the step's name, all texts, what can be tapped."""

    step: str
    texts: tuple[str, ...]
    buttons: tuple[str, ...]

    def offers(self, label: str) -> bool:
        """Say whether this can be tapped."""
        return label in self.buttons

    def beginning(self, label: str) -> str | None:
        """Give the first thing to tap whose words begin so."""
        return next((text for text in self.buttons if text.startswith(label)), None)


@dataclass(slots=True)
class Glass:
    """One kiosk. `taps` are those of the visitor; `keys` on the keyboard and `signatures` are not among them."""

    kiosk: str
    post: Post
    get: Get
    taps: int = 0
    keys: int = 0
    signatures: int = 0

    def look(self) -> Seen:
        """Look."""
        return _seen(self.get(f"/api/show/{self.kiosk}"))

    def tap(self, label: str) -> None:
        """Tap a button and wait until something else stands there."""
        before = self.look()
        self.post("/api/tap", {"kiosk": self.kiosk, "target": label})
        self.taps += 1
        self.until(lambda seen: seen != before, f"{label} was tapped")

    def key(self, label: str) -> None:
        """Tap a key of the keyboard."""
        before = self.look()
        self.post("/api/tap", {"kiosk": self.kiosk, "target": label})
        self.keys += 1
        self.until(lambda seen: seen != before, f"the key {label} was tapped")

    def sign(self, done: str) -> None:
        """Sign and say so: together one signature."""
        self.post("/api/draw", {"kiosk": self.kiosk, "strokes": []})
        self.until(lambda seen: seen.offers(done), "it was signed")
        self.post("/api/tap", {"kiosk": self.kiosk, "target": done})
        self.signatures += 1
        self.until(lambda seen: not seen.offers(done), "the signature was confirmed")

    def until(self, right: Callable[[Seen], bool], after: str) -> Seen:
        """Look until it is right; while one process takes over from another nobody answers. Raises `Stuck`."""
        deadline, stands = time.monotonic() + _PATIENCE_SECONDS, "nothing"
        while time.monotonic() < deadline:
            with suppress(Refused):
                seen = self.look()
                if right(seen):
                    return seen
                stands = f"{seen.step}: {' | '.join(seen.texts)}"
            time.sleep(_LOOK_SECONDS)
        raise Stuck(f"{self.kiosk}: after {after} it still shows {stands}")


def _seen(facts: Mapping[str, Any]) -> Seen:
    buttons = tuple(str(button["text"]) for button in facts["buttons"])
    return Seen(str(facts["step"]), tuple(facts["texts"]), buttons)
