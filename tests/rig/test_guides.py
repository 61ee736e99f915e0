"""What anybody reads at a real kiosk without a card: a guide, the published lists, life events and what they save."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from broker.catalogue import load
from broker.catalogue.services import Service
from broker.terms import PackageCode, ServiceCode
from kiosk.wording import wording
from scripts.rig.configs import CATALOGUE
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

KIOSK = "K06"
MORE = "下一页"
SAY = wording("zh-Hans").guiding


@pytest.fixture(autouse=True)
def reader(hall: RunningHall) -> Iterator[None]:
    """Somebody without a card reads at the kiosk, then goes."""
    hall.until("show", KIOSK, seen=lambda facts: facts.get("step") == "Start", seconds=30)
    yield
    hall.tell("tap", KIOSK, "结束")
    hall.until("show", KIOSK, seen=lambda facts: facts.get("step") == "Start", seconds=30)


def offers(facts: dict[str, Any], text: str) -> bool:
    return any(text in button["text"] for button in facts.get("buttons", ()))


def taps(hall: RunningHall, *texts: str, kiosk: str = KIOSK) -> dict[str, Any]:
    """Tap one text after the other, on whatever page of its list it stands; what is shown then."""
    for text in texts:
        seen = hall.until(
            "show", kiosk, seen=lambda facts, text=text: offers(facts, text) or offers(facts, MORE), seconds=30
        )
        while not offers(seen, text):
            seen = hall.do("tap", kiosk, MORE).facts
        hall.do("tap", kiosk, text)
    return hall.do("show", kiosk).facts


def all_pages(hall: RunningHall, facts: dict[str, Any]) -> str:
    """Everything a list says, page after page."""
    said = [*facts["texts"]]
    while offers(facts, MORE):
        facts = hall.do("tap", KIOSK, MORE).facts
        said += facts["texts"]
    return "\n".join(said)


@pytest.mark.req("G-03")
def test_the_eight_parts_of_a_guide_are_read(hall: RunningHall) -> None:
    catalogue = load(CATALOGUE)
    fund: Service = catalogue.service(ServiceCode("GJJ-001"))
    facts = taps(hall, "没带身份证", "办事指南", "按版块查", "住房公积金", fund.name_zh)
    read: list[str] = []
    for number in range(1, 9):
        assert any(f"（第 {number} 部分，共 8 部分）" in text for text in facts["texts"])
        read.append(all_pages(hall, facts))
        if number < 8:
            facts = taps(hall, "下一部分")
    name, basis, _steps, limits, fee, materials, sample, window = read
    assert fund.code in name
    assert fund.basis in basis.replace("\n", "")
    assert "承诺时限" in limits
    assert "不收费" in fee
    assert SAY.ways["调用"] in materials
    assert catalogue.form(fund.situations[0].form).name_zh in sample
    assert catalogue.complaint.phone in window


@pytest.mark.req("G-08")
def test_the_lists_say_their_figures(hall: RunningHall) -> None:
    facts = taps(hall, "没带身份证", "办事指南", "公布的清单")
    counted = all_pages(hall, facts)
    assert "57 项，12 个部门" in counted
    assert "97 项，25 个部门" in counted
    facts = taps(hall, "告知承诺事项")
    assert "97 项，25 个部门" in facts["texts"]
    assert offers(facts, "免费打印")


@pytest.mark.req("P-19", "P-03", "P-04", "P-05", "P-07")
def test_life_events_show_the_provinces_thirteen_and_what_a_package_saves(hall: RunningHall) -> None:
    catalogue = load(CATALOGUE)
    restaurant, fishery = (catalogue.packages_by_code[PackageCode(code)] for code in ("P01", "P14"))
    counted = all_pages(hall, taps(hall, "没带身份证", "办事指南", "一件事"))
    assert re.findall(r"全省统一 (\d+) 件", counted) == ["8", "5"]
    facts = taps(hall, "企业的一件事", restaurant.name_zh)
    assert {"100 → 58（−42%）", "48 → 13（−72.9%）"} <= set(facts["texts"])
    assert any(text.startswith("35 → 17") for text in facts["texts"])
    old = all_pages(hall, taps(hall, "旧材料去向"))
    assert old.count("→") == 35
    assert len(re.findall(r"→\s+取消", old)) == 5
    facts = taps(hall, "返回", "返回", fishery.name_zh)
    assert {"33 → 16（−51.5%）", "36 → 3（−91.7%）", "3 → 0"} <= {text.split("（−100")[0] for text in facts["texts"]}
