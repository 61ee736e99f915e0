"""Finds the four corners of a sheet that is lighter than what it lies on. Pure: a grey picture in, corners out.

A dark, matt base is what this is for; on a white one corners are often not found, and are then set by hand.
"""

from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.ports.camera import Quad

Grey: TypeAlias = NDArray[np.uint8]
Points: TypeAlias = NDArray[np.float32]

WORK_PIXELS = 800
"""How wide a picture is looked at: enough for a quarter of a percent of the page."""

LEAST_SHARE, MOST_SHARE = 0.06, 0.97
"""Of the picture, what a sheet takes."""

_SIDES = 4
_LEAST_STEP = 30.0
_LEAST_FILL = 0.9
_MIDDLE = 0.42
"""Of a side, to either end from its middle, what its line is drawn through."""


def find_corners(grey: Grey) -> Quad | None:
    """Give the corners of the largest light quadrangle, from 0 to 1, or None where there is none."""
    height, width = grey.shape
    scale = WORK_PIXELS / width
    small = cv2.resize(grey, (WORK_PIXELS, round(height * scale)), interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.GaussianBlur(small, (5, 5), 0), dtype=np.uint8)
    for mask in (_by_light(smooth), _by_edges(smooth)):
        corners = _largest(mask, smooth)
        if corners is not None:
            return _as_quad(corners, small.shape[1], small.shape[0])
    return None


def _by_light(grey: NDArray[np.uint8]) -> Grey:
    _, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), dtype=np.uint8)


def _by_edges(grey: NDArray[np.uint8]) -> Grey:
    middle = float(np.median(grey))
    edges = cv2.Canny(grey, 0.4 * middle, 0.9 * middle)
    return np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _largest(mask: Grey, grey: Grey) -> Points | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    area = float(mask.shape[0] * mask.shape[1])
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:5]:
        hull = cv2.convexHull(contour)
        share = cv2.contourArea(hull) / area
        if not LEAST_SHARE <= share <= MOST_SHARE:
            continue
        rough = _four_of(np.asarray(hull, dtype=np.float32))
        if rough is None or cv2.contourArea(rough) < _LEAST_FILL * cv2.contourArea(hull):
            continue
        fine = _refined(rough, np.asarray(contour, dtype=np.float32).reshape(-1, 2))
        if _is_lighter_inside(fine, grey):
            return fine
    return None


def _four_of(hull: Points) -> Points | None:
    around = cv2.arcLength(hull, closed=True)
    for step in range(1, 16):
        corners = cv2.approxPolyDP(hull, 0.005 * step * around, closed=True)
        if len(corners) == _SIDES:
            return np.asarray(corners, dtype=np.float32).reshape(_SIDES, 2)
    return None


def _refined(corners: Points, contour: Points) -> Points:
    """Put each corner where the lines through the two sides' own points meet: a bent corner is no corner."""
    lines: list[tuple[Points, Points]] = []
    for start, end in pairwise([*corners, corners[0]]):
        along = end - start
        length = float(np.hypot(*along))
        offsets = contour - start
        place = offsets @ along / length**2
        away = np.abs(offsets[:, 0] * along[1] - offsets[:, 1] * along[0]) / length
        near = contour[(np.abs(place - 0.5) < _MIDDLE) & (away < max(3.0, 0.015 * length))]
        if len(near) < 10:  # noqa: PLR2004 - a line through fewer points would be worse than none
            return corners
        fitted = np.asarray(cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01), dtype=np.float32).reshape(4)
        lines.append((fitted[2:], fitted[:2]))
    crossed = [_crossing(lines[place - 1], lines[place]) for place in range(_SIDES)]
    return np.asarray(crossed, dtype=np.float32)


def _crossing(one: tuple[Points, Points], other: tuple[Points, Points]) -> Points:
    (point, way), (point2, way2) = one, other
    across = way[0] * way2[1] - way[1] * way2[0]
    offset = point2 - point
    return point + way * ((offset[0] * way2[1] - offset[1] * way2[0]) / across)


def _is_lighter_inside(corners: Points, grey: Grey) -> bool:
    """Tell whether the sheet is lighter than a rim around it: a dark box on a light table is no paper."""
    inside = np.zeros(grey.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.asarray(np.rint(corners), dtype=np.int32), 255)
    kernel = np.ones((7, 7), np.uint8)
    outer = cv2.dilate(inside, kernel, iterations=4)
    rim = cv2.subtract(outer, cv2.dilate(inside, kernel, iterations=1))
    core = cv2.erode(inside, kernel, iterations=2)
    if not rim.any() or not core.any():
        return False
    return float(np.percentile(grey[core > 0], 75)) - float(np.median(grey[rim > 0])) >= _LEAST_STEP


def _as_quad(corners: Points, width: int, height: int) -> Quad:
    """Give the corners in reading order, from 0 to 1: top left has the least x + y."""
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    order = (int(total.argmin()), int(difference.argmax()), int(total.argmax()), int(difference.argmin()))
    if len(set(order)) < _SIDES:
        # turned by about 45 degrees: the topmost corner is taken for the left one
        top = int(corners[:, 1].argmin())
        clockwise = bool(cv2.contourArea(corners, oriented=True) > 0)
        steps = (0, 1, 2, 3) if clockwise else (0, -1, -2, -3)
        order = tuple((top + step) % _SIDES for step in steps)
    first, second, third, fourth = (
        (_inside(float(corners[place][0]) / width), _inside(float(corners[place][1]) / height)) for place in order
    )
    return first, second, third, fourth


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))
