"""A paper that may come later (容缺, M-05); and what a case says: its departments, its clock, that it was rated."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from broker.messages import ApplicationView, ChildView, Language, Stage
from broker.terms import CaseId, DepartmentCode, MaterialCode, PackageCode, ServiceCode, SituationCode
from kiosk.flow.events import OpenedMaterial, TookWay
from kiosk.flow.orders import AskCase, WayAsk
from kiosk.flow.steps import CaseShown, HallWorks, Materials, MaterialShown
from kiosk.screens.page import Choice, Choices, Facts
from kiosk.screens.pages import page_of
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk

PLAN = MaterialCode("PLAN")


def _at(view: ApplicationView, language: Language = "zh-Hans") -> Walk:
    visit = replace(world.known(), language=language)
    walk = Walk(context=world.whole_kiosk(), step=Materials(visit, view))
    walk(OpenedMaterial(PLAN))
    return walk


def _choices(walk: Walk) -> list[Choice]:
    blocks = page_of(walk.step, walk.context).blocks
    return [item for block in blocks if isinstance(block, Choices) for item in block.items]


@pytest.mark.req("M-05")
def test_a_paper_that_may_come_later_is_offered_so_and_the_hall_is_told() -> None:
    walk = _at(told.later(PLAN, 15))
    *_, last = _choices(walk)
    assert (last.label, last.detail) == ("以后补交，15 个工作日内", "先受理，补齐后发证")
    assert isinstance(walk(last.tap), HallWorks)
    (order,) = walk.new
    assert isinstance(order, AskCase)
    assert order.ask == WayAsk(told.CASE, PLAN, "容缺")


@pytest.mark.req("M-05")
@pytest.mark.parametrize(("days", "said"), [(1, "Later, within 1 working day"), (10, "Later, within 10 working days")])
def test_in_english_one_day_is_one_day(days: int, said: str) -> None:
    assert _choices(_at(told.later(PLAN, days), "en"))[-1].label == said


@pytest.mark.req("M-05")
def test_a_paper_that_may_not_come_later_cannot_be_put_off() -> None:
    walk = _at(told.filled())
    assert TookWay("容缺") not in [choice.tap for choice in _choices(walk)]
    assert isinstance(walk(TookWay("容缺")), MaterialShown)
    assert walk.new == ()


def _facts(view: ApplicationView) -> dict[str, str]:
    page = page_of(CaseShown(world.known(), view), world.whole_kiosk())
    return {fact.name: fact.value for block in page.blocks if isinstance(block, Facts) for fact in block.rows}


@pytest.mark.req("P-02")
def test_a_package_tells_how_far_each_department_is() -> None:
    items: tuple[tuple[str, str, Stage], ...] = (
        ("SCJ-001", "SCJ", "办结"),
        ("SCJ-002", "SCJ", "办结"),
        ("XFD-001", "XFD", "审核"),
    )
    children = tuple(
        ChildView(
            case=CaseId(f"{told.CASE}-{service}"),
            matter=ServiceCode(service),
            situation=SituationCode("apply"),
            department=DepartmentCode(department),
            stage=stage,
        )
        for service, department, stage in items
    )
    view = told.reviewing().model_copy(update={"owner": PackageCode("P01"), "children": children})
    assert _facts(view)["办理部门"].splitlines() == ["市场监督管理局 · 已办结", "消防救援支队 · 审核中"]


@pytest.mark.req("K-06")
def test_a_case_that_came_at_night_tells_when_its_clock_starts() -> None:
    morning = world.NINE + timedelta(days=1)
    times = {"accepted_at": world.NINE - timedelta(hours=10), "clock_starts_at": morning, "due": date(2026, 12, 7)}
    night = _facts(told.reviewing().model_copy(update=times))
    assert night["开始计时"] == "2026-11-24 09:00"
    by_day = told.reviewing().model_copy(update={"accepted_at": world.NINE, "clock_starts_at": world.NINE})
    assert "开始计时" not in _facts(by_day)


@pytest.mark.req("K-12", "E-03")
def test_a_case_that_was_rated_says_so_and_offers_it_no_more() -> None:
    rated = told.granted().model_copy(update={"rated": True})
    assert _facts(rated)["评价"] == "已评价"
    step = CaseShown(world.known(), rated)
    assert "评价这次办理" not in str(page_of(step, world.whole_kiosk()).blocks)
    assert "评价" not in _facts(told.granted())


def test_a_case_of_one_matter_names_the_department_that_holds_it() -> None:
    assert _facts(told.reviewing())["办理部门"] == "卫生健康委员会"
