"""The voice of a zone: announcements in, one after the other, and what became of each. And the voice of a screen.

When to speak is the hall's; which voice, chime and sink is the driver's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Event
from typing import Protocol


class Language(StrEnum):
    """Languages a voice speaks. Readers of Simplified and Traditional Chinese hear the same Mandarin."""

    MANDARIN = "zh"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """Words to be spoken as they are written."""

    words: str


@dataclass(frozen=True, slots=True)
class TicketCode:
    """A ticket number: its letter by name, its digits one by one."""

    code: str


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number of something (a window, people ahead): spoken as a number."""

    number: int


Part = Text | TicketCode | Cardinal


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language."""

    language: Language
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One announcement: a chime and its sentences. After `valid_until` (aware) it is not spoken any more."""

    id: str
    sentences: tuple[Sentence, ...]
    valid_until: datetime | None = None
    chime: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """The announcement was given to the sink to its end; `phrases` is what the voice got, a line per sentence."""

    id: str
    phrases: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class TooLateToSay:
    """Its time was over when its turn came, so it was not spoken."""

    id: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class NotSaid:
    """The voice or its sink failed, so the hall was silent; `fault` says what of."""

    id: str
    phrases: tuple[str, ...]
    fault: Exception


Outcome = Said | TooLateToSay | NotSaid


class Speaker(Protocol):
    """A voice. First in, first out, one at a time, never two at once."""

    def say(self, announcement: Spoken) -> None:
        """Puts an announcement at the end of the line and returns at once."""
        ...

    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of announcements since the last call, oldest first. Never waits."""
        ...

    def close(self) -> None:
        """Says nothing more: the announcement being spoken ends, the rest is dropped."""
        ...


class Narrator(Protocol):
    """The voice that reads a screen to the one person before it: only the newest words count."""

    def read(self, sentence: Sentence | None) -> None:
        """Stops what is being said and says this; None is silence. Returns at once, from any thread."""
        ...

    def run(self, stop: Event) -> None:
        """Speaks until told to stop: the body of the voice's own thread."""
        ...
