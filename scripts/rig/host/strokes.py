"""Fingers that draw: a made-up signature, and strokes given as points of a glass."""

from typing import Any, TypeAlias, cast

from scripts.rig.host.doors import KioskDoors
from scripts.rig.host.refusals import RigRefusal

Strokes: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]

SIGNATURE: Strokes = (
    ((0.18, 0.30), (0.30, 0.27), (0.42, 0.24)),
    ((0.30, 0.12), (0.30, 0.40), (0.28, 0.64), (0.20, 0.82)),
    ((0.31, 0.46), (0.37, 0.62), (0.44, 0.74)),
    ((0.55, 0.22), (0.66, 0.20), (0.78, 0.22)),
    ((0.67, 0.10), (0.66, 0.38), (0.64, 0.60), (0.56, 0.84)),
    ((0.66, 0.44), (0.74, 0.66), (0.84, 0.80), (0.90, 0.70)),
)
"""Nobody's hand; from 0 to 1 of the area that is signed on."""


def sign(kiosks: KioskDoors, kiosk: str) -> dict[str, Any]:
    """Sign where a kiosk asks for it; what stands there afterwards. Raises `RigRefusal`."""
    glass = cast("dict[str, Any] | None", kiosks.texts(kiosk).get("glass"))
    if glass is None or glass.get("takes") != "strokes":
        raise RigRefusal(f"{kiosk} shows nothing to sign on")
    return kiosks.draw(kiosk, SIGNATURE, on_glass=True)


def drag(kiosks: KioskDoors, kiosk: str, strokes: Strokes) -> dict[str, Any]:
    """Drag a finger through points of a kiosk's panel, in pixels; what stands there then. Raises `RigRefusal`."""
    return kiosks.draw(kiosk, strokes, on_glass=False)
