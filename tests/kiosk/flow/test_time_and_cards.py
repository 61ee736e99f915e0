"""One session, one person (K-14): time-outs, the card leaving, the next person; the hall coming and going."""

from dataclasses import replace

import pytest

from broker.terms import KioskCode
from kiosk.flow.context import Context
from kiosk.flow.events import (
    Broke,
    CardGone,
    CardRead,
    ChoseNoCard,
    Continued,
    Finished,
    Idle,
    SecondPassed,
    TicketIssued,
    VisitorKnown,
)
from kiosk.flow.orders import AskWho, BeginVisit, EndVisit
from kiosk.flow.patience import (
    CARD_REMOVED_SECONDS,
    COUNTDOWN_SECONDS,
    PATIENCE_LARGE_SECONDS,
    PATIENCE_SECONDS,
    patience,
)
from kiosk.flow.steps import (
    CardRemoved,
    Closed,
    Issuing,
    Menu,
    OutOfService,
    PleaseWait,
    ReadingCard,
    Result,
    Search,
    Start,
    Ticket,
    TimeoutWarning,
    Visit,
    Wanted,
)
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk
from tests.kiosk.screens.scenes import K


@pytest.mark.req("K-14")
def test_a_minute_of_patience_and_two_in_large_type() -> None:
    assert patience(Menu(Visit())) == PATIENCE_SECONDS == 60
    assert patience(Menu(Visit(large=True))) == PATIENCE_LARGE_SECONDS == 120


@pytest.mark.req("K-14")
def test_who_walks_away_is_asked_and_then_forgotten() -> None:
    walk = Walk(step=Search(world.known(), "gjj"))
    assert walk(Idle()) == TimeoutWarning(world.known(), COUNTDOWN_SECONDS, Search(world.known(), "gjj"))
    walk(*[SecondPassed()] * (COUNTDOWN_SECONDS - 1))
    assert isinstance(walk.step, TimeoutWarning)
    assert walk(SecondPassed()) == Start(Visit())
    assert walk.new == (EndVisit("given_up", "Search", "zh-Hans", False, world.CARD),)


@pytest.mark.req("K-14")
def test_who_is_still_there_goes_on_where_they_were() -> None:
    place = Search(world.known(), "gjj")
    walk = Walk(step=place)
    assert walk(Idle(), SecondPassed(), Continued()) == place


@pytest.mark.req("K-14")
def test_twenty_seconds_after_the_card_left_the_visit_is_over() -> None:
    walk = Walk(step=Menu(world.known()))
    step = walk(CardGone())
    assert isinstance(step, CardRemoved)
    assert step.left == CARD_REMOVED_SECONDS == 20
    assert walk(*[SecondPassed()] * 20) == Start(Visit())
    assert isinstance(walk.new[0], EndVisit)


@pytest.mark.req("K-14")
def test_who_goes_on_after_taking_the_card_goes_on_as_nobody() -> None:
    walk = Walk(step=Menu(world.known()))
    step = walk(CardGone(), Continued())
    assert isinstance(step, Menu)
    assert step.visit.visitor is None


@pytest.mark.req("K-14")
def test_the_next_card_begins_a_visit_of_its_own() -> None:
    walk = Walk(step=Menu(world.known()))
    walk(CardGone(), CardRead(world.OTHER_CARD))
    assert walk.step == ReadingCard(Visit(card_on_pad=True), world.OTHER_CARD)
    assert isinstance(walk.new[0], EndVisit)
    assert walk.new[1:] == (BeginVisit(), AskWho(world.OTHER_CARD))


@pytest.mark.req("K-14")
@pytest.mark.parametrize("chosen", [True, False])
def test_large_type_of_an_old_visitor_is_not_the_next_ones_unless_chosen_by_hand(*, chosen: bool) -> None:
    walk = Walk(step=Menu(replace(world.known(), large=True, size_chosen=chosen)))
    walk(CardGone(), CardRead(world.OTHER_CARD))
    assert walk.step.visit.large is chosen


@pytest.mark.req("K-14")
def test_a_late_greeting_does_not_reach_the_next_person() -> None:
    walk = Walk()
    walk(CardRead(world.CARD), CardGone(), CardRead(world.OTHER_CARD))
    assert walk(VisitorKnown(world.CARD, world.greeting("李*"))) == walk.step
    assert isinstance(walk.step, ReadingCard)


@pytest.mark.req("K-14")
@pytest.mark.parametrize("ends", [(Finished(),), (Broke(),), (Idle(), *[SecondPassed()] * COUNTDOWN_SECONDS)])
def test_nothing_of_a_person_is_left_in_what_follows(ends: tuple[Finished | Broke | Idle | SecondPassed, ...]) -> None:
    walk = Walk(step=Menu(world.known()))
    assert "陈" not in repr(walk(*ends))


def test_who_takes_card_and_slip_is_not_asked_anything() -> None:
    walk = Walk(step=Issuing(world.known(), Wanted(K)))
    walk(TicketIssued(world.ticket()))
    assert isinstance(walk(CardGone()), Ticket)
    assert walk(Idle()) == Start(Visit())


def test_a_card_put_on_the_pad_in_the_middle_makes_the_visitor_known() -> None:
    walk = Walk()
    walk(ChoseNoCard(), CardRead(world.CARD))
    assert walk.new == (AskWho(world.CARD),)
    step = walk(VisitorKnown(world.CARD, world.greeting()))
    assert isinstance(step, Menu)
    assert step.visit.visitor is not None


def test_a_language_chosen_by_somebody_who_left_does_not_stay() -> None:
    walk = Walk(step=Start(Visit("en")))
    assert patience(walk.step) is not None
    assert walk(Idle()) == Start(Visit())
    assert patience(walk.step) is None


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (Context(), PleaseWait),
        (replace(world.open_hall(), hall_here=False), PleaseWait),
        (world.closed_hall(), Closed),
        (world.open_hall(), Start),
        (world.night_zone(), Start),
        (replace(world.night_zone(), kiosk=KioskCode("K05")), Closed),
    ],
)
def test_what_stands_there_when_nobody_does(context: Context, expected: type) -> None:
    for before in (Start(Visit()), Closed(Visit()), PleaseWait(Visit(), Start(Visit()))):
        assert type(Walk(step=before).world(context)) is expected


def test_a_program_that_failed_says_so_and_tries_again() -> None:
    walk = Walk(step=Menu(world.known()))
    assert walk(Broke()) == OutOfService(Visit())
    assert walk(Idle()) == Start(Visit())


def test_the_result_waits_for_the_hall_and_then_for_the_visitor() -> None:
    place = Result(Visit(), Wanted(K), Menu(Visit()))
    walk = Walk(step=place)
    walk.world(replace(world.open_hall(), hall_here=False))
    assert walk(Idle()) == PleaseWait(Visit(), Start(Visit()))
