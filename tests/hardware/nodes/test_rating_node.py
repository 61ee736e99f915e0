"""A rating pad with keys and a tablet, from the hall's question to the rating that is on disk."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from broker.messages import Done, Rate, Reply, Request
from broker.terms import DeviceCode
from hardware.drivers.rating_pad import Ff68RatingPad, PanelRatingPad
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from hardware.links import ReconnectingLink, open_link
from hardware.nodes.asker import Asker
from hardware.nodes.health import HealthBoard
from hardware.nodes.rating_node import RatingNode
from hardware.ports.faults import DeviceUnplugged
from hardware.ports.rating_pad import PadPhase, RatingPad
from tests.hardware.nodes.hall_table import COUNTER, Table, refuse

RATE = DeviceCode("RATE-44")
MOST_TURNS = 400


@dataclass
class Stand:
    table: Table
    node: RatingNode
    health: HealthBoard

    def turn_until(self, done: Callable[[], bool]) -> None:
        for _ in range(MOST_TURNS):
            if done():
                return
            self.node.turn()
        pytest.fail("it did not come to that")

    def while_doing(self, act: Callable[[], object]) -> None:
        hand = threading.Thread(target=act)
        hand.start()
        while hand.is_alive():
            self.node.turn()

    @property
    def rates(self) -> list[Rate]:
        return [request for request in self.table.requests if isinstance(request, Rate)]

    def state(self) -> tuple[str, str | None]:
        device = self.health.message().devices[RATE]
        return device.state, device.what


def stand_with(table: Table, pad: RatingPad, alive_after_seconds: float | None) -> Stand:
    health = table.board(RATE)
    node = RatingNode(
        pad,
        Asker(table.bus, name=RATE, attempt_seconds=0.05),
        device=RATE,
        counter=COUNTER,
        alive_after_seconds=alive_after_seconds,
        bus=table.bus,
        clock=table.clock,
        health=health,
        monotonic=table.ticking,
    )
    node.subscribe()
    return Stand(table, node, health)


@pytest.fixture
def keys(table: Table) -> Iterator[tuple[Stand, KeyRatingPad]]:
    body = KeyRatingPad(echo_seconds=0.5)
    ids = count(1)
    link = ReconnectingLink(lambda: open_link(body.url, device=RATE), device=RATE, first_seconds=0.0)
    pad = Ff68RatingPad(link, device=RATE, poll_seconds=0.01, new_request_id=lambda: f"key-{next(ids):05d}")
    stand = stand_with(table, pad, None)
    stand.node.turn()
    yield stand, body
    stand.node.close()
    body.close()


@pytest.fixture
def tablet(table: Table) -> Iterator[tuple[Stand, PanelTablet]]:
    pad = PanelRatingPad(device=RATE, poll_seconds=0.01, absent_seconds=4.0, clock=table.ticking)
    ids = count(1)
    body = PanelTablet(pad.url, new_request_id=lambda: f"tap-{next(ids):05d}", sign_seconds=0.05)
    stand = stand_with(table, pad, 4.0)
    assert body.wait_until(lambda state: state.phase is PadPhase.CLOSED)
    yield stand, body
    body.close()
    stand.node.close()


@pytest.mark.req("E-01", "H-02")
def test_a_key_rates_the_serving_that_was_asked_about(keys: tuple[Stand, KeyRatingPad]) -> None:
    stand, body = keys
    stand.table.rating("asking", serving="s-1", seconds=30)
    stand.turn_until(lambda: body.asking)
    stand.while_doing(lambda: body.press(5))
    stand.turn_until(lambda: bool(stand.rates))
    (rate,) = stand.rates
    assert (rate.serving_id, rate.stars, rate.counter, rate.channel) == ("s-1", 5, "W44", "rater")
    assert stand.state() == ("ok", None)


@pytest.mark.req("E-02")
def test_a_second_press_is_another_request_and_a_press_nobody_asked_for_is_none(
    keys: tuple[Stand, KeyRatingPad],
) -> None:
    stand, body = keys
    stand.while_doing(lambda: body.press(5))
    stand.table.rating("asking", serving="s-1", seconds=30)
    stand.turn_until(lambda: body.asking)
    stand.while_doing(lambda: body.press(5))
    stand.table.rating("thanks", serving="s-1")
    stand.node.turn()
    stand.while_doing(lambda: body.press(4))
    stand.turn_until(lambda: len(stand.rates) == 2)
    assert [(rate.stars, rate.request_id) for rate in stand.rates] == [(5, "key-00001"), (4, "key-00002")]


@pytest.mark.req("E-01", "H-05")
def test_an_unanswered_rating_is_asked_again_under_its_own_id(keys: tuple[Stand, KeyRatingPad]) -> None:
    stand, body = keys

    def second_time(request: Request) -> Reply | None:
        return Done(request_id=request.request_id) if len(stand.rates) == 2 else None

    stand.table.answer = second_time
    stand.table.rating("asking", serving="s-1", seconds=30)
    stand.turn_until(lambda: body.asking)
    stand.while_doing(lambda: body.press(3))
    stand.turn_until(lambda: len(stand.rates) == 2)
    assert {rate.request_id for rate in stand.rates} == {"key-00001"}


@pytest.mark.req("H-02")
def test_an_unplugged_pad_with_keys_is_a_fault_and_unknown_when_it_is_back(keys: tuple[Stand, KeyRatingPad]) -> None:
    stand, body = keys
    body.break_("unplugged")
    with pytest.raises(DeviceUnplugged) as fault:
        stand.node.turn()
    stand.health.note_fault(RATE, fault.value)
    assert stand.state() == ("fault", "unplugged")
    body.fix()
    stand.node.turn()
    assert stand.state() == ("unknown", None)


@pytest.mark.sockets
@pytest.mark.req("E-01", "E-04", "W-14")
def test_a_tablet_shows_who_serves_asks_with_levels_and_thanks_only_when_the_hall_does(
    tablet: tuple[Stand, PanelTablet],
) -> None:
    stand, body = tablet
    stand.table.rating("idle")
    stand.node.turn()
    assert body.wait_until(lambda state: state.phase is PadPhase.IDLE)
    assert body.state is not None
    assert (body.state.staff_no, body.state.staff_post) == ("4401", "公积金受理员")
    stand.table.rating("asking", serving="s-1", seconds=30)
    stand.node.turn()
    assert body.wait_until(lambda state: state.phase is PadPhase.ASKING)
    assert [level.stars for level in body.state.levels] == [5, 4, 3, 2, 1]
    assert body.state.matter == "住房公积金提取"
    assert body.state.seconds_left == 30
    assert body.press(2) == "reason_needed"
    assert body.press(2, ("办事效率",)) == "accepted"
    stand.turn_until(lambda: bool(stand.rates))
    assert (stand.rates[0].stars, stand.rates[0].reasons) == (2, ("办事效率",))
    assert body.state.phase is PadPhase.ASKING, "thanks come with the hall's state"
    stand.table.rating("thanks", serving="s-1")
    stand.node.turn()
    assert body.wait_until(lambda state: state.phase is PadPhase.THANKS)


@pytest.mark.sockets
@pytest.mark.req("E-02")
def test_a_refused_rating_is_answered_politely_on_the_tablet(tablet: tuple[Stand, PanelTablet]) -> None:
    stand, body = tablet
    stand.table.answer = refuse
    stand.table.rating("asking", serving="s-1", seconds=30)
    stand.node.turn()
    assert body.wait_until(lambda state: state.phase is PadPhase.ASKING)
    assert body.press(5) == "accepted"
    stand.turn_until(lambda: bool(stand.rates))
    stand.turn_until(lambda: body.state is not None and body.state.notice_zh == "没有人在等候")
    stand.table.rating("idle")
    stand.turn_until(lambda: body.state is not None and body.state.notice_zh == "")


@pytest.mark.sockets
@pytest.mark.req("H-02")
def test_a_tablet_is_well_only_after_it_has_given_signs_for_a_while(tablet: tuple[Stand, PanelTablet]) -> None:
    stand, body = tablet
    stand.table.rating("idle")
    stand.node.turn()
    assert stand.state() == ("unknown", None)
    for _ in range(6):
        stand.table.ticking.seconds += 1.0
        heard = threading.Event()
        heard.wait(0.2)
        stand.node.turn()
    assert stand.state() == ("ok", None)
    body.break_("unplugged")
    threading.Event().wait(0.3)
    stand.table.ticking.seconds += 5.0
    with pytest.raises(DeviceUnplugged):
        stand.node.turn()
