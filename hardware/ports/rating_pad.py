"""The rating pad in front of a visitor: shows a state, gives presses back.

State in, presses out. Which press counts, until when, and what is done about a bad one is the hall's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

ServingId = str


class PadPhase(StrEnum):
    """What the pad is for at this moment."""

    IDLE = "idle"
    SERVING = "serving"
    ASKING = "asking"
    THANKS = "thanks"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels of the catalogue; a level that is not `good` may need a reason."""

    stars: int
    name_zh: str
    name_en: str
    good: bool


@dataclass(frozen=True, slots=True)
class PadState:
    """All a pad has to show. Times are seconds left, because a pad's own clock does not count.

    `notice_*` is the hall's polite word when it would not take the last press; a pad with keys only cannot show it.
    """

    phase: PadPhase
    counter: str = ""
    staff_no: str = ""
    staff_post: str = ""
    pledge: str = ""
    matter: str = ""
    levels: tuple[Level, ...] = ()
    reasons: tuple[str, ...] = ()
    bad_needs_reason: bool = True
    serving_id: ServingId | None = None
    seconds_left: int | None = None
    notice_zh: str = ""
    notice_en: str = ""


@dataclass(frozen=True, slots=True)
class PadPress:
    """One visitor's rating. `request_id` is minted by the pad per tap, so a repeat is known as one."""

    serving_id: ServingId
    stars: int
    reasons: tuple[str, ...] = ()
    request_id: str = ""


class RatingPad(Protocol):
    """A rating pad. All methods may raise `DeviceError` children."""

    def show(self, state: PadState) -> None:
        """Puts a state on the pad; the same state again costs nothing."""
        ...

    def poll(self) -> PadPress | None:
        """The next press, oldest first; None when none came within the driver's short wait."""
        ...

    def close(self) -> None:
        """Lets go of the device."""
        ...
