"""Help on every screen: a person is called, the screen says so until somebody comes; reach and voice for the visit."""

import re
from dataclasses import replace

import pytest

from kiosk.app.kiosk import Kiosk
from kiosk.flow.events import (
    CalledHelp,
    ChoseLanguage,
    ChoseNoCard,
    Finished,
    Idle,
    ToggledLargeType,
    ToggledSeated,
    ToggledVoice,
)
from kiosk.flow.news import HelpTold, heard
from kiosk.flow.orders import AskHelp
from kiosk.flow.patience import patience
from kiosk.flow.steps import Menu, Start, Visit
from kiosk.screens.page import Notice
from kiosk.screens.pages import page_of
from kiosk.screens.spoken import spoken
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk
from tests.kiosk.screens.scenes import SCENES


@pytest.mark.req("K-13")
@pytest.mark.parametrize("scene", SCENES)
def test_a_person_can_be_called_from_every_screen(scene: str) -> None:
    step, context = SCENES[scene](world.known())
    page = page_of(step, context)
    assert page.foot.help is not None
    walk = Walk(context, step)
    walk(CalledHelp())
    assert [order.wanted for order in walk.new if isinstance(order, AskHelp)] == [True]


@pytest.mark.req("K-13")
def test_the_kiosk_says_what_is_known_of_the_help_until_somebody_comes() -> None:
    walk = Walk()
    walk(ChoseNoCard(), CalledHelp())
    assert walk.new == (AskHelp("Menu", wanted=True),)
    calling = page_of(walk.step, walk.context).band
    assert calling is not None
    walk.world(heard(walk.context, HelpTold(world.help_state())))
    assert not walk.step.visit.calling
    called = page_of(walk.step, walk.context).band
    walk.world(heard(walk.context, HelpTold(world.help_state(coming=True))))
    coming = page_of(walk.step, walk.context).band
    assert called is not None
    assert coming is not None
    assert len({calling.text, called.text, coming.text}) == 3
    assert (called.coming, coming.coming) == (False, True)
    walk.world(heard(walk.context, HelpTold(world.help_state(wanted=False))))
    assert page_of(walk.step, walk.context).band is None


@pytest.mark.req("K-13")
def test_a_call_outlives_the_visit_that_made_it() -> None:
    walk = Walk()
    walk(ChoseNoCard(), CalledHelp())
    walk.world(replace(walk.context, help=world.help_state()))
    walk(Finished())
    assert isinstance(walk.step, Start)
    assert page_of(walk.step, walk.context).band is not None


def test_where_the_hall_is_away_nobody_is_promised() -> None:
    walk = Walk(replace(world.open_hall(), hall_here=False), Start(Visit()))
    walk(CalledHelp())
    band = page_of(walk.step, walk.context).band
    assert band is not None
    assert "导办台" in band.text


@pytest.mark.req("K-13")
def test_the_wheelchair_mode_stays_for_the_visit_and_no_longer() -> None:
    walk = Walk()
    walk(ToggledSeated(), ChoseNoCard())
    assert isinstance(walk.step, Menu)
    assert page_of(walk.step, walk.context).seated
    walk(Finished())
    assert not walk.step.visit.seated
    walk(ToggledSeated())
    walk.world(replace(walk.context, card_on_pad=True))
    assert walk.step.visit.seated, "news do not take it away"
    assert not walk(Idle()).visit.seated


@pytest.mark.req("K-13")
def test_large_type_waits_twice_as_long() -> None:
    assert patience(Menu(Visit())) == 60
    assert patience(Menu(Visit(large=True))) == 120


@pytest.mark.req("K-13")
@pytest.mark.parametrize("scene", SCENES)
def test_in_large_type_every_page_is_spoken_and_nothing_of_the_person(scene: str) -> None:
    step, context = SCENES[scene](world.known(Visit(large=True)))
    page = page_of(step, context)
    said = spoken(page)
    assert said[:2] == page.title[:2]
    assert not re.search(r"[A-Z]\d{3}|\d{4}-\d\d|\d{5}|\*", said)


@pytest.mark.req("K-13")
@pytest.mark.parametrize("scene", SCENES)
def test_english_speech_holds_no_chinese(scene: str) -> None:
    step, context = SCENES[scene](world.known(Visit("en", large=True)))
    assert not re.search(r"[\u3400-\u9fff]", spoken(page_of(step, context)))


@pytest.mark.req("K-13", "K-14")
def test_a_hall_does_not_hear_that_somebody_broke_a_promise() -> None:
    step, context = SCENES["materials-blocked"](world.known(Visit(large=True)))
    page = page_of(step, context)
    assert any(isinstance(block, Notice) and "没有履行" in block.text for block in page.blocks)
    assert "履行" not in spoken(page)


@pytest.mark.req("K-13")
def test_a_new_page_interrupts_and_mute_is_silence_at_once() -> None:
    said: list[tuple[str, str]] = []
    kiosk = Kiosk(
        world.open_hall(),
        do=lambda _order: None,
        draw=lambda _page: None,
        say=lambda words, language: said.append((words, language)),
        wake=lambda: None,
        clock=lambda: 0.0,
    )
    kiosk.tap(ToggledLargeType())
    kiosk.tap(ChoseNoCard())
    kiosk.tap(ToggledVoice())
    kiosk.tap(ToggledVoice())
    kiosk.tap(ChoseLanguage("en"))
    (start, _), (menu, _), silence, (again, _), (english, language) = said
    assert (start[:2], menu == again, silence[0], language) == ("取号", True, "", "en")
    assert english.isascii()


@pytest.mark.req("K-13")
def test_the_voice_is_there_for_large_type_only_and_can_be_stopped() -> None:
    walk = Walk()
    walk(ChoseNoCard())
    assert spoken(page_of(walk.step, walk.context)) == ""
    walk(ToggledLargeType())
    assert spoken(page_of(walk.step, walk.context))
    walk(ToggledVoice())
    assert spoken(page_of(walk.step, walk.context)) == ""
