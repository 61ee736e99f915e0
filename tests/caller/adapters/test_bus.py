"""The controller on the bus: who may ask what, sealed cards, greetings, catalogue copies; no person at rest."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest

from broker import messages as m
from broker.bus import Bus
from broker.catalogue import Catalogue
from broker.errors import NoAnswer
from broker.memory import MemoryBroker
from broker.sealed import HallSealer, Visit, new_key_text
from broker.terms import ClientCode, CounterCode, QueueLetter, RequestId, ServingId, StaffNo
from caller.adapters.bus import BusPublisher, HallOnBus
from caller.adapters.journal import SqlJournal
from caller.adapters.visitors import Visitors, age_on, masked
from caller.application.controller import Controller
from caller.domain import commands as c
from caller.domain.hall import Hall
from tests.caller.halls import CLERK, HALL, MORNING, StillClock, reference

NUMBER, NAME = "990101193508180319", "李高龄"
SECRET = b"0123456789abcdef0123456789abcdef"
K, W44 = QueueLetter("K"), CounterCode("W44")
SOON = MORNING + timedelta(seconds=10)


class RunningHall:
    """A controller on its own thread, a journal in a file, a bus in memory."""

    def __init__(self, folder: Path) -> None:
        self.broker = MemoryBroker()
        self.sealer = HallSealer(new_key_text())
        self.journal_file = folder / "journal.db"
        self.clock = StillClock()
        own = self.broker.connect(HALL, ClientCode("caller"))
        journal = SqlJournal(f"sqlite:///{self.journal_file}", HALL, now=MORNING)
        self.controller = Controller(
            hall=Hall(reference()), code=HALL, journal=journal, publisher=BusPublisher(own), clock=self.clock
        )
        HallOnBus(own, self.controller, Visitors(self.sealer, SECRET), self.clock).listen()
        self._thread = Thread(target=self.controller.run)
        self._thread.start()
        self._asked = 0

    def client(self, code: str) -> Bus:
        return self.broker.connect(HALL, ClientCode(code))

    def id(self) -> RequestId:
        self._asked += 1
        return RequestId(f"request-{self._asked:04}")

    def visit(self) -> tuple[Visit, m.Sealed]:
        visit = Visit(self.sealer.public)
        facts = m.CardFacts(card_kind="resident", number=NUMBER, name=NAME, birth=date(1935, 8, 18), valid_until=None)
        return visit, visit.seal(facts)

    def stop(self) -> None:
        self.controller.stop()
        self._thread.join()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    hall = RunningHall(tmp_path)
    yield hall
    hall.stop()


def greeting(hall: RunningHall, visit: Visit, card: m.Sealed) -> m.Greeting:
    reply = hall.client("K01").request(m.Identify(request_id=hall.id(), valid_until=SOON, card=card))
    assert isinstance(reply, m.Identified)
    return visit.open(reply.greeting, m.Greeting)


@pytest.mark.req("Q-01", "K-14")
def test_a_card_is_greeted_masked_and_nothing_of_it_rests(hall: RunningHall) -> None:
    visit, card = hall.visit()
    before = greeting(hall, visit, card)
    assert (before.masked_name, before.elderly, before.tickets) == ("李*", True, ())
    issue = m.IssueTicket(request_id=hall.id(), valid_until=SOON, queue=K, card=card)
    given = hall.client("K01").request(issue)
    assert isinstance(given, m.TicketGiven)
    assert given.ticket.ticket_class == "green"
    assert [ticket.number for ticket in greeting(hall, visit, card).tickets] == ["K001"]
    refused = hall.client("K02").request(issue.model_copy(update={"request_id": hall.id()}))
    assert isinstance(refused, m.Refused)
    assert refused.reason == "AlreadyHolding"
    hall.stop()
    for file in hall.journal_file.parent.iterdir():
        content = file.read_bytes()
        for secret in (NUMBER, NAME, "19350818", "1935-08-18"):
            assert secret.encode() not in content, f"{secret} rests in {file.name}"


@pytest.mark.req("Q-01", "Q-02")
def test_a_visitor_with_a_ticket_of_every_queue_is_greeted(hall: RunningHall) -> None:
    visit, card = hall.visit()
    letters = [queue.letter for queue in reference().queues]
    for letter in letters:
        issue = m.IssueTicket(request_id=hall.id(), valid_until=SOON, queue=letter, card=card)
        assert isinstance(hall.client("K01").request(issue), m.TicketGiven)
    assert [ticket.queue for ticket in greeting(hall, visit, card).tickets] == letters


def test_a_question_that_fails_is_named_in_the_log(hall: RunningHall, caplog: pytest.LogCaptureFixture) -> None:
    _, card = hall.visit()
    kiosk = hall.client("K01")
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("caller.adapters.bus.rateable_serving")
        with pytest.raises(NoAnswer):
            kiosk.request(m.Identify(request_id=hall.id(), valid_until=SOON, card=card), timeout_seconds=0.2)
        hall.controller.read(lambda scene: scene.now)  # whatever was asked before has been tried by now
    assert "K01 has no answer" in caplog.text


@pytest.mark.req("E-02", "Q-01")
def test_a_visitor_rates_the_last_visit_with_the_same_card(hall: RunningHall) -> None:
    visit, card = hall.visit()
    kiosk = hall.client("K01")
    kiosk.request(m.IssueTicket(request_id=hall.id(), valid_until=SOON, queue=K, card=card))
    for command in (c.SignIn(W44, StaffNo("4401")), c.CallNext(W44), c.StartServing(W44), c.Complete(W44)):
        assert hall.controller.ask(command, actor=CLERK, request_id=hall.id()).kind != "refused"
    rateable = greeting(hall, visit, card).rateable
    assert rateable is not None
    assert (rateable.number, rateable.counter) == ("K001", "W44")
    rate = m.Rate(
        request_id=hall.id(), valid_until=SOON, serving_id=rateable.serving_id, stars=4, channel="kiosk", card=card
    )
    assert kiosk.request(rate).kind == "done"
    assert greeting(hall, visit, card).rateable is None


NODE_REQUESTS: list[m.Request] = [
    m.CallNext(request_id=RequestId("x" * 8), valid_until=SOON, counter=W44),
    m.TransferToCounter(request_id=RequestId("x" * 8), valid_until=SOON, counter=W44, to_counter=CounterCode("W45")),
    m.Rate(request_id=RequestId("x" * 8), valid_until=SOON, serving_id=ServingId("s"), stars=5, counter=W44),
]


@pytest.mark.req("H-05")
@pytest.mark.parametrize("request_", NODE_REQUESTS, ids=lambda r: r.kind)
@pytest.mark.parametrize("client", ["K01", "N-S01", "LED-HALL", "stranger"])
def test_nobody_but_the_windows_node_may_act_at_a_window(hall: RunningHall, client: str, request_: m.Request) -> None:
    reply = hall.client(client).request(request_.model_copy(update={"request_id": hall.id()}))
    assert isinstance(reply, m.Refused)
    assert reply.reason == "NotYours"


@pytest.mark.req("H-05")
def test_a_window_issues_no_tickets_and_a_false_card_is_refused(hall: RunningHall) -> None:
    issue = m.IssueTicket(request_id=hall.id(), valid_until=SOON, queue=K)
    reply = hall.client("N-S08").request(issue)
    assert isinstance(reply, m.Refused)
    other = Visit(HallSealer(new_key_text()).public).seal(m.Done(request_id=hall.id()))
    for request in (
        m.IssueTicket(request_id=hall.id(), valid_until=SOON, queue=K, card=other),
        m.Identify(request_id=hall.id(), valid_until=SOON, card=other),
        m.Identify(request_id=hall.id(), valid_until=SOON, card=m.Sealed(visit_public="!", boxed="?")),
    ):
        reply = hall.client("K01").request(request)
        assert isinstance(reply, m.Refused)
        assert reply.reason == "NotYours"


@pytest.mark.req("H-01")
def test_a_kiosk_gets_the_catalogue_once(hall: RunningHall) -> None:
    kiosk = hall.client("K01")
    copy = kiosk.request(m.FetchCatalogue(request_id=hall.id(), valid_until=SOON))
    assert isinstance(copy, m.CatalogueCopy)
    assert copy.document is not None
    assert Catalogue.from_json(copy.document).revision_hash == copy.hash
    assert "4401" not in copy.document, "no staff on a kiosk"
    assert NUMBER not in copy.document, "no fictional persons on a kiosk"
    again = kiosk.request(m.FetchCatalogue(request_id=hall.id(), valid_until=SOON, known_hash=copy.hash))
    assert isinstance(again, m.CatalogueCopy)
    assert again.document is None


def test_names_are_masked_and_ages_are_full_years() -> None:
    assert masked(" 欧阳示范 ") == "欧*"
    assert age_on(date(1956, 11, 24), date(2026, 11, 23)) == 69
    assert age_on(date(1956, 11, 23), date(2026, 11, 23)) == 70
