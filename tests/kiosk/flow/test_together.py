"""What is done together (一件事) is found from the menu, by search, in its section and from its guide page."""

import pytest

from broker.terms import PackageCode, SectionCode
from kiosk.flow.events import (
    Event,
    OpenedGuides,
    OpenedMatter,
    OpenedPackage,
    OpenedSearch,
    OpenedShelf,
    OpenedTogether,
    Typed,
    WentBack,
)
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import Asking, BeforeAfter, Menu, Search, SectionMatters, Together, Visit
from kiosk.screens.page import Choices
from kiosk.screens.pages import page_of
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk

RESTAURANT, FISHERY = PackageCode("P01"), PackageCode("P14")


def _at_menu() -> Walk:
    return Walk(step=Menu(world.known()))


def _taps(walk: Walk) -> list[Event]:
    """Everything that may be touched on the page besides its foot."""
    page = page_of(walk.step, walk.context)
    lists = [choice.tap for block in page.blocks if isinstance(block, Choices) for choice in block.items]
    return [*lists, *(button.tap for button in page.actions)]


@pytest.mark.req("K-03", "P-01", "P-19")
def test_every_package_is_found_from_the_menu_by_whose_life_it_is() -> None:
    walk = _at_menu()
    assert OpenedTogether() in _taps(walk)
    walk(OpenedTogether())
    lives = [tap for tap in _taps(walk) if isinstance(tap, OpenedTogether)]
    assert [tap.life for tap in lives] == ["enterprise", "person", "project"]
    offered: list[str] = []
    for life in lives:
        walk(life)
        offered += [tap.owner for tap in _taps(walk) if isinstance(tap, OpenedMatter)]
        assert walk(WentBack()) == Together(walk.step.visit)
    assert sorted(offered) == sorted(one.code for one in world.offer().catalogue.packages)


@pytest.mark.req("K-03", "P-01")
def test_one_package_is_begun_and_the_way_back_leads_to_the_menu() -> None:
    walk = _at_menu()
    walk(OpenedTogether(), OpenedTogether("enterprise"))
    asked = walk(OpenedMatter(RESTAURANT))
    assert isinstance(asked, Asking)
    assert asked.matter.owner == RESTAURANT
    assert walk(WentBack()) == Together(walk.step.visit, "enterprise")
    walk(WentBack())
    assert isinstance(walk(WentBack()), Menu)


@pytest.mark.req("P-01")
def test_a_package_that_was_searched_for_is_begun_like_a_matter() -> None:
    walk = _at_menu()
    walk(OpenedSearch(), Typed("k"), Typed("b"), Typed("c"))
    assert OpenedMatter(RESTAURANT) in _taps(walk)
    asked = walk(OpenedMatter(RESTAURANT))
    assert isinstance(asked, Asking)
    assert asked.matter.owner == RESTAURANT
    assert isinstance(walk(WentBack()), Search)


@pytest.mark.req("P-01", "P-03")
def test_who_reads_before_and_after_may_begin_at_once() -> None:
    walk = _at_menu()
    walk(OpenedGuides(), OpenedShelf(Spot(Shelf.LIFE, "enterprise")), OpenedPackage(FISHERY))
    assert OpenedMatter(FISHERY) in _taps(walk)
    assert isinstance(walk(OpenedMatter(FISHERY)), Asking)
    assert isinstance(walk(WentBack()), BeforeAfter)


@pytest.mark.req("K-03", "P-01")
def test_what_is_done_together_is_chosen_in_its_section() -> None:
    """The fishery package: its own questions come, before any queue."""
    walk = Walk(step=SectionMatters(Visit(), SectionCode("S10")))
    assert OpenedMatter(FISHERY) in _taps(walk)
    asked = walk(OpenedMatter(FISHERY))
    assert isinstance(asked, Asking)
    assert asked.matter.owner == FISHERY
    assert isinstance(walk(WentBack()), SectionMatters)
    everywhere = [one.code for packages in world.offer().packages_by_section.values() for one in packages]
    assert sorted(everywhere) == sorted(one.code for one in world.offer().catalogue.packages)
