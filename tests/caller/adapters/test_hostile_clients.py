"""What a broken or hostile client says is held against the device list; none of it ends the hall or fills it."""

from datetime import date, timedelta

import pytest

from broker import messages as m
from broker import topics
from broker.memory import MemoryBroker, MemoryBus
from broker.sealed import HallSealer, Visit, new_key_text
from broker.terms import ClientCode, DeviceCode, RequestId
from caller.adapters.bus import BusPublisher, HallOnBus
from caller.adapters.visitors import Visitors
from caller.application.controller import Controller
from caller.application.inbox import Ask, Heard, Item, Question
from caller.domain import commands as c
from caller.domain.hall import Hall
from tests.caller.halls import CLERK, HALL, MORNING, MemoryJournal, StillClock, TestHall, reference

CALLER, NODE = ClientCode("caller"), ClientCode("N-S08")


class Door(Controller):
    """A controller whose inbox a test can look into."""

    def __init__(self, hall: Hall, own: MemoryBus, posted: list[Item]) -> None:
        super().__init__(hall=hall, code=HALL, journal=MemoryJournal(), publisher=BusPublisher(own), clock=StillClock())
        self.posted = posted

    def post(self, item: Item) -> None:
        self.posted.append(item)


class Stage:
    """A controller on a bus in memory, stepped by hand."""

    def __init__(self) -> None:
        self.broker = MemoryBroker()
        own = self.broker.connect(HALL, CALLER)
        self.hall = Hall(reference())
        self.posted: list[Item] = []
        self.controller = Door(self.hall, own, self.posted)
        self.controller.start()
        self.sealer = HallSealer(new_key_text())
        self.on_bus = HallOnBus(own, self.controller, Visitors(self.sealer, b"s" * 32), StillClock())
        self.on_bus.listen()
        self.posted.clear()

    def client(self, code: str) -> MemoryBus:
        return self.broker.connect(HALL, ClientCode(code))


@pytest.fixture
def hall() -> Stage:
    return Stage()


@pytest.mark.req("H-05", "H-03")
def test_nobody_speaks_for_another_client(hall: Stage) -> None:
    kiosk = hall.client("K01")
    for other in (CALLER, NODE):
        kiosk.publish(topics.health(HALL, ClientCode("K01")), m.Health(client=other, online=False))
    assert not hall.posted
    kiosk.publish(topics.health(HALL, ClientCode("K01")), m.Health(client=ClientCode("K01"), online=True))
    assert [type(item) for item in hall.posted] == [Heard]


@pytest.mark.req("Q-07")
def test_a_call_is_confirmed_only_by_who_has_the_screen(hall: Stage) -> None:
    shown = m.Shown(device=DeviceCode("LED-44"), revision=1, text="K001", at=MORNING)
    hall.client("N-S01").publish(topics.shown(HALL, ClientCode("N-S01")), shown)
    assert not hall.posted
    hall.client(NODE).publish(topics.shown(HALL, NODE), shown)
    assert [type(item) for item in hall.posted] == [Heard]


@pytest.mark.req("K-14")
def test_only_a_kiosk_learns_who_a_card_is(hall: Stage) -> None:
    facts = m.CardFacts(card_kind="resident", number="1", name="示", birth=date(1990, 1, 1), valid_until=None)
    card = Visit(hall.sealer.public).seal(facts)
    asked = m.Identify(request_id=RequestId("identify-1"), valid_until=MORNING, card=card)
    hall.client(NODE).publish(topics.request(HALL, NODE), asked)
    assert not [item for item in hall.posted if isinstance(item, Question)]
    hall.client("K01").publish(topics.request(HALL, ClientCode("K01")), asked)
    assert [item for item in hall.posted if isinstance(item, Question)]


@pytest.mark.req("H-05", "H-06")
def test_devices_that_were_made_up_are_shown_and_not_journalled() -> None:
    hall = TestHall()
    made_up = {DeviceCode(f"made-up-{n}"): m.DeviceHealth(state="fault", what=f"{n}", since=MORNING) for n in range(50)}
    before = hall.journal.seq
    hall.controller.step([Heard(m.Health(client=NODE, online=True, devices=made_up))])
    assert hall.journal.seq == before
    question = Question(lambda scene: [row for row in scene.devices.rows() if row.device in made_up])
    hall.controller.step([question])
    assert [row.expected for row in question.wait(0)] == [False] * 50


@pytest.mark.req("H-06")
def test_a_board_too_large_for_the_bus_does_not_end_the_hall(hall: Stage, caplog: pytest.LogCaptureFixture) -> None:
    board = reference().boards[0]
    for number in range(60):
        notice = c.PostNotice(f"n{number}", (board.zone,), "字" * 300, "x" * 300, MORNING, MORNING + timedelta(hours=9))
        hall.controller.step([_asked(notice, number)])
    assert "does not fit" in caplog.text
    assert len(hall.hall.state.notices) == 60


def _asked(command: c.Command, number: int) -> Item:
    return Ask(command, CLERK, RequestId(f"request-{number}"), lambda _: None)


@pytest.mark.req("H-05", "H-04")
def test_the_controller_tells_when_it_comes_and_goes(hall: Stage) -> None:
    def told() -> m.Health:
        return m.Health.model_validate_json(hall.broker.retained[str(topics.health(HALL, CALLER))])

    assert told().online
    hall.on_bus.leave()
    assert not told().online
    hall.broker.stop()
    hall.on_bus.leave()
    hall.broker.start()
    assert told().online, "back after the broker's restart, whatever the last will said"
