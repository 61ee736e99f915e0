"""What comes late is shown without a touch (M-07), and nothing else changes by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broker.terms import CaseId
from kiosk.app.kiosk import Kiosk
from kiosk.flow.events import ApplicationCame, ApplicationSeen, SecondPassed
from kiosk.flow.orders import AskCase, WatchAsk
from kiosk.flow.patience import PATIENCE_SECONDS, counts_seconds
from kiosk.flow.steps import Doing, Form, HallWorks, Materials, TimeoutWarning
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk

CALLING = told.view(own=told.FILLED, papers=told.materials(BIZ="calling"))
WATCH = AskCase(world.CARD, "zh-Hans", WatchAsk(told.CASE))


@pytest.mark.req("M-07", "K-02")
@pytest.mark.parametrize("kind", [Form, Materials])
def test_while_a_licence_is_called_the_hall_is_asked_now_and_then(kind: type[Form | Materials]) -> None:
    walk = Walk(step=kind(world.known(), CALLING))
    assert counts_seconds(walk.step)
    asked: list[object] = []
    for second in range(10):
        walk.context = replace(walk.context, now=world.NINE + timedelta(seconds=second))
        walk(SecondPassed())
        asked += walk.new
    assert asked == [WATCH, WATCH]


@pytest.mark.req("M-07", "K-02")
def test_what_came_is_shown_where_the_visitor_is() -> None:
    step = walk_to_second_page()
    came = told.filled()
    walk = Walk(step=step)
    after = walk(ApplicationSeen(came))
    assert after == replace(step, view=came)
    assert not counts_seconds(after)
    walk(SecondPassed())
    assert walk.new == ()


@pytest.mark.req("K-14")
def test_who_has_left_meanwhile_is_noticed_all_the_same() -> None:
    clock = [0.0]
    kiosk = Kiosk(
        world.open_hall(), do=lambda _order: None, draw=lambda _page: None, wake=lambda: None, clock=lambda: clock[0]
    )
    kiosk.step = Form(world.known(), CALLING)
    kiosk.second()
    assert isinstance(kiosk.step, Form)
    clock[0] = PATIENCE_SECONDS
    kiosk.second()
    assert isinstance(kiosk.step, TimeoutWarning)


def walk_to_second_page() -> Form:
    return Form(world.known(), CALLING, group=1, page=1)


@pytest.mark.req("M-07")
def test_a_late_answer_is_no_answer_to_what_was_asked_meanwhile_and_none_about_another_case() -> None:
    form = Form(world.known(), CALLING)
    waits = HallWorks(form.visit, Doing.CONTESTING, form)
    walk = Walk(step=waits)
    assert walk(ApplicationSeen(told.filled())) == waits
    assert isinstance(walk(ApplicationCame(told.filled())), Form)
    strange = told.filled().model_copy(update={"case": CaseId("20261123-9999")})
    assert Walk(step=form)(ApplicationSeen(strange)) == form
