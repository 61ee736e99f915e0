"""A narrator that notes what it was given, for tests without sound."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from hardware.ports.speaker import Narrator, Outcome, Sentence


def _nobody(_outcome: Outcome) -> None:
    """Nobody is told yet."""


@dataclass
class NotedNarrator:
    """What was to be read, and who is told what became of it."""

    given: list[Sentence | None] = field(default_factory=list[Sentence | None])
    tell: Callable[[Outcome], None] = _nobody

    def opened(self, tell: Callable[[Outcome], None]) -> Narrator:
        self.tell = tell
        return self

    def read(self, sentence: Sentence | None) -> None:
        self.given.append(sentence)

    def run(self, stop: Event) -> None:
        stop.wait()
