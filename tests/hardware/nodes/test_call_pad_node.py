"""Keys on the emulated pad's wire become requests, answers become beeps, queues become its number."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest

from broker.bus import HallClock
from broker.messages import (
    CallNext,
    Complete,
    NoShow,
    Park,
    PauseCounter,
    Recall,
    ReopenCounter,
    Reply,
    Request,
    StartServing,
    TransferToCounter,
)
from broker.terms import DeviceCode
from hardware.drivers.call_pad import Ff68CallPad
from hardware.emulators.call_pad import CallPadBody
from hardware.links import ReconnectingLink, open_link
from hardware.nodes.asker import Asker
from hardware.nodes.call_pad_node import CallPadNode
from hardware.nodes.health import HealthBoard
from hardware.ports.faults import DeviceUnplugged
from tests.hardware.nodes.hall_table import COUNTER, Table, refuse

PAD = DeviceCode("PAD-44")
MOST_TURNS = 400


@dataclass
class Desk:
    table: Table
    node: CallPadNode
    body: CallPadBody
    health: HealthBoard

    def turn_until(self, done: Callable[[], bool]) -> None:
        for _ in range(MOST_TURNS):
            if done():
                return
            self.table.ticking.seconds += 0.3
            self.node.turn()
        pytest.fail("it did not come to that")

    def press(self, wish: str, window: int | None = None) -> None:
        """Press keys, and let the node work until the pad has its echo."""
        echoed: list[bool] = []
        hand = threading.Thread(target=lambda: echoed.append(self.body.press(wish, window)))
        hand.start()
        while hand.is_alive():
            self.node.turn()
        assert echoed == [True]


@pytest.fixture
def desk(table: Table) -> Iterator[Desk]:
    body = CallPadBody(echo_seconds=0.5)
    health = table.board(PAD)
    link = ReconnectingLink(lambda: open_link(body.url, device=PAD), device=PAD, first_seconds=0.0)
    ids = count(1)
    node = CallPadNode(
        Ff68CallPad(link, device=PAD, poll_seconds=0.01),
        Asker(table.bus, name=PAD, attempt_seconds=0.05),
        device=PAD,
        counter=COUNTER,
        window_code="W{:02d}",
        bus=table.bus,
        clock=table.clock,
        health=health,
        new_request_id=lambda: f"press-{next(ids):04d}",
        monotonic=table.ticking,
    )
    node.subscribe()
    node.turn()
    yield Desk(table, node, body, health)
    node.close()
    body.close()


@pytest.mark.req("Q-06", "H-02")
@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ("next", CallNext),
        ("recall", Recall),
        ("arrived", StartServing),
        ("noshow", NoShow),
        ("park", Park),
        ("pause", PauseCounter),
        ("finish", Complete),
    ],
)
def test_each_key_asks_for_its_deed_and_beeps_once(desk: Desk, wish: str, kind: type[Request]) -> None:
    desk.press(wish)
    desk.turn_until(lambda: desk.body.beeps == 1)
    (request,) = desk.table.requests
    assert type(request) is kind
    assert request.request_id == "press-0001"
    assert request.valid_until == desk.table.now + timedelta(seconds=3)
    for _ in range(5):
        desk.table.ticking.seconds += 1
        desk.node.turn()
    assert desk.body.beeps == 1


@pytest.mark.req("Q-06")
def test_a_transfer_names_the_window_of_the_number_typed(desk: Desk) -> None:
    desk.press("transfer", 9)
    desk.turn_until(lambda: len(desk.table.requests) == 1)
    (request,) = desk.table.requests
    assert isinstance(request, TransferToCounter)
    assert (request.counter, request.to_counter) == ("W44", "W09")


@pytest.mark.req("Q-06")
def test_the_pause_key_reopens_a_window_that_is_paused(desk: Desk) -> None:
    desk.table.display(phase="paused")
    desk.press("pause")
    desk.turn_until(lambda: len(desk.table.requests) == 1)
    assert isinstance(desk.table.requests[0], ReopenCounter)


@pytest.mark.req("Q-06")
def test_a_refusal_beeps_twice(desk: Desk) -> None:
    desk.table.answer = refuse
    desk.press("next")
    desk.turn_until(lambda: desk.body.beeps == 2)


@pytest.mark.req("Q-06", "H-05")
def test_an_unanswered_press_is_asked_again_under_its_own_id(desk: Desk) -> None:
    answered = desk.table.answer

    def third_time_lucky(request: Request) -> Reply | None:
        return answered(request) if len(desk.table.requests) == 3 else None

    desk.table.answer = third_time_lucky
    desk.press("next")
    desk.turn_until(lambda: desk.body.beeps == 1)
    assert [request.request_id for request in desk.table.requests] == ["press-0001"] * 3


@pytest.mark.req("Q-06", "H-05")
def test_every_press_has_its_own_id_and_they_keep_their_order(desk: Desk) -> None:
    desk.press("next")
    desk.press("arrived")
    desk.press("finish")
    desk.turn_until(lambda: len(desk.table.requests) == 3)
    assert [request.kind for request in desk.table.requests] == ["call_next", "start_serving", "complete"]
    assert len({request.request_id for request in desk.table.requests}) == 3


def test_a_pad_is_heard_while_an_answer_is_awaited(desk: Desk) -> None:
    asked = threading.Event()
    go_on = threading.Event()
    answered = desk.table.answer

    def slowly(request: Request) -> Reply | None:
        asked.set()
        assert go_on.wait(5)
        return answered(request)

    desk.table.answer = slowly
    desk.press("next")
    assert asked.wait(5)
    desk.press("arrived")
    go_on.set()
    desk.turn_until(lambda: desk.body.beeps == 2)


def test_before_the_hall_was_ever_heard_a_press_is_refused(
    table: Table, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.node, "_clock", HallClock(table.ticking))
    desk.press("next")
    desk.turn_until(lambda: desk.body.beeps == 2)
    assert table.requests == []


@pytest.mark.req("Q-06")
def test_the_pad_shows_how_many_wait_for_its_window(desk: Desk) -> None:
    desk.table.line("K", 7)
    desk.table.line("L", 2)
    desk.table.line("A", 90, counters=("W09",))
    desk.turn_until(lambda: desk.body.waiting == 9)
    desk.table.line("K", 6)
    desk.turn_until(lambda: desk.body.waiting == 8)


@pytest.mark.req("H-02")
def test_a_quiet_pad_is_unknown_a_pressed_one_well_and_an_unplugged_one_at_fault(desk: Desk) -> None:
    def state() -> tuple[str, str | None]:
        device = desk.health.message().devices[PAD]
        return device.state, device.what

    assert state() == ("unknown", None)
    desk.press("next")
    assert state() == ("ok", None)
    desk.body.break_("unplugged")
    with pytest.raises(DeviceUnplugged) as fault:
        desk.node.turn()
    desk.health.note_fault(PAD, fault.value)
    assert state() == ("fault", "unplugged")
    desk.body.fix()
    desk.node.turn()
    assert state() == ("unknown", None), "it has not spoken since"


def test_a_pad_that_comes_back_is_told_again_how_many_wait(desk: Desk) -> None:
    desk.table.line("K", 7)
    desk.turn_until(lambda: desk.body.waiting == 7)
    desk.body.break_("unplugged")
    with pytest.raises(DeviceUnplugged):
        desk.node.turn()
    desk.body.waiting = None
    desk.body.fix()
    desk.turn_until(lambda: desk.body.waiting == 7)
