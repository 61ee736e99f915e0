"""A visit that read a card ends the kiosk it was made at, whichever way it ends; one without a card does not (K-14)."""

from collections.abc import Callable

import pytest

from kiosk.app.kiosk import Kiosk
from kiosk.effects.devices import Pad
from kiosk.flow.context import Context
from kiosk.flow.events import CardFailed, CardGone, CardRead, CardTrouble, ChoseNoCard, Finished, VisitorKnown
from kiosk.flow.news import PadTold
from kiosk.flow.orders import EndVisit, Order
from kiosk.flow.steps import PleaseWait, Start
from tests.kiosk import world

pytestmark = pytest.mark.req("K-14")

CARD, OTHER = world.CARD, world.OTHER_CARD


class Walk:
    """A kiosk with nothing around it: what it ordered, and with which pad it ended."""

    def __init__(self, context: Context) -> None:
        self.orders: list[Order] = []
        self.pads: list[Pad] = []
        self.kiosk = Kiosk(
            context,
            do=self.orders.append,
            draw=lambda _page: None,
            wake=lambda: None,
            clock=lambda: 0.0,
            over=self.pads.append,
        )

    def ends(self) -> list[Order]:
        return [order for order in self.orders if isinstance(order, EndVisit)]


@pytest.fixture
def walk() -> Walk:
    return Walk(world.open_hall())


def _lay(walk: Walk) -> None:
    walk.kiosk.tell(PadTold(card_lies=True))
    walk.kiosk.tell(CardRead(CARD))
    walk.kiosk.drain()


def _finishes(walk: Walk) -> None:
    walk.kiosk.tap(Finished())


def _breaks(walk: Walk) -> None:
    walk.kiosk.broke()
    walk.kiosk.drain()


def _pulls(walk: Walk) -> None:
    walk.kiosk.tell(PadTold(card_lies=False))
    walk.kiosk.tell(CardGone())
    walk.kiosk.drain()


@pytest.mark.parametrize(
    ("way", "pad"),
    [(_finishes, "done"), (_breaks, "done"), (_pulls, "unknown")],
    ids=["finished", "broke", "pulled"],
)
def test_whichever_way_it_ends(walk: Walk, way: Callable[[Walk], None], pad: Pad) -> None:
    _lay(walk)
    way(walk)
    assert walk.pads == [pad]
    assert len(walk.ends()) == 1, "the hall hears how it went"
    assert isinstance(walk.kiosk.step, Start)


def test_then_it_hears_nothing_more(walk: Walk) -> None:
    _lay(walk)
    walk.kiosk.tap(Finished())
    before = list(walk.orders)
    walk.kiosk.tap(ChoseNoCard())
    walk.kiosk.tell(CardRead(OTHER))
    walk.kiosk.drain()
    assert (walk.orders, walk.pads) == (before, ["done"])
    assert isinstance(walk.kiosk.step, Start)


def test_a_card_that_ends_anothers_visit_is_left_for_the_next_process(walk: Walk) -> None:
    _lay(walk)
    walk.kiosk.tell(VisitorKnown(CARD, world.greeting()))
    _pulls(walk)
    assert walk.pads == []
    walk.kiosk.tell(PadTold(card_lies=True))
    walk.kiosk.tell(CardRead(OTHER))
    walk.kiosk.drain()
    assert walk.pads == ["new"]
    assert isinstance(walk.kiosk.step, Start)


def test_a_card_laid_down_while_the_hall_is_away_is_left_for_the_process_that_hears_it() -> None:
    walk = Walk(Context())
    _lay(walk)
    assert walk.pads == ["new"]
    assert isinstance(walk.kiosk.step, PleaseWait)
    assert walk.ends() == []


def test_without_a_card_the_kiosk_stays(walk: Walk) -> None:
    walk.kiosk.tap(ChoseNoCard())
    walk.kiosk.tap(Finished())
    assert walk.pads == []
    assert len(walk.ends()) == 1


def test_a_card_that_could_not_be_read_counts_as_one(walk: Walk) -> None:
    walk.kiosk.tell(PadTold(card_lies=True))
    walk.kiosk.tell(CardFailed(CardTrouble.UNREADABLE))
    walk.kiosk.drain()
    _pulls(walk)
    assert walk.pads == ["unknown"]
