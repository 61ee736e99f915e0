"""What happens by itself: the world changed, time passed, the program failed."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """Something in the context is new: the hall came or went, opened or closed, a queue grew, a device broke."""


@dataclass(frozen=True, slots=True)
class Broke:
    """The program itself failed while it showed this step; the fault is in its log."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody touched anything for as long as `kiosk.flow.patience` gives the step."""


@dataclass(frozen=True, slots=True)
class SecondPassed:
    """A second of a countdown."""


WorldEvent: TypeAlias = ConditionsChanged | Broke | Idle | SecondPassed
