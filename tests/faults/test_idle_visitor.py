"""A visitor who goes away (K-14): asked, counted down, forgotten; a card taken off ends the visit by itself."""

import pytest

from tests.faults.left_alone import LeftAlone
from tests.faults.people import put_card, until_step
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300), pytest.mark.req("K-14")]

PATIENCE, COUNTDOWN, CARD_REMOVED = 60, 15, 20


def test_card_taken_off_ends_the_visit(morning: RunningHall, left_alone: LeftAlone) -> None:
    assert left_alone.kiosk != "K01", "somebody else's visit runs out meanwhile, elsewhere"
    hall = morning
    put_card(hall, "K01", "C02")
    hall.do("uncard", "K01")
    shown = until_step(hall, "K01", "CardRemoved")
    left = [int(line.removesuffix(" 秒")) for line in shown if line.endswith(" 秒")]
    assert len(left) == 1
    assert 0 < left[0] <= CARD_REMOVED
    hall.do("card", "C03", "K01")
    greeted = until_step(hall, "K01", "Menu")
    assert any("王*" in line for line in greeted)
    assert not any("林" in line for line in greeted), "the next visitor sees nothing of the one before"
    hall.do("uncard", "K01")
    until_step(hall, "K01", "CardRemoved")
    assert not any("王" in line for line in until_step(hall, "K01", "Start", CARD_REMOVED + 5))


def test_nobody_touches_the_glass(left_alone: LeftAlone) -> None:
    glances = left_alone.wait(PATIENCE + COUNTDOWN + 15)
    asked = [glance for glance in glances if glance.step == "TimeoutWarning"]
    assert asked[0].seconds == pytest.approx(PATIENCE, abs=4)
    assert glances[-1].step == "Start"
    assert glances[-1].seconds - asked[0].seconds == pytest.approx(COUNTDOWN, abs=3)
    left = [int(line.removesuffix(" 秒")) for glance in asked for line in glance.lines if line.endswith(" 秒")]
    assert left == sorted(left, reverse=True)
    assert len(set(left)) > COUNTDOWN // 2, "seconds are counted down before the visitor's eyes"
    assert any("刘" in line or "*" in line for line in left_alone.greeting)
    assert not any("*" in line for line in glances[-1].lines)
    left_alone.hall.tell("uncard", left_alone.kiosk)
