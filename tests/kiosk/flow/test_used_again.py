"""A paper handed in before (M-03): when it was, how it looks, that it may be used, refused or replaced."""

from dataclasses import replace

import pytest

from broker.messages import MaterialState
from broker.terms import MaterialCode
from kiosk.flow.events import DocumentCame, Finished, OpenedMaterial, ThumbnailCame, TookWay, WentBack
from kiosk.flow.orders import AskCase, ThumbnailAsk, WayAsk
from kiosk.flow.sights import Still
from kiosk.flow.steps import Camera, Doing, HallWorks, Materials, MaterialShown, Paper
from kiosk.screens.page import Choice, Choices, Fact, Facts, Notice, Thumbnail
from kiosk.screens.pages import page_of
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.applying_events import FILE
from tests.kiosk.flow.walking import Walk

PLAN = MaterialCode("PLAN")
STILL = Still(2, 3, bytes(18))


def _at(state: MaterialState) -> Walk:
    walk = Walk(context=world.whole_kiosk(), step=Materials(world.known(), told.handed_in_before(PLAN, state)))
    walk(OpenedMaterial(PLAN))
    return walk


def _blocks(walk: Walk) -> tuple[list[Fact], list[str], list[Choice], list[Still]]:
    facts, notices, choices, pictures = list[Fact](), list[str](), list[Choice](), list[Still]()
    for block in page_of(walk.step, walk.context).blocks:
        match block:
            case Facts(rows):
                facts += rows
            case Notice(text):
                notices.append(text)
            case Choices(items):
                choices += items
            case Thumbnail(still):
                pictures.append(still)
            case _:
                pass
    return facts, notices, choices, pictures


@pytest.mark.req("M-03")
def test_it_is_offered_with_its_date_and_its_picture_once_that_came() -> None:
    walk = _at("to_promise")
    assert walk.new == (AskCase(world.CARD, "zh-Hans", ThumbnailAsk(told.CASE, PLAN)),)
    facts, notices, choices, pictures = _blocks(walk)
    assert ("上次提交", "2026-10-22") in [(fact.name, fact.value) for fact in facts]
    assert notices == ["上次提交过，可直接使用；也可以不用，换新的"]
    assert [choice.label for choice in choices] == ["用上次提交的（2026-10-22）", "承诺后补", "扫描"]
    assert pictures == []
    walk(ThumbnailCame(PLAN, STILL))
    assert _blocks(walk)[3] == [STILL]


@pytest.mark.req("M-03")
def test_one_that_is_used_tells_its_date_and_may_still_be_replaced() -> None:
    walk = _at("reused")
    facts, _, choices, _ = _blocks(walk)
    assert [(fact.name, fact.value) for fact in facts] == [("状态", "用上次提交的"), ("上次提交", "2026-10-22")]
    assert "不用上次的，重新扫描" in [choice.label for choice in choices]
    assert isinstance(walk(TookWay("提交")), Camera)
    walk(WentBack())
    *_, listed = (block for block in page_of(walk.step, walk.context).blocks if isinstance(block, Choices))
    assert "用上次提交的（2026-10-22）" in [item.detail for item in listed.items]
    walk(OpenedMaterial(PLAN))
    assert isinstance(walk(TookWay("复用")), HallWorks)
    assert [order.ask for order in walk.new if isinstance(order, AskCase)] == [WayAsk(told.CASE, PLAN, "复用")]


@pytest.mark.req("M-03")
def test_a_picture_that_comes_late_or_is_of_another_paper_is_shown_nowhere() -> None:
    walk = _at("reused")
    shown = walk.step
    assert walk(ThumbnailCame(MaterialCode("LEASE"), STILL)) == shown
    assert isinstance(shown, MaterialShown)
    paper = Paper(shown.visit, shown.under.view, "D-COMMIT")
    for step in (paper, shown.under, HallWorks(shown.visit, Doing.CHOOSING_WAY, shown.under)):
        assert Walk(context=walk.context, step=step)(ThumbnailCame(PLAN, STILL)) == step
    assert walk(DocumentCame(FILE, STILL)) == shown


@pytest.mark.req("M-03", "K-14")
def test_the_picture_is_gone_with_the_screen_and_with_the_visit() -> None:
    walk = _at("reused")
    walk(ThumbnailCame(PLAN, STILL))
    assert isinstance(walk.step, MaterialShown)
    assert walk.step.picture == STILL
    assert "picture" not in repr(walk.step)
    back = walk(WentBack())
    assert isinstance(back, Materials)
    again = replace(walk, step=back)(OpenedMaterial(PLAN))
    assert isinstance(again, MaterialShown)
    assert again.picture is None
    walk(OpenedMaterial(PLAN), ThumbnailCame(PLAN, STILL), Finished())
    assert not isinstance(walk.step, MaterialShown)


@pytest.mark.req("M-03")
def test_of_a_paper_that_was_never_handed_in_no_picture_is_asked_for() -> None:
    walk = Walk(context=world.whole_kiosk(), step=Materials(world.known(), told.filled()))
    walk(OpenedMaterial(PLAN))
    assert walk.new == ()
    assert _blocks(walk)[1] == []
