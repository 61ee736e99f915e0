"""The one widget: fingers on targets, and a fault that does not darken the panel."""

import pytest

from kiosk.flow.events import AskedGuide, ChoseNoCard, Event
from kiosk.flow.steps import Start, Visit
from tests.kiosk import world
from tests.kiosk.screens.conftest import Stage


def _shown(stage: Stage) -> list[Event]:
    """Show the start and collect what is tapped."""
    taps: list[Event] = []
    stage.surface.tap = taps.append
    stage.surface.show(stage.frame(Start(Visit()), world.open_hall()))
    return taps


def _centre(stage: Stage, tap: Event) -> tuple[float, float]:
    return next(target.rect.centre for target in stage.surface.frame.targets if target.tap == tap)


def test_a_tap_counts_where_the_finger_comes_down_and_leaves(stage: Stage) -> None:
    taps = _shown(stage)
    assert stage.surface.finger_down(*_centre(stage, ChoseNoCard()))
    stage.surface.finger_up(*_centre(stage, ChoseNoCard()))
    assert taps == [ChoseNoCard()]


def test_a_finger_that_slides_away_taps_nothing(stage: Stage) -> None:
    taps = _shown(stage)
    stage.surface.finger_down(*_centre(stage, ChoseNoCard()))
    stage.surface.finger_up(*_centre(stage, AskedGuide()))
    stage.surface.finger_up(*_centre(stage, AskedGuide()))
    assert taps == []


def test_a_finger_that_was_down_when_the_screen_changed_taps_nothing(stage: Stage) -> None:
    taps = _shown(stage)
    point = _centre(stage, ChoseNoCard())
    stage.surface.finger_down(*point)
    stage.surface.show(stage.surface.frame)
    stage.surface.finger_up(*point)
    assert taps == []


def test_nothing_happens_beside_the_targets(stage: Stage) -> None:
    _shown(stage)
    assert not stage.surface.finger_down(5, 5)


def test_a_fault_ends_the_visit_and_not_the_kiosk_unless_it_comes_again_and_again(stage: Stage) -> None:
    from kivy.base import ExceptionManager  # noqa: PLC0415

    from kiosk.screens.surface.loop import CRASHES_AT_MOST, KeepRunning  # noqa: PLC0415

    assert stage
    broke: list[int] = []
    seconds = iter(range(100))
    handler = KeepRunning(lambda: broke.append(1), lambda: float(next(seconds)))
    answers = [handler.handle_exception(ValueError("a fault")) for _ in range(CRASHES_AT_MOST)]
    assert answers == [ExceptionManager.PASS] * (CRASHES_AT_MOST - 1) + [ExceptionManager.RAISE]
    assert len(broke) == CRASHES_AT_MOST - 1


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), SystemExit()])
def test_an_end_that_is_meant_ends_it(stage: Stage, fault: BaseException) -> None:
    from kivy.base import ExceptionManager  # noqa: PLC0415

    from kiosk.screens.surface.loop import KeepRunning  # noqa: PLC0415

    assert stage
    assert KeepRunning(lambda: None, lambda: 0.0).handle_exception(fault) == ExceptionManager.RAISE
