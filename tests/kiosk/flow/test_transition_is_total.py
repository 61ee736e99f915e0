"""Whatever happens on whichever screen: there is a next step, and every step has a page."""

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.terms import FormCode, PackageCode, QueueLetter, SectionCode, ServiceCode
from kiosk.flow import events
from kiosk.flow.events import Event
from kiosk.flow.orders import AskTicket, EndVisit
from kiosk.flow.papers import PaperWish
from kiosk.flow.patience import patience
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import Start, Visit
from kiosk.flow.transition import transition
from kiosk.screens.pages import page_of
from tests.kiosk import applying_events, entering_events, world
from tests.kiosk.screens.scenes import SCENES

EVENTS: tuple[Event, ...] = (
    events.ChoseLanguage("en"),
    events.ToggledLargeType(),
    events.ToggledSeated(),
    events.ToggledVoice(),
    events.CalledHelp(),
    events.OpenedGuides(),
    events.OpenedShelf(Spot(Shelf.LIST, "rongque")),
    events.OpenedGuide(world.FUND),
    events.OpenedItem("FGW-005"),
    events.OpenedPackage(PackageCode("P01")),
    events.OpenedForm(FormCode("F-FUNDOUT")),
    events.OpenedOldPapers(),
    events.OpenedMap(),
    events.TurnedPart(1),
    events.ToggledKeys(),
    events.AskedPaper(PaperWish("guide", owner=world.FUND)),
    events.PaperComes(PaperWish("guide", owner=world.FUND)),
    events.PaperPrinted(PaperWish("guide", owner=world.FUND)),
    events.PaperFailed(PaperWish("guide", owner=world.FUND)),
    events.CalledHelp(wanted=False),
    events.ChoseNoCard(),
    events.AskedGuide(),
    events.ChoseSection(SectionCode("S08")),
    events.ChoseSection(SectionCode("S99")),
    events.ChoseService(world.FUND),
    events.ChoseService(ServiceCode("XXX-999")),
    events.ChoseQueue(QueueLetter("T")),
    events.OpenedSearch(),
    events.OpenedTogether(),
    events.OpenedTogether("person"),
    events.ChosePad(events.Pad.CHARACTERS),
    events.Typed("g"),
    events.Erased(),
    events.TurnedPage(1),
    events.TurnedPage(-1),
    events.WentBack(),
    events.Finished(),
    events.Continued(),
    events.AskedTicket(),
    events.AskedReprint(world.ticket()),
    events.OpenedPassed(world.passed(minutes_left=5)),
    events.AskedReturn(),
    events.OpenedRating(),
    events.RequestRefused(world.REFUSAL, world.passed(minutes_left=5)),
    events.ChoseStars(5),
    events.ChoseStars(1),
    events.ToggledReason("其他"),
    events.SentRating(),
    events.CardRead(world.CARD),
    events.CardRead(world.OTHER_CARD),
    events.CardFailed(events.CardTrouble.UNREADABLE),
    events.CardGone(),
    events.SlipPrinted(world.ticket()),
    events.SlipFailed(world.ticket(), events.SlipTrouble.SILENT),
    events.VisitorKnown(world.CARD, world.greeting(elderly=True, tickets=(world.ticket(),), rateable=world.serving())),
    events.VisitorUnknown(world.CARD, world.REFUSAL),
    events.TicketIssued(world.ticket()),
    events.RatingTaken(),
    events.RequestRefused(world.REFUSAL),
    events.RequestRefused(world.REFUSAL, world.ticket()),
    events.HallSilent(),
    events.ConditionsChanged(),
    events.Broke(),
    events.Idle(),
    events.SecondPassed(),
    *entering_events.EVERY,
    *applying_events.EVERY,
)


def test_every_kind_of_event_is_tried() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


@pytest.mark.parametrize("scene", SCENES)
def test_every_event_on_every_screen_leads_to_a_page(scene: str) -> None:
    step, context = SCENES[scene](world.known())
    for event in EVENTS:
        after, _ = transition(step, event, context)
        assert page_of(after, context).title
        patience(after)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(EVENTS), max_size=40))
def test_no_walk_breaks_or_asks_twice_for_one_ticket(walk: Sequence[Event]) -> None:
    step, context = Start(Visit()), world.open_hall()
    waiting_for_ticket = False
    for event in walk:
        step, orders = transition(step, event, context)
        asked = [order for order in orders if isinstance(order, AskTicket)]
        assert len(asked) <= 1
        assert not (asked and waiting_for_ticket)
        waiting_for_ticket = type(step).__name__ == "Issuing"
        assert sum(isinstance(order, EndVisit) for order in orders) <= 1
    assert page_of(step, context).foot.languages
