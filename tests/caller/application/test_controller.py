"""The controller's promises: nothing is told before it is on disk, everything is said again when the broker returns."""

import pytest

from broker import topics
from broker.messages import DeviceHealth, DisplayState, Health, LineState, Refused, Shown, TicketGiven
from broker.terms import ClientCode, CounterCode, DeviceCode, QueueLetter
from caller.application.inbox import Ask, BusChanged, Heard, Question
from caller.application.ports import HallAway, Scene
from caller.application.sentences import SENTENCES
from caller.domain import commands as c
from caller.domain import refusals
from tests.caller.halls import CLERK, HALL, KIOSK, TestHall, reference, visitor

W44 = CounterCode("W44")
LED = DeviceCode("LED-44")
NODE = ClientCode("N-S08")


@pytest.fixture
def hall() -> TestHall:
    hall = TestHall()
    hall.sit()
    return hall


@pytest.mark.req("H-06")
def test_nobody_is_told_anything_when_the_journal_cannot_be_written(hall: TestHall) -> None:
    hall.journal.broken = True
    told: list[object] = []
    said = len(hall.listener.heard)
    command = c.IssueTicket(QueueLetter("K"), None, None, "en", None, "x")
    with pytest.raises(OSError, match="disk"):
        hall.controller.step([Ask(command, KIOSK, hall.request_id(), told.append)])
    assert not told
    assert len(hall.listener.heard) == said
    hall.journal.broken = False
    hall.restart()
    given = hall.issue()
    assert isinstance(given, TicketGiven)
    assert given.ticket.number == "K001", "what nobody was told has not happened"


@pytest.mark.req("H-05")
def test_everything_is_said_again_when_the_broker_comes_back(hall: TestHall) -> None:
    hall.listener.connected = False
    hall.issue()
    hall.ask(c.CallNext(W44))
    hall.controller.step([BusChanged(connected=False)])
    hall.listener.connected = True
    hall.listener.retained.clear()
    hall.controller.step([BusChanged(connected=True)])
    shown = hall.listener.retained[topics.display(HALL, W44)]
    assert isinstance(shown, DisplayState)
    assert (shown.ticket, shown.phase) == ("K001", "calling")
    assert len(hall.listener.retained) == 64 * 2 + 23 + 11 + len(reference().kiosks) + 2


@pytest.mark.req("Q-01")
def test_a_line_says_how_many_wait_and_for_how_long(hall: TestHall) -> None:
    for _ in range(7):
        hall.issue()
    line = hall.listener.retained[topics.line(HALL, QueueLetter("K"))]
    assert isinstance(line, LineState)
    assert line.waiting == 7
    assert line.wait is not None
    assert 0 < line.wait.low_minutes < line.wait.high_minutes
    nobody = hall.listener.retained[topics.line(HALL, QueueLetter("E"))]
    assert isinstance(nobody, LineState)
    assert nobody.wait is None, "no window is open: nothing is promised"


def scene_of(hall: TestHall) -> Scene:
    question = Question(lambda scene: scene)
    hall.controller.step([question])
    scene = question.wait(0)
    assert isinstance(scene, Scene)
    return scene


@pytest.mark.req("Q-07")
def test_a_call_that_no_screen_confirms_within_two_seconds_is_named(hall: TestHall) -> None:
    hall.issue()
    hall.ask(c.CallNext(W44))
    hall.tick(seconds=1)
    assert not scene_of(hall).devices.unconfirmed
    hall.tick(seconds=2)
    missing = scene_of(hall).devices.unconfirmed
    assert [(call.counter, call.number) for call in missing] == [("W44", "K001")]
    shown = Shown(device=LED, revision=1, text="K001", ticket="K001", call_count=1, at=hall.clock.now())
    hall.controller.step([Heard(shown)])
    hall.tick(seconds=1)
    assert not scene_of(hall).devices.unconfirmed


@pytest.mark.req("K-16", "Q-03")
def test_faults_begin_and_end_once_and_a_lost_client_is_one_outage(hall: TestHall) -> None:
    def report(state: str | None, *, online: bool = True) -> None:
        devices = {}
        if state is not None:
            devices = {LED: DeviceHealth.model_validate({"state": state, "what": None, "since": hall.clock.now()})}
        hall.controller.step([Heard(Health(client=NODE, online=online, at=hall.clock.now(), devices=devices))])

    for state in ("ok", "fault", "fault", "ok"):
        report(state)
        hall.clock.pass_(seconds=10)
    report(None, online=False)
    hall.clock.pass_(seconds=30)
    report("ok")
    outages = hall.hall.state.outages
    assert [(o.device, o.what, o.ended_at is not None) for o in outages] == [
        (LED, "fault", True),
        (None, "offline", True),
    ]
    rows = {row.device: row.state for row in scene_of(hall).devices.rows()}
    assert rows[LED] == "ok"
    assert rows[DeviceCode("K01.card")] == "unknown", "silence is not health"


def test_a_question_that_fails_fails_for_the_asker_alone(hall: TestHall) -> None:
    question = Question(lambda scene: scene.hall.tickets[c.TicketId("none")])
    assert hall.controller.step([question])
    with pytest.raises(KeyError):
        question.wait(0)


def test_every_refusal_can_be_said_in_three_languages() -> None:
    every = set(refusals.Refusal.__subclasses__())
    assert every == set(SENTENCES)


def test_late_requests_are_refused_but_a_repeat_gets_its_first_answer(hall: TestHall) -> None:
    told: list[object] = []
    early = hall.request_id()
    command = c.IssueTicket(QueueLetter("K"), None, None, "en", visitor(), "x")
    until = hall.clock.now()
    hall.controller.step([Ask(command, KIOSK, early, told.append, until)])
    hall.clock.pass_(seconds=11)
    hall.controller.step([Ask(command, KIOSK, early, told.append, until)])
    hall.controller.step([Ask(c.CallNext(W44), CLERK, hall.request_id(), told.append, until)])
    assert told[0] == told[1]
    assert isinstance(told[2], Refused)
    assert told[2].reason == "TooLate"


@pytest.mark.req("H-06")
def test_a_press_that_nobody_answered_is_not_done_long_after(hall: TestHall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.issue()
    late = hall.request_id()
    asked: list[Ask] = []
    monkeypatch.setattr(hall.controller, "post", asked.append)
    with pytest.raises(HallAway):
        hall.controller.ask(c.CallNext(W44), actor=CLERK, request_id=late, timeout_seconds=0.01)
    hall.clock.pass_(seconds=60)
    hall.controller.step([*asked])
    assert hall.hall.counters[W44].ticket_id is None
    again = hall.ask(c.CallNext(W44), request_id=late)
    assert isinstance(again, Refused)
    assert again.reason == "TooLate"


def test_a_snapshot_and_the_tail_give_the_same_hall(hall: TestHall) -> None:
    for _ in range(3):
        hall.issue()
    hall.journal.keep_snapshot(hall.journal.seq, hall.hall.state)
    hall.ask(c.CallNext(W44))
    before = hall.listener.retained[topics.display(HALL, W44)]
    hall.restart()
    after = hall.listener.retained[topics.display(HALL, W44)]
    assert isinstance(after, DisplayState)
    assert isinstance(before, DisplayState)
    assert after.model_copy(update={"revision": before.revision}) == before
    assert after.revision >= before.revision
