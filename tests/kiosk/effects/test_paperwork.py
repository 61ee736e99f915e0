"""Papers and certificates on their way to the tray, on the bus in memory: the truth is told, of a lost sheet too."""

import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from threading import Event as Signal
from threading import Thread

import pytest

from broker.bus import HallClock
from broker.memory import MemoryBroker
from broker.messages import (
    REQUEST,
    ApplicationGiven,
    CertificateView,
    DocumentFile,
    DocumentGiven,
    Done,
    FetchPaper,
    Message,
    PaperGiven,
    Refused,
    Reply,
    ReportLeftSheet,
    ReportSheet,
    Request,
    Sealed,
)
from broker.sealed import HallSealer, new_key_text
from broker.terms import CaseId, CertificateCode, ClientCode, FormCode, HallCode, RequestId, SerialNo
from broker.topics import Kind, Topic, every
from broker.topics import reply as reply_topic
from hardware.ports.document_printer import DocumentTrouble, LeftDocument
from kiosk.effects.asking import Asker
from kiosk.effects.free_papers import FreePapers
from kiosk.effects.keys import VisitKeys
from kiosk.effects.paperwork import Paperwork
from kiosk.flow.events import (
    ApplicationCame,
    Event,
    HallSilent,
    PaperComes,
    PaperFailed,
    PaperPrinted,
    RequestRefused,
)
from kiosk.flow.news import News
from kiosk.flow.orders import PrintDocument, PrintPaper
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import DocumentFailed, DocumentPrinted, PageTrouble
from tests.kiosk import world
from tests.kiosk.applications import granted
from tests.kiosk.effects.test_keys_and_catalogue import FACTS

HALL, KIOSK = HallCode("demo"), ClientCode("K05")
GUIDE = PaperWish("guide", owner=world.FUND)
OWN_FORM = PaperWish("filled", form=FormCode("F-INDIV"))
PDF = b"%PDF-1.7 guide"


@dataclass
class Bench:
    """A kiosk's paperwork, the hall it asks, and a printer that does what the test says."""

    paperwork: Paperwork
    free: FreePapers
    keys: VisitKeys
    sealer: HallSealer
    told: list[Event | News] = field(default_factory=list[Event | News])
    asked: list[Request] = field(default_factory=list[Request])
    printed: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    answer: Callable[[Request], Reply | None] = lambda request: Done(request_id=request.request_id)

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not done():
            assert time.monotonic() < end, self.told
            time.sleep(0.005)

    def until_told(self, event: Event | News) -> None:
        self.until(lambda: event in self.told)

    def until_printing(self, number: int = 1) -> str:
        self.until(lambda: len(self.printed) >= number)
        return self.printed[number - 1][0]


@pytest.fixture
def bench() -> Iterator[Bench]:
    broker, clock, sealer, ids = MemoryBroker(), HallClock(time.monotonic), HallSealer(new_key_text()), count(1)
    told: list[Event | News] = []
    keys = VisitKeys(sealer.public)
    asker = Asker(
        broker.connect(HALL, KIOSK),
        clock,
        keys,
        told.append,
        mint=lambda: RequestId(f"request-{next(ids)}"),
        monotonic=time.monotonic,
    )
    paperwork = Paperwork(asker, told.append)
    made = Bench(paperwork, FreePapers(asker, keys, told.append, paperwork), keys, sealer, told)
    paperwork.print_pages = lambda job, pdf: made.printed.append((job, pdf))
    hall = broker.connect(HALL, ClientCode("caller"))

    def hear(topic: Topic, message: Message) -> None:
        request: Request = REQUEST.validate_python(message)
        made.asked.append(request)
        answer = made.answer(request)
        if answer is not None:
            hall.publish(reply_topic(HALL, ClientCode(topic.name)), answer)

    hall.subscribe(every(HALL, Kind.REQUEST), hear)
    clock.hear(world.NINE)
    stop = Signal()
    thread = Thread(target=lambda: asker.run(stop), daemon=True)
    thread.start()
    yield made
    stop.set()
    thread.join(10)


def guide(request: Request) -> Reply:
    return PaperGiven(request_id=request.request_id, name="guide-GJJ-001", pages=1, pdf=b64encode(PDF).decode())


@pytest.mark.req("G-05")
def test_a_paper_is_fetched_printed_and_said_to_lie_in_the_tray(bench: Bench) -> None:
    bench.answer = guide
    bench.free.order(PrintPaper(GUIDE, "en", None))
    job = bench.until_printing()
    assert bench.told == [PaperComes(GUIDE)]
    assert bench.printed == [(job, PDF)]
    (request,) = bench.asked
    assert isinstance(request, FetchPaper)
    assert (request.paper, request.owner, request.language, request.card) == ("guide", world.FUND, "en", None)
    bench.paperwork.heard(DocumentPrinted(job, 1))
    assert bench.told == [PaperComes(GUIDE), PaperPrinted(GUIDE)]


@pytest.mark.req("G-05")
@pytest.mark.parametrize("trouble", list(PageTrouble))
def test_whatever_keeps_a_paper_from_coming_is_told_as_it_is(bench: Bench, trouble: PageTrouble) -> None:
    bench.answer = guide
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    bench.paperwork.heard(DocumentFailed(bench.until_printing(), trouble, started=True))
    assert bench.told == [PaperComes(GUIDE), PaperFailed(GUIDE, trouble)]


def test_without_a_page_printer_the_kiosk_says_so_and_asks_nobody(bench: Bench) -> None:
    bench.paperwork.print_pages = None
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    assert bench.told == [PaperFailed(GUIDE, PageTrouble.ABSENT)]
    assert bench.asked == []


def test_the_halls_refusal_is_told_in_its_own_words(bench: Bench) -> None:
    bench.answer = lambda request: Refused(
        request_id=request.request_id, reason="NoSuchDocument", sentence=world.REFUSAL
    )
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    bench.until_told(PaperFailed(GUIDE, sentence=world.REFUSAL))
    assert bench.printed == []


def nothing(request: Request) -> Reply:
    return Done(request_id=request.request_id)


def nonsense(request: Request) -> Reply:
    return PaperGiven(request_id=request.request_id, name="guide", pages=1, pdf="not Base64")


@pytest.mark.parametrize("answer", [nothing, nonsense])
def test_an_answer_that_is_no_paper_is_a_paper_that_was_not_given(
    bench: Bench, answer: Callable[[Request], Reply]
) -> None:
    bench.answer = answer
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    bench.until_told(PaperFailed(GUIDE))
    assert HallSilent() not in bench.told
    assert bench.printed == []


@pytest.mark.req("K-07", "K-14")
def test_an_own_form_comes_sealed_and_is_not_printed_after_its_visit(bench: Bench) -> None:
    card = bench.keys.seal(FACTS)
    file = DocumentFile(name="filled-F-INDIV", pages=2, pdf=b64encode(PDF).decode())

    def own(request: Request) -> Reply:
        return DocumentGiven(request_id=request.request_id, document=bench.sealer.seal(file, card.visit_public))

    bench.answer = own
    bench.free.order(PrintPaper(OWN_FORM, "zh-Hans", card))
    job = bench.until_printing()
    assert FACTS.name not in job
    bench.keys.forget(card)
    bench.free.order(PrintPaper(OWN_FORM, "zh-Hans", card))
    bench.until_told(PaperFailed(OWN_FORM))
    assert len(bench.printed) == 1


def test_what_became_of_the_paper_of_an_earlier_visitor_is_nobodys_news(bench: Bench) -> None:
    bench.answer = guide
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    first = bench.until_printing()
    bench.free.order(PrintPaper(GUIDE, "zh-Hans", None))
    second = bench.until_printing(2)
    bench.paperwork.heard(DocumentPrinted(first, 1))
    assert PaperPrinted(GUIDE) not in bench.told
    bench.paperwork.heard(DocumentPrinted(second, 1))
    assert bench.told[-1] == PaperPrinted(GUIDE)


# ------------------------------------------------------------------------------------------------------ certificates


FIRST = SerialNo("SF2026-000001")


def certificate(card: Sealed, serial: str | None = FIRST) -> PrintDocument:
    file = DocumentFile(name=f"C-HYG:{FIRST}", pages=1, pdf=b64encode(PDF).decode())
    number = None if serial is None else SerialNo(serial)
    return PrintDocument(card, CaseId("case-1"), "C-HYG 1", file, number)


@pytest.fixture
def holder(bench: Bench) -> Sealed:
    """Somebody's card; the hall answers that the first number counts."""
    card = bench.keys.seal(FACTS)

    def view(request: Request) -> Reply:
        application = granted(CertificateView(certificate=CertificateCode("C-HYG"), serial=FIRST, state="valid"))
        sealed = bench.sealer.seal(application, card.visit_public)
        return ApplicationGiven(request_id=request.request_id, application=sealed)

    bench.answer = view
    return card


def sheets(bench: Bench) -> list[tuple[str, str, str | None]]:
    """What the hall was told of sheets."""
    told = [request for request in bench.asked if isinstance(request, ReportSheet)]
    assert {request.case for request in told} == {"case-1"}
    return [(request.serial, request.outcome, request.fault) for request in told]


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (DocumentPrinted("C-HYG 1", 1), ("printed", None)),
        (DocumentFailed("C-HYG 1", PageTrouble.JAMMED, started=True), ("lost", "jammed")),
        (DocumentFailed("C-HYG 1", PageTrouble.SILENT, started=True), ("lost", "silent")),
        (DocumentFailed("C-HYG 1", PageTrouble.OUT_OF_PAPER, started=False), ("unused", None)),
    ],
)
def test_the_hall_knows_of_a_number_before_it_goes_on_paper_and_what_came_of_it(
    bench: Bench, holder: Sealed, outcome: DocumentPrinted | DocumentFailed, told: tuple[str, str | None]
) -> None:
    bench.paperwork.print(certificate(holder))
    bench.until_printing()
    assert sheets(bench) == [(FIRST, "begun", None)]
    bench.paperwork.heard(outcome)
    assert outcome in bench.told
    bench.until(lambda: len(bench.asked) == 2)
    assert sheets(bench)[-1] == (FIRST, *told)


@pytest.mark.req("K-05")
def test_a_number_that_does_not_count_any_more_is_not_printed(bench: Bench, holder: Sealed) -> None:
    bench.paperwork.print(certificate(holder, "SF2026-000000"))
    bench.until(lambda: bool(bench.told))
    (came,) = bench.told
    assert isinstance(came, ApplicationCame)
    assert [known.serial for known in came.view.certificates] == [FIRST], "the new number is told instead"
    bench.answer = lambda request: Refused(request_id=request.request_id, reason="SheetIsOut", sentence=world.REFUSAL)
    bench.paperwork.print(certificate(holder))
    bench.until_told(RequestRefused(world.REFUSAL))
    assert bench.printed == []


@pytest.mark.req("K-05", "K-14")
def test_a_number_of_which_the_hall_does_not_know_is_not_printed(bench: Bench, holder: Sealed) -> None:
    bench.keys.forget(holder)
    bench.paperwork.print(certificate(holder))
    bench.until_told(DocumentFailed("C-HYG 1", PageTrouble.HALL_SILENT, started=False))
    bench.until(lambda: len(bench.asked) == 2)
    assert sheets(bench) == [(FIRST, "begun", None), (FIRST, "unused", None)]
    assert bench.printed == []


@pytest.mark.req("K-05")
def test_without_a_page_printer_no_number_is_begun(bench: Bench, holder: Sealed) -> None:
    bench.paperwork.print_pages = None
    bench.paperwork.print(certificate(holder))
    assert bench.told == [DocumentFailed("C-HYG 1", PageTrouble.ABSENT, started=False)]
    assert bench.asked == []


@pytest.mark.req("K-05", "K-14")
def test_what_became_of_sheets_that_were_left_is_told_to_the_hall_without_a_card(bench: Bench) -> None:
    stuck = LeftDocument(f"case-1 C-HYG:{FIRST}", printed=False, trouble=DocumentTrouble.OUT_OF_PAPER)
    second = SerialNo("SF2026-000002")
    bench.paperwork.left(
        (stuck, LeftDocument("guide-GJJ-001", printed=True), LeftDocument(f"case-2 C-HYG:{second}", printed=True))
    )
    bench.until(lambda: len(bench.asked) == 2)
    told = [request for request in bench.asked if isinstance(request, ReportLeftSheet)]
    assert [(one.serial, one.printed, one.fault) for one in told] == [
        (FIRST, False, "out_of_paper"),
        (second, True, None),
    ]
    assert bench.told == [], "no visitor is concerned"


@pytest.mark.req("K-05")
def test_while_something_is_left_at_the_printer_no_number_is_begun(bench: Bench, holder: Sealed) -> None:
    bench.paperwork.held = lambda: PageTrouble.UNPLUGGED
    bench.paperwork.print(certificate(holder))
    assert bench.told == [DocumentFailed("C-HYG 1", PageTrouble.UNPLUGGED, started=False)]
    assert bench.asked == []


def test_a_paper_without_a_number_is_printed_without_asking(bench: Bench, holder: Sealed) -> None:
    bench.paperwork.print(certificate(holder, None))
    assert bench.until_printing() == "C-HYG 1"
    bench.paperwork.heard(DocumentPrinted("C-HYG 1", 1))
    assert bench.told == [DocumentPrinted("C-HYG 1", 1)]
    assert bench.asked == []
