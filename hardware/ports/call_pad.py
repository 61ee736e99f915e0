"""The call pad on a clerk's desk: keys in, a beep and a count of people waiting out.

Which keys mean what is the driver's settings; what an action does to the queue is the hall's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PadKey(StrEnum):
    """What a clerk can ask for on a pad."""

    NEXT = "next"
    RECALL = "recall"
    ARRIVED = "arrived"
    NO_SHOW = "noshow"
    PARK = "park"
    PAUSE = "pause"
    TRANSFER = "transfer"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class PadAction:
    """One wish of the clerk; `window` is the number typed before the transfer key."""

    key: PadKey
    window: int | None = None


class CallPad(Protocol):
    """A call pad. All methods may raise `DeviceUnplugged`. It never speaks unasked: no key is no news, not health."""

    def poll(self) -> PadAction | None:
        """The next wish, oldest first; None when no key came within the driver's short wait."""
        ...

    def beep(self) -> None:
        """One short beep, for a refusal or for somebody new in an empty queue."""
        ...

    def show_waiting(self, count: int) -> None:
        """Shows how many people wait. More digits than the pad has show as all nines."""
        ...

    def close(self) -> None:
        """Lets go of the line."""
        ...
