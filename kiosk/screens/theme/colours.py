"""The few colours of the kiosk, and which of them may stand on which.

`PAIRS` is the whole list of text on ground: the pages draw nothing else, and a test holds every pair against 7:1
(WCAG 2.2, 1.4.6 enhanced contrast). Nothing is told by colour alone: every tone also has its words.
"""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque sRGB colour, each part 0 … 255."""

    red: int
    green: int
    blue: int

    @property
    def parts(self) -> tuple[float, float, float]:
        """The same as 0 … 1, as drawing wants it."""
        return self.red / 255, self.green / 255, self.blue / 255

    @property
    def luminance(self) -> float:
        """Relative luminance as WCAG 2.2 defines it, 0 (black) … 1 (white)."""
        red, green, blue = (_linear(part) for part in self.parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own numbers


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two colours by WCAG 2.2, 1 … 21."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WHITE = Colour(255, 255, 255)
PAPER = Colour(244, 246, 249)
INK = Colour(17, 28, 41)
SOFT_INK = Colour(53, 66, 82)
NAVY = Colour(12, 45, 84)
BLUE = Colour(16, 72, 140)
MIST = Colour(226, 235, 246)
LINE = Colour(190, 200, 212)
AMBER = Colour(255, 229, 158)
GREEN = Colour(13, 84, 45)
MINT = Colour(220, 242, 228)
RED = Colour(138, 20, 24)
ROSE = Colour(253, 228, 228)


class Tone(Enum):
    """What a notice is about: decides its ground and its text colour."""

    CALM = "calm"
    GOOD = "good"
    MIND = "mind"
    FAULT = "fault"


GROUND = {Tone.CALM: MIST, Tone.GOOD: MINT, Tone.MIND: AMBER, Tone.FAULT: ROSE}
ON_GROUND = {Tone.CALM: NAVY, Tone.GOOD: GREEN, Tone.MIND: INK, Tone.FAULT: RED}

PAIRS: frozenset[tuple[Colour, Colour]] = frozenset(
    {
        (INK, PAPER),
        (INK, WHITE),
        (INK, MIST),
        (SOFT_INK, PAPER),
        (SOFT_INK, WHITE),
        (SOFT_INK, MIST),
        (NAVY, PAPER),
        (NAVY, WHITE),
        (NAVY, MIST),
        (BLUE, WHITE),
        (WHITE, NAVY),
        (WHITE, BLUE),
        (MIST, NAVY),
        (WHITE, RED),
        (WHITE, GREEN),
        *((ON_GROUND[tone], GROUND[tone]) for tone in Tone),
    },
)
"""(text, ground)"""
