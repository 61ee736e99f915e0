"""A card that has run out: it is said, and its own renewal and a number are all it opens (K-01)."""

from dataclasses import replace

import pytest

from broker.terms import ServiceCode, SituationCode
from kiosk.flow.applying.matching import match_of, renewal_of_cards, why_not_here
from kiosk.flow.applying.questions import arrival
from kiosk.flow.events import (
    AskedHere,
    CardRead,
    Continued,
    Idle,
    OpenedRenewal,
    VisitorKnown,
    WentBack,
)
from kiosk.flow.patience import patience
from kiosk.flow.steps import CardExpired, Consent, Matched, Menu, TimeoutWarning
from kiosk.screens.pages import page_of
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk


def _expired() -> Walk:
    walk = Walk(world.whole_kiosk())
    walk(CardRead(world.CARD), VisitorKnown(world.CARD, world.greeting(expired=True)))
    assert isinstance(walk.step, CardExpired)
    return walk


@pytest.mark.req("K-01")
def test_an_expired_card_opens_its_own_renewal_and_is_not_asked_what_it_answers() -> None:
    walk = _expired()
    shown = walk(OpenedRenewal())
    assert isinstance(shown, Matched)
    catalogue = world.offer().catalogue
    led, match = arrival(catalogue, shown.matter), match_of(catalogue, shown.matter)
    assert led is not None
    assert match is not None
    assert (match.matter.code, led.situation) == (ServiceCode("GAJ-004"), SituationCode("renew"))
    assert why_not_here(match, shown.visit, walk.context) is None
    assert isinstance(walk(AskedHere()), Consent)


@pytest.mark.req("K-01")
def test_back_from_the_renewal_leads_to_the_menu() -> None:
    walk = _expired()
    walk(OpenedRenewal())
    while not isinstance(walk.step, Menu):
        before = walk.step
        assert walk(WentBack()) != before


@pytest.mark.req("K-01")
def test_a_hall_without_the_renewal_offers_a_number_only() -> None:
    walk, offer = _expired(), world.offer()
    hall = offer.catalogue.hall.model_copy(update={"card_renewal": None})
    catalogue = offer.catalogue.model_copy(update={"hall": hall})
    without = replace(walk.context, offer=replace(offer, catalogue=catalogue))
    assert renewal_of_cards(without) is None
    assert [button.tap for button in page_of(walk.step, without).actions] == [Continued()]
    assert [button.tap for button in page_of(walk.step, walk.context).actions] == [OpenedRenewal(), Continued()]


@pytest.mark.req("K-01", "K-14")
def test_an_expired_card_left_alone_ends_the_visit_like_any_other() -> None:
    walk = _expired()
    assert patience(walk.step) == 60
    assert isinstance(walk(Idle()), TimeoutWarning)
