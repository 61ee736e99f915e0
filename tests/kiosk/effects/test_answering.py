"""What the hall's answers become for the flow."""

from datetime import UTC, date, datetime

import pytest

from broker.messages import ApplicationGiven, CardFacts, LookAtApplication, RateCase
from broker.sealed import HallSealer, new_key_text
from broker.terms import RequestId
from kiosk.effects.answering import event_of
from kiosk.effects.keys import VisitKeys
from kiosk.flow.events import ApplicationCame, CaseRated
from tests.kiosk import applications as told

FACTS = CardFacts(card_kind="resident", number="110", name="张三", birth=date(1949, 12, 31), valid_until=None)
SOON = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ASKED = RequestId("request-1")


@pytest.mark.req("E-03")
def test_a_case_that_was_rated_is_thanked_for_and_not_only_shown_anew() -> None:
    hall = HallSealer(new_key_text())
    keys = VisitKeys(hall.public)
    card = keys.seal(FACTS)
    view = told.fresh()
    given = ApplicationGiven(request_id=ASKED, application=hall.seal(view, card.visit_public))
    rate = RateCase(request_id=ASKED, valid_until=SOON, card=card, language="en", case=told.CASE, stars=5)
    look = LookAtApplication(request_id=ASKED, valid_until=SOON, card=card, language="en", case=told.CASE)
    assert event_of(rate, given, keys) == CaseRated()
    assert event_of(look, given, keys) == ApplicationCame(view)
