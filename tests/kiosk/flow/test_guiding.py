"""Reading without doing: from the start to a guide page, a list, a package, a form, a paper printed free."""

from dataclasses import replace

import pytest

from broker.catalogue.guides import PARTS
from broker.terms import FormCode, KioskCode, PackageCode, QueueLetter
from kiosk.flow.events import (
    AskedPaper,
    ChoseNoCard,
    ChoseService,
    Continued,
    OpenedGuide,
    OpenedGuides,
    OpenedMap,
    OpenedOldPapers,
    OpenedPackage,
    OpenedShelf,
    PaperComes,
    PaperFailed,
    PaperPrinted,
    ToggledKeys,
    TurnedPart,
    Typed,
    WentBack,
)
from kiosk.flow.orders import BeginVisit, PrintPaper
from kiosk.flow.papers import PaperWish
from kiosk.flow.patience import patience
from kiosk.flow.printing import PageTrouble
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import (
    BeforeAfter,
    Browsing,
    FormOffer,
    FreePaper,
    Guide,
    HallMap,
    Menu,
    PaperPhase,
    Printing,
    Result,
    Start,
    Ticket,
    Visit,
    Wanted,
)
from kiosk.flow.way import way_text
from kiosk.screens.page import Choices, Facts, FloorPlan, FlowChart
from kiosk.screens.pages import page_of
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk


def _items(walk: Walk) -> list[str]:
    page = page_of(walk.step, walk.context)
    return [choice.label for block in page.blocks if isinstance(block, Choices) for choice in block.items]


@pytest.mark.req("G-03")
def test_a_guide_page_is_read_without_a_card_part_by_part() -> None:
    walk = Walk()
    assert isinstance(walk(OpenedGuides()), Browsing)
    assert walk.new == (BeginVisit(),)
    walk(OpenedShelf(Spot(Shelf.SECTIONS)), OpenedShelf(Spot(Shelf.SECTION, "S08")), OpenedGuide(world.FUND))
    titles: set[str] = set()
    charts = 0
    for _ in PARTS:
        page = page_of(walk.step, walk.context)
        titles.add(page.subtitle)
        charts += any(isinstance(block, FlowChart) for block in page.blocks)
        walk(TurnedPart(1))
    assert len(titles) == 8
    assert charts == 1
    assert isinstance(walk(ChoseService(world.FUND)), Result)
    assert isinstance(walk(WentBack()), Guide)
    for _ in range(3):
        walk(WentBack())
    assert isinstance(walk.step, Browsing)
    assert isinstance(walk(WentBack()), Start)


@pytest.mark.req("G-08")
def test_a_list_says_its_figures_and_can_be_searched_and_printed() -> None:
    walk = Walk()
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.LISTS)), OpenedShelf(Spot(Shelf.LIST, "rongque")))
    page = page_of(walk.step, walk.context)
    assert "57" in page.subtitle
    assert "12" in page.subtitle
    assert len(_items(walk)) == 57
    walk(ToggledKeys(), Typed("j"), Typed("n"))
    assert "固定资产投资项目节能审查" in _items(walk)
    assert len(_items(walk)) < 57
    walk(ToggledKeys(), AskedPaper(PaperWish("list", list_code="rongque")))
    assert walk.new == (PrintPaper(PaperWish("list", list_code="rongque"), "zh-Hans", None),)


@pytest.mark.req("G-08")
def test_the_list_of_promises_says_97_of_25() -> None:
    walk = Walk()
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.LISTS)), OpenedShelf(Spot(Shelf.LIST, "commitment")))
    page = page_of(walk.step, walk.context)
    assert "97" in page.subtitle
    assert "25" in page.subtitle
    assert len(_items(walk)) == 97


@pytest.mark.req("P-19")
def test_life_events_show_eight_and_five_of_the_province_and_the_citys_own() -> None:
    walk = Walk()
    walk(ChoseNoCard(), OpenedGuides(), OpenedShelf(Spot(Shelf.LIVES)))
    counted: list[str] = []
    for life in ("enterprise", "person", "project"):
        walk(OpenedShelf(Spot(Shelf.LIFE, life)))
        counted.append(page_of(walk.step, walk.context).subtitle)
        walk(WentBack())
    assert counted == ["全省统一 8 件，本市 2 件", "全省统一 5 件，本市 4 件", "本市 3 件"]


@pytest.mark.req("P-03")
@pytest.mark.req("P-07")
def test_a_package_shows_before_and_after() -> None:
    walk = Walk()
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.LIFE, "enterprise")), OpenedPackage(PackageCode("P14")))
    assert isinstance(walk.step, BeforeAfter)
    facts = [
        fact.value
        for block in page_of(walk.step, walk.context).blocks
        if isinstance(block, Facts)
        for fact in block.rows
    ]
    assert any("33 → 16（−51.5%）" in value for value in facts)
    assert any("36 → 3（−91.7%）" in value for value in facts)
    assert any("3 → 0" in value for value in facts)
    walk(WentBack(), OpenedPackage(PackageCode("P01")))
    assert "100 → 58（−42%）" in str(page_of(walk.step, walk.context).blocks)
    walk(OpenedOldPapers())
    assert isinstance(walk.step, BeforeAfter)
    assert walk.step.papers


@pytest.mark.req("K-07")
def test_a_form_is_filled_for_who_laid_a_card_and_blank_for_everybody() -> None:
    form = FormCode("F-FUNDOUT")
    filled = PaperWish("filled", form=form)
    walk = Walk(step=FormOffer(world.known(), form, (Spot(Shelf.HUB),)))
    walk(AskedPaper(filled))
    assert walk.new == (PrintPaper(filled, "zh-Hans", world.CARD),)
    stranger = FormOffer(Visit(), form, (Spot(Shelf.HUB),))
    offered = [button.tap for button in page_of(stranger, walk.context).actions]
    assert AskedPaper(filled) not in offered
    assert AskedPaper(PaperWish("blank", form=form)) in offered


@pytest.mark.req("G-05")
def test_a_paper_is_followed_until_it_lies_in_the_tray_or_the_truth_is_told() -> None:
    walk, wish = Walk(), PaperWish("guide", owner=world.FUND)
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.SECTION, "S08")), OpenedGuide(world.FUND), AskedPaper(wish))
    assert isinstance(walk.step, FreePaper)
    assert isinstance(step := walk(PaperComes(wish)), FreePaper)
    assert step.phase is PaperPhase.PRINTING
    assert isinstance(step := walk(PaperPrinted(wish)), FreePaper)
    assert step.phase is PaperPhase.DONE
    assert isinstance(walk(Continued()), Guide)
    walk(AskedPaper(wish), PaperFailed(wish, PageTrouble.JAMMED))
    assert "卡纸" in str(page_of(walk.step, walk.context).blocks)


@pytest.mark.req("G-05")
def test_a_paper_that_the_hall_does_not_give_is_explained_in_its_words_or_ours() -> None:
    walk, wish = Walk(), PaperWish("guide", owner=world.FUND)
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.SECTION, "S08")), OpenedGuide(world.FUND), AskedPaper(wish))
    walk(PaperFailed(wish))
    assert "大厅系统没有给出" in str(page_of(walk.step, walk.context).blocks)
    walk(Continued(), AskedPaper(wish), PaperFailed(wish, sentence=world.REFUSAL))
    assert world.REFUSAL.zh_hans in str(page_of(walk.step, walk.context).blocks)


@pytest.mark.req("G-05", "K-14")
def test_who_waits_for_the_printer_is_not_hurried_and_what_was_printed_counts() -> None:
    wish = PaperWish("guide", owner=world.FUND)
    walk = Walk(step=FreePaper(Visit(), wish, Browsing(Visit(), (Spot(Shelf.HUB),))))
    assert patience(walk.step) is None
    walk(PaperComes(wish))
    assert patience(walk.step) is None
    walk(PaperPrinted(wish))
    assert patience(walk.step) is not None
    assert walk(Continued()).visit.outcome == "print"


def test_records_lead_to_the_matter_and_back() -> None:
    walk = Walk(step=Menu(world.known()))
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.RECORDS)))
    assert {"道路运输驾驶员从业资格证诚信考核", "住房公积金缴存证明打印"} & set(_items(walk))
    assert isinstance(walk(ChoseService(world.FUND)), Result)
    assert isinstance(walk(WentBack()), Browsing)
    walk(WentBack(), WentBack())
    assert isinstance(walk.step, Menu)


@pytest.mark.req("G-10")
def test_the_way_from_the_entrance_to_the_project_window_is_by_lift() -> None:
    offer, queue = world.offer(), QueueLetter("Q")
    assert way_text(offer, KioskCode("K01"), queue, "zh-Hans").startswith("乘电梯或走楼梯上 2 层，到 3 楼项目")
    assert way_text(offer, KioskCode("K07"), queue, "zh-Hans").startswith("就在本层")
    assert "3 楼" in way_text(offer, KioskCode("K14"), queue, "zh-Hans")


@pytest.mark.req("G-10")
def test_the_map_shows_three_floors_this_kiosk_the_lift_and_the_project_window() -> None:
    context = replace(world.open_hall(), kiosk=KioskCode("K01"))
    walk = Walk(step=Result(Visit(), Wanted(QueueLetter("Q")), Menu(Visit())), context=context)
    assert isinstance(walk(OpenedMap()), HallMap)
    page = page_of(walk.step, context)
    plan = next(block for block in page.blocks if isinstance(block, FloorPlan))
    assert [storey.name for storey in plan.storeys] == ["3 楼", "2 楼", "1 楼"]
    assert [storey.here for storey in plan.storeys] == ["", "", "您在这里：一楼大厅入口取号机"]
    led = [(storey.name, area.windows) for storey in plan.storeys for area in storey.areas if area.led]
    assert led == [("3 楼", "23–28 号窗口")]
    assert plan.lift == "电梯"
    assert isinstance(walk(WentBack()), Result)


@pytest.mark.req("G-10")
def test_the_way_on_the_map_leads_to_the_window_that_the_words_name() -> None:
    for queue in world.offer().catalogue.queues:
        first = world.offer().windows(queue.letter)[0]
        step = HallMap(Visit(), queue.letter, Result(Visit(), Wanted(queue.letter), Menu(Visit())))
        page = page_of(step, replace(world.open_hall(), kiosk=KioskCode("K01")))
        plan = next(block for block in page.blocks if isinstance(block, FloorPlan))
        for storeys in (plan.storeys, plan.brief):
            assert [storey.name for storey in storeys if any(area.led for area in storey.areas)] == [
                f"{first.floor} 楼"
            ]


@pytest.mark.req("G-10")
def test_a_number_taken_straight_away_tells_the_way_too() -> None:
    context = replace(world.open_hall(), kiosk=KioskCode("K01"))
    walk = Walk(step=Ticket(Visit(), world.ticket("Q001", None), Printing.DONE), context=context)
    facts = [
        fact.value for block in page_of(walk.step, context).blocks if isinstance(block, Facts) for fact in block.rows
    ]
    assert any(value.startswith("乘电梯或走楼梯上 2 层，到 3 楼项目") for value in facts)
    assert isinstance(walk(OpenedMap()), HallMap)
    assert isinstance(walk(WentBack()), Ticket)
