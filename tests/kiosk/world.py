"""A hall for the kiosk's tests: the reference catalogue, its queues on a Monday morning, tickets, greetings."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from broker.catalogue import load
from broker.messages import (
    Greeting,
    HelpState,
    Language,
    LineState,
    RenewalView,
    Sealed,
    Sentence,
    ServingView,
    TicketView,
    WaitForecast,
)
from broker.terms import (
    CertificateCode,
    ClientCode,
    CounterCode,
    KioskCode,
    QueueLetter,
    SerialNo,
    ServiceCode,
    ServingId,
    SituationCode,
    TicketId,
    TicketNumber,
)
from kiosk.flow.context import Context
from kiosk.flow.offer import Offer, arrange
from kiosk.flow.steps import Visit, Visitor

ROOT = Path(__file__).parents[2]
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, 2026-11-23, 09:00 in the hall."""

FUND = ServiceCode("GJJ-001")
HYGIENE = ServiceCode("WJW-001")
CARD = Sealed(visit_public="visit", boxed="card")
OTHER_CARD = Sealed(visit_public="other", boxed="card")
HOT = (FUND,)
KIOSK = ClientCode("K01")


@cache
def offer() -> Offer:
    return arrange(load(ROOT / "config/hall").for_kiosk(), HOT)


def line(
    letter: str, *, waiting: int = 7, low: int = 15, high: int = 25, is_open: bool = True, promised: bool = True
) -> LineState:
    queue = QueueLetter(letter)
    return LineState(
        queue=queue,
        revision=1,
        waiting=waiting,
        wait=WaitForecast(low_minutes=low, high_minutes=high) if promised else None,
        open=is_open,
        opens_at=None if is_open else NINE + timedelta(hours=4),
        counters=tuple(window.code for window in offer().windows(queue)),
    )


def open_hall() -> Context:
    lines = {queue.letter: line(queue.letter) for queue in offer().catalogue.queues}
    return Context(offer=offer(), hall_here=True, hall_open=True, now=NINE, lines=lines)


def whole_kiosk() -> Context:
    """K05: a kiosk with page printer and camera, in the open hall."""
    return replace(open_hall(), kiosk=KioskCode("K05"), has_page_printer=True, has_camera=True)


def night_zone() -> Context:
    """K09 in the 24-hour zone, the hall closed until the morning."""
    context = replace(whole_kiosk(), kiosk=KioskCode("K09"), hall_open=False, opens_at=NINE + timedelta(hours=24))
    return replace(context, now=NINE + timedelta(hours=14), lines={})


def closed_hall(opens_at: datetime | None = NINE + timedelta(hours=4)) -> Context:
    return replace(open_hall(), hall_open=False, opens_at=opens_at)


def ticket(
    number: str = "K001",
    service: ServiceCode | None = FUND,
    *,
    ahead: int = 7,
    language: Language = "zh-Hans",
    promised: bool = True,
) -> TicketView:
    queue = QueueLetter(number[0])
    return TicketView(
        ticket_id=TicketId(f"t-{number}"),
        number=TicketNumber(number),
        code="q7Jd2mPx",
        queue=queue,
        service=service,
        ticket_class="normal",
        state="waiting",
        counters=tuple(window.code for window in offer().windows(queue)),
        ahead=ahead,
        wait=WaitForecast(low_minutes=15, high_minutes=25) if promised else None,
        issued_at=NINE,
        language=language,
    )


def serving() -> ServingView:
    return ServingView(
        serving_id=ServingId("s-1"),
        number=TicketNumber("A012"),
        counter=CounterCode("W08"),
        service=HYGIENE,
        ended_at=NINE - timedelta(days=3),
    )


def greeting(
    name: str = "陈*",
    *,
    elderly: bool = False,
    expired: bool = False,
    tickets: tuple[TicketView, ...] = (),
    rateable: ServingView | None = None,
) -> Greeting:
    return Greeting(masked_name=name, elderly=elderly, card_expired=expired, tickets=tickets, rateable=rateable)


def renewal() -> RenewalView:
    """A hygiene licence that ends in sixty days."""
    return RenewalView(
        certificate=CertificateCode("C-HYG"),
        serial=SerialNo("HYG-2022-000001"),
        valid_until=date(2027, 1, 22),
        owner=HYGIENE,
        situation=SituationCode("renew"),
    )


def known(visit: Visit | None = None, **facts: object) -> Visit:
    """The visit of somebody whose card was read."""
    said = greeting().model_copy(update=facts)
    return replace(visit or Visit(), visitor=Visitor(CARD, said), card_on_pad=True)


REFUSAL = Sentence(
    zh_hans="今天剩余的时间只够办完已取的号，现在不再发号。请预约或改日再来",
    zh_hant="今天剩餘的時間只夠辦完已取的號，現在不再發號。請預約或改日再來",
    en="The time left today is only enough for those who are waiting, so no more numbers are given. "
    "Please make an appointment or come another day",
)


def passed(minutes_left: float) -> TicketView:
    """A ticket that was called while nobody came."""
    until = NINE + timedelta(minutes=minutes_left)
    return ticket().model_copy(update={"state": "no_show", "ahead": 0, "wait": None, "return_until": until})


def help_state(*, wanted: bool = True, coming: bool = False) -> HelpState:
    """What the hall says of a call for help from this kiosk."""
    return HelpState(kiosk=KioskCode(KIOSK), wanted=wanted, since=NINE if wanted else None, coming=coming)
