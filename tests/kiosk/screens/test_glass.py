"""What lives on a page: ink under a finger and the camera's picture, without the whole page being drawn anew."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kiosk.flow.events import Drew, Event, PointedAt
from kiosk.flow.sights import Advice, Point, Preview, Still
from kiosk.flow.steps import Camera, Signing, Step, Visit
from kiosk.flow.transition import transition
from kiosk.screens.layout.frame import Glass
from tests.kiosk import world
from tests.kiosk.screens.conftest import Stage
from tests.kiosk.screens.scenes import SCENES


def _shown(stage: Stage, scene: str) -> tuple[Step, Glass, list[Event]]:
    taps: list[Event] = []
    stage.surface.tap = taps.append
    step, context = SCENES[scene](Visit())
    frame = stage.frame(step, context)
    stage.surface.show(frame)
    assert frame.glass is not None
    return step, frame.glass, taps


def _counting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the page itself is drawn."""
    drawn: list[int] = []
    brushes = stage.surface._brushes  # noqa: SLF001 - what is drawn shows nowhere else
    clear = brushes.clear
    monkeypatch.setattr(brushes, "clear", lambda: (drawn.append(1), clear()))
    return drawn


def _flat(points: Sequence[Point]) -> list[float]:
    return [part for point in points for part in point]


@pytest.mark.req("K-04")
def test_a_finger_that_moves_draws_and_hands_over_one_stroke(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    _, glass, taps = _shown(stage, "signing")
    drawn = _counting(stage, monkeypatch)
    points = [(0.2, 0.3), (0.5, 0.6), (0.8, 0.4)]
    first, *others = (glass.on_panel(point) for point in points)
    assert stage.surface.finger_down(*first)
    for point in others:
        stage.surface.finger_move(*point)
    assert taps == []
    stage.surface.finger_up(*others[-1])
    (stroke,) = taps
    assert isinstance(stroke, Drew)
    assert _flat(stroke.stroke) == pytest.approx(_flat(points))
    assert drawn == []


@pytest.mark.req("K-04")
def test_ink_is_seen_at_once_and_the_page_stays(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    step, _, _ = _shown(stage, "signing-signed")
    assert isinstance(step, Signing)
    drawn = _counting(stage, monkeypatch)
    more = replace(step, strokes=(*step.strokes, ((0.1, 0.9), (0.9, 0.9))))
    stage.surface.show(stage.frame(more, world.open_hall()))
    assert drawn == []
    glass = stage.surface.frame.glass
    assert glass is not None
    x, y = glass.on_panel((0.5, 0.9))
    red, _, _ = stage.picture(stage.surface.frame).getpixel((round(x), round(y)))  # pyright: ignore[reportGeneralTypeIssues]
    assert red < 80


def test_a_stroke_under_way_survives_the_answer_to_the_one_before(stage: Stage) -> None:
    step, glass, taps = _shown(stage, "signing-signed")
    stage.surface.finger_down(*glass.on_panel((0.1, 0.1)))
    after, _ = transition(step, Drew(((0.3, 0.3), (0.4, 0.4))), world.open_hall())
    stage.surface.show(stage.frame(after, world.open_hall()))
    stage.surface.finger_move(*glass.on_panel((0.2, 0.2)))
    stage.surface.finger_up(*glass.on_panel((0.2, 0.2)))
    (stroke,) = taps
    assert isinstance(stroke, Drew)
    assert _flat(stroke.stroke) == pytest.approx([0.1, 0.1, 0.2, 0.2])


def test_a_stroke_that_leaves_the_area_stays_at_its_edge(stage: Stage) -> None:
    _, glass, taps = _shown(stage, "signing")
    stage.surface.finger_down(*glass.on_panel((0.5, 0.5)))
    stage.surface.finger_move(0, 0)
    stage.surface.finger_up(0, 0)
    (stroke,) = taps
    assert isinstance(stroke, Drew)
    assert stroke.stroke[-1] == (0.0, 0.0)


@pytest.mark.req("K-11")
def test_a_new_picture_is_shown_without_drawing_the_page_anew(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    step, _, _ = _shown(stage, "camera-good")
    assert isinstance(step, Camera)
    drawn = _counting(stage, monkeypatch)
    for colour in ((250, 20, 20), (20, 250, 20)):
        seen = Preview(Still(640, 480, bytes(colour) * 640 * 480), None, Advice.GOOD)
        stage.surface.show(stage.frame(replace(step, preview=seen), world.open_hall()))
        glass = stage.surface.frame.glass
        assert glass is not None
        x, y = glass.on_panel((0.5, 0.5))
        assert stage.picture(stage.surface.frame).getpixel((round(x), round(y))) == colour
    assert drawn == []


@pytest.mark.req("K-11")
def test_a_touch_on_the_picture_points_at_a_place_in_it(stage: Stage) -> None:
    _, glass, taps = _shown(stage, "camera-corners")
    stage.surface.finger_down(*glass.on_panel((0.25, 0.75)))
    stage.surface.finger_up(*glass.on_panel((0.25, 0.75)))
    (pointed,) = taps
    assert isinstance(pointed, PointedAt)
    assert (pointed.x, pointed.y) == pytest.approx((0.25, 0.75))
