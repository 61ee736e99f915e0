"""The 24-hour zone while the hall is closed: what a machine can do is done, no window's number is offered (K-06)."""

from dataclasses import replace

import pytest

from broker.terms import KioskCode, QueueLetter, SectionCode, ServiceCode
from kiosk.flow.applying.matching import NotHere, match_of, why_not_here
from kiosk.flow.events import (
    AskedHere,
    AskedTicket,
    CardRead,
    ChoseQueue,
    ChoseSection,
    ChoseService,
    Event,
    GaveConsent,
    OpenedGuides,
    VisitorKnown,
)
from kiosk.flow.orders import AskCase, OpenAsk
from kiosk.flow.steps import Answered, Browsing, Matched, Menu, Result, SectionMatters, Start, Visit, Wanted
from kiosk.screens.page import Choices
from kiosk.screens.pages import page_of
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk

RECORD = ServiceCode("YBJ-004")


def _taps(walk: Walk) -> list[Event]:
    page = page_of(walk.step, walk.context)
    chosen = [one.tap for block in page.blocks if isinstance(block, Choices) for one in block.items]
    return [*chosen, *(button.tap for button in page.actions)]


def _with_card() -> Walk:
    walk = Walk(context=world.night_zone())
    walk(CardRead(world.CARD), VisitorKnown(world.CARD, world.greeting()))
    assert isinstance(walk.step, Menu)
    return walk


@pytest.mark.req("K-06")
def test_at_night_a_record_is_asked_for_by_card_and_no_number_is_offered() -> None:
    walk = _with_card()
    section = world.offer().services[RECORD].section
    for tap in (ChoseSection(section), ChoseService(RECORD)):
        assert tap in _taps(walk)
        walk(tap)
    assert isinstance(walk.step, Matched)
    assert AskedHere() in _taps(walk)
    assert AskedTicket() not in _taps(walk)
    walk(AskedHere(), GaveConsent(agreed=True))
    assert [order.ask for order in walk.new if isinstance(order, AskCase)] == [OpenAsk(RECORD, (), consent=True)]


@pytest.mark.req("K-06")
def test_what_needs_a_window_gives_no_number_at_night() -> None:
    walk = _with_card()
    walk.step = SectionMatters(walk.step.visit, SectionCode("S04"))
    assert not any(isinstance(tap, ChoseQueue) for tap in _taps(walk))
    walk.step = Result(walk.step.visit, Wanted(QueueLetter("K"), world.FUND), Menu(walk.step.visit))
    assert AskedTicket() not in _taps(walk)


@pytest.mark.req("K-06")
def test_at_night_the_start_tells_that_the_windows_are_closed_and_guides_are_read() -> None:
    walk = Walk(context=world.night_zone(), step=Start(Visit()))
    said = str(page_of(walk.step, walk.context).blocks)
    assert "窗口已下班" in said
    assert "身份证" in said
    assert isinstance(walk(OpenedGuides()), Browsing)
    other = page_of(walk.world(world.open_hall()), walk.context)
    assert "窗口已下班" not in str(other.blocks)


@pytest.mark.req("K-06")
def test_twelve_matters_are_done_round_the_clock_and_another_one_is_not() -> None:
    night = world.night_zone()
    here = [code for code, service in world.offer().services.items() if "kiosk24" in service.channels]
    assert len(here) == 12
    assert RECORD in here
    freight = match_of(world.offer().catalogue, Answered(told.FREIGHT, (3,)))
    assert freight is not None
    assert why_not_here(freight, world.known(), night) is NotHere.NOT_THIS_CHANNEL
    assert why_not_here(freight, world.known(), replace(night, kiosk=KioskCode("K05"))) is None
