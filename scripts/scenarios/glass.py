"""One kiosk's glass as a visitor has it: looked at, tapped, typed on, signed. Keys and signatures count apart."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from scripts.hallctl.rig import Refused
from scripts.scenarios.at_window import Get, Post, Stuck
from scripts.scenarios.seen import Seen
from scripts.scenarios.stopwatch import Stopwatch, Wait

LOOK_SECONDS = 0.1
CARD, SIGNATURE = "card", "signature"
_PATIENCE_SECONDS = 40.0


@dataclass(slots=True)
class Glass:
    """One kiosk. `taps` are those of the visitor; `keys` on the keyboard and `signatures` are not among them."""

    kiosk: str
    post: Post
    get: Get
    look_seconds: float = LOOK_SECONDS
    taps: int = 0
    keys: int = 0
    signatures: int = 0
    _stopwatch: Stopwatch = field(default_factory=Stopwatch)

    @property
    def waits(self) -> list[Wait]:
        """How long the visitor waited for the machine, each time."""
        return self._stopwatch.waits

    @property
    def waited_seconds(self) -> float:
        """How long the visitor waited in all."""
        return sum(wait.seconds for wait in self.waits)

    def look(self) -> Seen:
        """Look."""
        return Seen.of(self.get(f"/api/show/{self.kiosk}"))

    def card(self, persona: str, greeting: str) -> None:
        """Put a card on the reader and wait for the screen `greeting`."""
        self._stopwatch.acted(self.look().step, CARD)
        self.post("/api/card", {"persona": persona, "kiosk": self.kiosk})
        self.until(lambda seen: seen.step == greeting, "the card was put on the reader")

    def tap(self, label: str) -> None:
        """Tap a button and wait until something else stands there."""
        self._touch(label)
        self.taps += 1

    def key(self, label: str) -> None:
        """Tap a key of the keyboard."""
        self._touch(label)
        self.keys += 1

    def sign(self, done: str) -> None:
        """Sign and say so: together one signature."""
        self._act("/api/draw", SIGNATURE, {"strokes": []}, lambda seen: seen.offers(done))
        self._act("/api/tap", done, {"target": done}, lambda seen: not seen.offers(done))
        self.signatures += 1

    def until(self, right: Callable[[Seen], bool], after: str) -> Seen:
        """Look until it is right; while one process takes over from another nobody answers. Raises `Stuck`."""
        deadline, stands = time.monotonic() + _PATIENCE_SECONDS, "nothing"
        while time.monotonic() < deadline:
            with suppress(Refused):
                seen = self.look()
                if right(seen):
                    self._stopwatch.saw(seen)
                    return seen
                stands = f"{seen.step}: {' | '.join(seen.texts)}"
            time.sleep(self.look_seconds)
        raise Stuck(f"{self.kiosk}: after {after} it still shows {stands}")

    def _touch(self, label: str) -> None:
        before = self.look()
        self._act("/api/tap", label, {"target": label}, lambda seen: seen != before, before)

    def _act(
        self,
        path: str,
        what: str,
        wish: Mapping[str, Any],
        right: Callable[[Seen], bool],
        before: Seen | None = None,
    ) -> None:
        """Do something: the kiosk answers with the screen that it has drawn then, so it need not be looked at again."""
        before = before or self.look()
        self._stopwatch.acted(before.step, what)
        seen = Seen.of(self.post(path, {"kiosk": self.kiosk, **wish}))
        if right(seen):
            self._stopwatch.saw(seen)
        else:
            self.until(right, f"{what} was touched")
