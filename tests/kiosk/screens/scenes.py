"""Every screen of the kiosk with believable content: what the pictures and the geometry tests are made of."""

from collections.abc import Callable
from dataclasses import replace

from broker.terms import QueueLetter, SectionCode, ServiceCode
from kiosk.flow.context import Context
from kiosk.flow.events import CardTrouble, Pad, SlipTrouble
from kiosk.flow.steps import (
    AlreadyHolding,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    GuideHint,
    Issuing,
    Menu,
    OutOfService,
    PassedOver,
    PleaseWait,
    Printing,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Start,
    Step,
    Thanks,
    Ticket,
    TimeoutWarning,
    Visit,
    Wanted,
)
from tests.kiosk import world
from tests.kiosk.screens.entering_scenes import ENTERING_LYING, ENTERING_SCENES

Scene = Callable[[Visit], tuple[Step, Context]]

K = QueueLetter("K")


def _plain(make: Callable[[Visit], Step]) -> Scene:
    return lambda visit: (make(visit), world.open_hall())


def _in(context: Context, make: Callable[[Visit], Step]) -> Scene:
    return lambda visit: (make(visit), context)


def _found(visit: Visit, typed: str, pad: Pad = Pad.LETTERS) -> Search:
    return Search(visit, typed, pad, found=world.offer().search.find(typed))


def _result(visit: Visit, queue: str, service: ServiceCode | None) -> Result:
    return Result(visit, Wanted(QueueLetter(queue), service), Menu(visit))


def _longest_matter() -> ServiceCode:
    services = world.offer().services.values()
    return max(services, key=lambda service: len(service.name_zh) + len(service.name_en)).code


def _most_papers() -> ServiceCode:
    offer = world.offer()
    return max(offer.services, key=lambda code: len(offer.to_bring(code)))


def _with_line(queue: str, **facts: bool) -> Context:
    context = world.open_hall()
    return replace(context, lines={**context.lines, QueueLetter(queue): world.line(queue, **facts)})


def _failed(visit: Visit, trouble: SlipTrouble) -> Ticket:
    return Ticket(visit, world.ticket("K1000"), Printing.FAILED, trouble)


_OPEN = world.open_hall()
_FULL = {"tickets": (world.ticket("K012"), world.ticket("A007", world.HYGIENE)), "rateable": world.serving()}
_BIG = max(world.offer().by_section.values(), key=len)[0].section

SCENES: dict[str, Scene] = {
    "out-of-service": _plain(OutOfService),
    "closed-today": _in(world.closed_hall(), Closed),
    "closed-tomorrow": _in(world.closed_hall(world.NINE.replace(day=24)), Closed),
    "start": _plain(Start),
    "start-card-left": _in(replace(_OPEN, card_on_pad=True), Start),
    "start-reader-broken": _in(replace(_OPEN, reader_works=False), Start),
    "start-no-reader-no-printer": _in(replace(_OPEN, has_reader=False, printer_trouble=SlipTrouble.SILENT), Start),
    "please-wait": _in(replace(_OPEN, hall_here=False), lambda visit: PleaseWait(visit, Start(visit))),
    "guide": _plain(GuideHint),
    "reading-card": _plain(lambda visit: ReadingCard(visit, world.CARD)),
    "card-unreadable": _plain(lambda visit: CardProblem(visit, CardTrouble.UNREADABLE)),
    "card-expired": _plain(lambda visit: CardExpired(world.known(visit))),
    "menu": _plain(Menu),
    "menu-known": _plain(lambda visit: Menu(world.known(visit, **_FULL))),
    "menu-rare-name": _plain(lambda visit: Menu(world.known(visit, masked_name="𠮷*"))),
    "section": _plain(lambda visit: SectionMatters(visit, SectionCode("S08"))),
    "section-queues": _plain(lambda visit: SectionMatters(visit, SectionCode("S04"))),
    "section-many": _plain(lambda visit: SectionMatters(visit, _BIG)),
    "search-empty": _plain(Search),
    "search-letters": _plain(lambda visit: _found(visit, "gjj")),
    "search-characters": _plain(lambda visit: _found(visit, "公", Pad.CHARACTERS)),
    "search-nothing": _plain(lambda visit: _found(visit, "qqq")),
    "result": _plain(lambda visit: _result(visit, "K", world.FUND)),
    "result-long": _plain(
        lambda visit: _result(visit, world.offer().services[_longest_matter()].queue, _longest_matter())
    ),
    "result-papers": _plain(lambda visit: _result(visit, world.offer().services[_most_papers()].queue, _most_papers())),
    "result-no-promise": _in(_with_line("T", promised=False), lambda visit: _result(visit, "T", None)),
    "result-closed": _in(_with_line("K", is_open=False), lambda visit: _result(visit, "K", world.FUND)),
    "result-no-printer": _in(
        replace(_OPEN, printer_trouble=SlipTrouble.OUT_OF_PAPER), lambda visit: _result(visit, "A", world.HYGIENE)
    ),
    "issuing": _plain(lambda visit: Issuing(visit, Wanted(K))),
    "ticket-printing": _plain(lambda visit: Ticket(visit, world.ticket())),
    "ticket-printed": _plain(lambda visit: Ticket(visit, world.ticket(), Printing.DONE)),
    "ticket-out-of-paper": _plain(lambda visit: _failed(visit, SlipTrouble.OUT_OF_PAPER)),
    "ticket-silent": _plain(lambda visit: _failed(visit, SlipTrouble.SILENT)),
    "reprint": _plain(lambda visit: Ticket(world.known(visit), world.ticket("A007", _longest_matter()), again=True)),
    "already-holding": _plain(lambda visit: AlreadyHolding(world.known(visit), world.ticket())),
    "passed-over": _plain(lambda visit: PassedOver(world.known(visit), world.passed(minutes_left=20))),
    "passed-too-late": _plain(lambda visit: PassedOver(world.known(visit), world.passed(minutes_left=-1))),
    "rate": _plain(lambda visit: RateLastVisit(world.known(visit), world.serving())),
    "rate-reasons": _plain(
        lambda visit: RateLastVisit(world.known(visit), world.serving(), 2, frozenset({"办事效率", "多次跑动"}))
    ),
    "thanks": _plain(lambda visit: Thanks(world.known(visit))),
    "refused": _plain(lambda visit: Refused(visit, world.REFUSAL, Menu(visit))),
    "refused-no-answer": _plain(lambda visit: Refused(visit, None, Menu(visit))),
    "timeout": _plain(lambda visit: TimeoutWarning(visit, 9, Menu(visit))),
    "card-removed": _plain(lambda visit: CardRemoved(visit, 14, Menu(visit))),
}

SCENES.update(ENTERING_SCENES)

LYING = (
    *ENTERING_LYING,
    "start",
    "menu-known",
    "section-many",
    "search-letters",
    "result",
    "ticket-printed",
    "rate-reasons",
    "timeout",
)
"""Scenes that are also drawn on a panel that lies."""
