"""Every screen of the kiosk with believable content: what the pictures and the geometry tests are made of."""

from collections.abc import Callable
from dataclasses import replace

from broker.catalogue.guides import PARTS
from broker.terms import KioskCode, PackageCode, QueueLetter, SectionCode, ServiceCode
from kiosk.flow.context import Context
from kiosk.flow.events import CardTrouble, Pad, SlipTrouble
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import PageTrouble
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import (
    AlreadyHolding,
    AtWindow,
    BeforeAfter,
    Browsing,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    FormOffer,
    FreePaper,
    Guide,
    GuideHint,
    HallMap,
    Issuing,
    Menu,
    OutOfService,
    PaperPhase,
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
    Together,
    Visit,
    Wanted,
)
from tests.kiosk import world
from tests.kiosk.screens.applying_scenes import APPLYING
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


def _shelf(visit: Visit, shelf: Shelf, key: str = "", typed: str = "") -> Browsing:
    return Browsing(visit, (Spot(Shelf.HUB), Spot(shelf, key, typed=typed)))


def _paper(visit: Visit, phase: PaperPhase, trouble: PageTrouble | None = None) -> FreePaper:
    under = FormOffer(visit, SOLE_TRADER, (Spot(Shelf.HUB),))
    return FreePaper(visit, PaperWish("blank", form=SOLE_TRADER), under, phase, trouble)


HOMES = ServiceCode("BDC-001")
COMPLEX = next(service.code for service in world.offer().services.values() if service.route == "complex")
SOLE_TRADER = world.offer().services[ServiceCode("SCJ-002")].situations[0].form
_OPEN = world.open_hall()
_AT_K01 = replace(_OPEN, kiosk=KioskCode("K01"))
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
    "start-night": _in(world.night_zone(), Start),
    "please-wait": _in(replace(_OPEN, hall_here=False), lambda visit: PleaseWait(visit, Start(visit))),
    "guide": _plain(GuideHint),
    "reading-card": _plain(lambda visit: ReadingCard(visit, world.CARD)),
    "card-unreadable": _plain(lambda visit: CardProblem(visit, CardTrouble.UNREADABLE)),
    "card-expired": _plain(lambda visit: CardExpired(world.known(visit))),
    "menu": _plain(Menu),
    "menu-known": _plain(lambda visit: Menu(world.known(visit, **_FULL))),
    "menu-renewal": _plain(lambda visit: Menu(world.known(visit, renewals=(world.renewal(),)))),
    "menu-rare-name": _plain(lambda visit: Menu(world.known(visit, masked_name="𠮷*"))),
    "section": _plain(lambda visit: SectionMatters(visit, SectionCode("S08"))),
    "section-queues": _plain(lambda visit: SectionMatters(visit, SectionCode("S04"))),
    "section-many": _plain(lambda visit: SectionMatters(visit, _BIG)),
    "together": _plain(Together),
    "together-life": _plain(lambda visit: Together(visit, "enterprise")),
    "search-together": _plain(lambda visit: _found(visit, "kb")),
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
    "help-calling": _plain(lambda visit: Menu(replace(world.known(visit), calling=True))),
    "help-called": _in(replace(_OPEN, help=world.help_state()), Start),
    "help-coming": _in(replace(_OPEN, help=world.help_state(coming=True)), lambda visit: Menu(world.known(visit))),
    "guides-hub": _plain(lambda visit: _shelf(visit, Shelf.HUB)),
    "guides-department": _plain(lambda visit: _shelf(visit, Shelf.DEPARTMENT, "FGW")),
    "guides-items": _plain(lambda visit: replace(_shelf(visit, Shelf.ITEMS, typed="gjj"), keys=True)),
    "guides-lives": _plain(lambda visit: _shelf(visit, Shelf.LIVES)),
    "guides-life": _plain(lambda visit: _shelf(visit, Shelf.LIFE, "enterprise")),
    "guides-lists": _plain(lambda visit: _shelf(visit, Shelf.LISTS)),
    "guides-list": _plain(lambda visit: _shelf(visit, Shelf.LIST, "rongque")),
    "guides-forms": _plain(lambda visit: _shelf(visit, Shelf.FORMS)),
    "guides-records": _plain(lambda visit: _shelf(visit, Shelf.RECORDS)),
    **{
        f"guide-{part}": _plain(lambda visit, at=at: Guide(visit, HOMES, (Spot(Shelf.HUB),), at))
        for at, part in enumerate(PARTS)
    },
    "guide-steps-complex": _plain(lambda visit: Guide(visit, COMPLEX, (Spot(Shelf.HUB),), 2)),
    "at-window": _plain(lambda visit: AtWindow(visit, "FGW-005", (Spot(Shelf.HUB),))),
    "before-after": _plain(lambda visit: BeforeAfter(visit, PackageCode("P01"), (Spot(Shelf.HUB),))),
    "before-after-papers": _plain(
        lambda visit: BeforeAfter(visit, PackageCode("P01"), (Spot(Shelf.HUB),), papers=True, page=99)
    ),
    "form": _plain(lambda visit: FormOffer(visit, SOLE_TRADER, (Spot(Shelf.HUB),))),
    "form-known": _plain(lambda visit: FormOffer(world.known(visit), SOLE_TRADER, (Spot(Shelf.HUB),))),
    "free-paper-printing": _plain(lambda visit: _paper(visit, PaperPhase.PRINTING)),
    "free-paper-done": _plain(lambda visit: _paper(visit, PaperPhase.DONE)),
    "free-paper-jammed": _plain(lambda visit: _paper(visit, PaperPhase.FAILED, PageTrouble.JAMMED)),
    "free-paper-no-printer": _plain(lambda visit: _paper(visit, PaperPhase.FAILED, PageTrouble.ABSENT)),
    "result-way": _in(_AT_K01, lambda visit: _result(visit, "Q", None)),
    "result-map": _in(_AT_K01, lambda visit: HallMap(visit, QueueLetter("Q"), _result(visit, "Q", None))),
    "map-same-floor": _in(world.whole_kiosk(), lambda visit: HallMap(visit, K, _result(visit, "K", world.FUND))),
    "map-many": _in(_AT_K01, lambda visit: HallMap(visit, QueueLetter("R"), _result(visit, "R", None))),
    "ticket-way": _in(_AT_K01, lambda visit: Ticket(visit, world.ticket("Q001", None), Printing.DONE)),
    "ticket-way-unprinted": _in(
        _AT_K01,
        lambda visit: Ticket(visit, world.ticket("Q001", None), Printing.FAILED, SlipTrouble.OUT_OF_PAPER),
    ),
    "guide-window-way": _in(_AT_K01, lambda visit: Guide(visit, HOMES, (Spot(Shelf.HUB),), len(PARTS) - 1)),
    "thanks": _plain(lambda visit: Thanks(world.known(visit))),
    "refused": _plain(lambda visit: Refused(visit, world.REFUSAL, Menu(visit))),
    "refused-no-answer": _plain(lambda visit: Refused(visit, None, Menu(visit))),
    "timeout": _plain(lambda visit: TimeoutWarning(visit, 9, Menu(visit))),
    "card-removed": _plain(lambda visit: CardRemoved(visit, 14, Menu(visit))),
    **APPLYING,
}

SCENES.update(ENTERING_SCENES)

LYING = (
    "result-map",
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
