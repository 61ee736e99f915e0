"""A certificate that ends soon: renewing it is the first thing its holder is offered (N-03)."""

import pytest

from kiosk.flow.applying.questions import arrival
from kiosk.flow.events import CardRead, ChoseAnswer, Continued, VisitorKnown
from kiosk.flow.steps import Asking, Matched
from kiosk.screens.page import Choices
from kiosk.screens.pages import page_of
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk


def _with_card(**facts: object) -> Walk:
    visitor = Walk(context=world.whole_kiosk())
    greeting = world.greeting().model_copy(update={"renewals": (world.renewal(),), **facts})
    visitor(CardRead(world.CARD), VisitorKnown(world.CARD, greeting))
    return visitor


@pytest.mark.req("N-03")
def test_who_has_a_certificate_that_ends_soon_is_first_offered_to_renew_it() -> None:
    visitor = _with_card(cases=told.cases().cases)
    page = page_of(visitor.step, visitor.context)
    first = next(block for block in page.blocks if isinstance(block, Choices)).items[0]
    assert first.label == "延续证照"
    assert first.detail == "公共场所卫生许可证，2027-01-22 到期"
    visitor(first.tap)
    while isinstance(visitor.step, Asking):
        visitor(ChoseAnswer(1))
    assert isinstance(visitor.step, Matched)
    led = arrival(world.offer().catalogue, visitor.step.matter)
    assert led is not None
    assert (led.owner, led.situation) == (told.HYGIENE, "renew")


@pytest.mark.req("N-03")
def test_a_card_that_has_expired_renews_nothing() -> None:
    visitor = _with_card(card_expired=True)
    visitor(Continued())
    assert "延续" not in str(page_of(visitor.step, visitor.context).blocks)
