"""Papers printed free by the real programs: card, touches, sheets out of the emulated printer; what fails is said."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from broker.catalogue import load
from broker.terms import PersonaCode
from scripts.rig.configs import CATALOGUE
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

KIOSK = "K06"


@contextmanager
def visitor(hall: RunningHall, persona: str) -> Generator[None]:
    """Somebody with a card stands at the kiosk."""
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Start", seconds=30)
    hall.do("card", persona, KIOSK)
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Menu", seconds=30)
    try:
        yield
    finally:  # also where a test fails: the next visitor finds the kiosk free
        hall.tell("tap", KIOSK, "结束")
        hall.do("uncard", KIOSK)


def taps(hall: RunningHall, *texts: str) -> None:
    for text in texts:
        hall.until("show", KIOSK, seen=lambda facts, text=text: _offers(facts, text))
        hall.do("tap", KIOSK, text)


def _offers(facts: dict[str, Any], text: str) -> bool:
    return any(text in button["text"] for button in facts["buttons"])


def said(hall: RunningHall, text: str) -> None:
    hall.until("show", KIOSK, seen=lambda facts: text in facts["lines"], seconds=60)


def papers(hall: RunningHall) -> list[dict[str, Any]]:
    return hall.do("papers", KIOSK).facts["papers"]


@pytest.mark.req("G-05", "H-03")
def test_a_guide_printed_free_comes_out_with_a_code_that_leads_to_its_page(hall: RunningHall) -> None:
    before = len(papers(hall))
    with visitor(hall, "C08"):
        taps(hall, "办事指南", "按版块查", "住房公积金", "住房公积金提取", "打印指南")
        said(hall, "已打印，请取走")
        taps(hall, "知道了")
    (paper,) = papers(hall)[before:]
    assert (paper["sheets"], paper["complete"], len(paper["pictures"])) == (2, True, 2)
    assert {"示范市政务服务中心", "住房公积金提取", "D-GUIDE"} <= set(paper["lines"])
    with Image.open(paper["pictures"][0]) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{hall.ready['console_url']}/guide/GJJ-001"


@pytest.mark.req("K-07", "H-03")
def test_a_form_for_the_swipe_of_a_card_is_printed_with_the_persons_own_data(hall: RunningHall) -> None:
    person = load(CATALOGUE).persona(PersonaCode("C02"))
    before = len(papers(hall))
    with visitor(hall, "C02"):
        taps(hall, "办事指南", "申请表格", "公共场所卫生许可申请表", "打印填好的表")
        said(hall, "已打印，请取走")
        taps(hall, "知道了")
    (paper,) = papers(hall)[before:]
    text = "".join(paper["lines"])
    for value in (person.name, person.idno, person.address):
        assert value in text


@pytest.mark.req("G-05", "H-02", "H-03")
def test_without_paper_the_screen_says_so_nothing_comes_and_filled_again_it_prints(hall: RunningHall) -> None:
    before = len(papers(hall))
    hall.do("break", f"{KIOSK}.page", "paper_out")
    with visitor(hall, "C08"):
        taps(hall, "办事指南", "按版块查", "住房公积金", "住房公积金提取", "打印指南")
        said(hall, "打印机缺纸")
        sick = hall.until("doctor", seen=lambda facts: not facts["healthy"], seconds=30)
        assert [part["what"] for part in sick["parts"] if part["state"] == "fault"] == ["out_of_paper"]
        assert papers(hall)[before:] == []
        hall.do("fix", f"{KIOSK}.page")
        hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=30)
        taps(hall, "知道了", "打印指南")
        said(hall, "已打印，请取走")
        taps(hall, "知道了")
    assert [paper["complete"] for paper in papers(hall)[before:]] == [True]


@pytest.mark.req("G-05")
def test_a_kiosk_without_a_page_printer_says_so(hall: RunningHall) -> None:
    hall.until("show", "K01", seen=lambda facts: facts["step"] == "Start", seconds=30)
    for text in ("没带身份证", "办事指南", "按版块查", "住房公积金", "住房公积金提取", "打印指南"):
        hall.until("show", "K01", seen=lambda facts, text=text: _offers(facts, text))
        hall.do("tap", "K01", text)
    hall.until("show", "K01", seen=lambda facts: any("不能打印文件" in line for line in facts["lines"]))
    hall.do("tap", "K01", "结束")


@pytest.mark.req("K-11", "H-03", "H-04")
def test_a_page_is_laid_under_the_camera_and_taken_away(
    hall: RunningHall, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(page).rectangle((100, 100, 1140, 300), fill="black")
    file, stream = tmp_path_factory.mktemp("desk") / "lease.png", io.BytesIO()
    page.save(stream, "PNG")
    file.write_bytes(stream.getvalue())
    assert hall.do("scan", KIOSK, str(file)).facts == {"ok": True, "camera": f"{KIOSK}.camera", "lying": True}
    pdf = file.with_suffix(".pdf")
    page.save(pdf)
    assert hall.do("scan", KIOSK, str(pdf)).facts["lying"]
    assert not hall.do("scan", KIOSK).facts["lying"]


@pytest.mark.req("H-04")
def test_a_finger_dragged_over_the_panel_taps_only_what_it_came_down_on(hall: RunningHall) -> None:
    start = hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Start", seconds=30)
    english, larger = (next(one for one in start["buttons"] if one["text"] == text) for text in ("English", "大字"))
    away = hall.do("draw", KIOSK, f"{english['x']},{english['y']}", f"{larger['x']},{larger['y']}").facts
    assert (away["language"], away["large"]) == ("zh-Hans", False)
    within = hall.do("draw", KIOSK, f"{english['x']},{english['y']}", f"{english['x'] + 5},{english['y']}").facts
    assert within["language"] == "en"
    hall.do("tap", KIOSK, "简体")
