"""What the hall needs of the outside, and what the outside may ask of it."""

from caller.application.ports.hall import (
    Batch,
    Clock,
    Desk,
    FencedError,
    HallAway,
    Journal,
    Publisher,
    Recorded,
    Row,
    Scene,
)

__all__ = [
    "Batch",
    "Clock",
    "Desk",
    "FencedError",
    "HallAway",
    "Journal",
    "Publisher",
    "Recorded",
    "Row",
    "Scene",
]
