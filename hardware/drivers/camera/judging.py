"""Judges a page: is it light enough, sharp enough, near enough. Pure; what is enough is a setting."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.ports.camera import Quad, Verdict

JUDGED_WIDTH = 1000
"""Pages are judged at one width, so that numbers mean the same for every camera."""

GLARE = 253


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is enough. `sharpness` is of `sharpness_of`; light is the grey of the paper itself, 0 … 255.

    `glare_share` is how much of the page may be blown out; `least_share` how much of the picture the page must take.
    """

    sharpness: float = 16.0
    darkest: float = 85.0
    glare_share: float = 0.3
    least_share: float = 0.12


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured of a page."""

    sharpness: float
    brightness: float
    glare_share: float


def measure(page: NDArray[np.uint8]) -> Measures:
    """Measure a straightened page in grey, of any size, with a rim of what it lies on."""
    height = round(page.shape[0] * JUDGED_WIDTH / page.shape[1])
    grey = np.asarray(cv2.resize(page, (JUDGED_WIDTH, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    # three quarters of a written page are paper: its grey is the light
    paper = float(np.percentile(grey, 75))
    return Measures(sharpness_of(grey), paper, float(np.mean(grey >= GLARE)))


def sharpness_of(grey: NDArray[np.uint8]) -> float:
    """Give how steep the steepest edges are, in percent of the page's contrast over one pixel.

    The sheet's own edges count too, so that an empty page can be judged. Noise is smoothed away first.
    """
    smooth = cv2.GaussianBlur(grey, (3, 3), 0).astype(np.float32)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3) / 8
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3) / 8
    steep = float(np.percentile(np.hypot(across, down), 99.5))
    low, high = (float(edge) for edge in np.percentile(smooth, (0.5, 95)))
    return 100 * steep / max(24.0, high - low)


def verdict_of(measures: Measures, corners: Quad, enough: Thresholds) -> Verdict:
    """Give what is wrong first, as a person would mend it: nearer, more light, less glare, sharper."""
    if _share(corners) < enough.least_share:
        return Verdict.TOO_SMALL
    if measures.brightness < enough.darkest:
        return Verdict.TOO_DARK
    if measures.glare_share > enough.glare_share:
        return Verdict.TOO_BRIGHT
    return Verdict.BLURRED if measures.sharpness < enough.sharpness else Verdict.GOOD


def _share(corners: Quad) -> float:
    """Give how much of the picture a quadrangle takes."""
    turns = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns)) / 2
