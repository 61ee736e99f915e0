"""What a kiosk keeps and what it forgets: keys for a visit, the catalogue for the next start."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Semaphore, Thread

import pytest

from broker.bus import HallClock
from broker.errors import NotForYou
from broker.memory import MemoryBroker
from broker.messages import CardFacts, HallTime, Rate, ReportUsage
from broker.sealed import HallSealer, new_key_text
from broker.terms import ClientCode, HallCode, RequestId, ServingId
from broker.topics import Kind, every
from kiosk.effects.asking import Asker
from kiosk.effects.catalogue import CatalogueKeeper
from kiosk.effects.keys import VisitKeys
from kiosk.flow.events import Event, HallSilent, RatingTaken, RequestRefused
from kiosk.flow.news import News, OfferTold
from tests.flows.standing_hall import StandingHall
from tests.kiosk import world

FACTS = CardFacts(card_kind="resident", number="110", name="张三", birth=date(1949, 12, 31), valid_until=None)


@pytest.mark.req("K-14")
def test_what_was_sealed_for_a_visit_cannot_be_opened_after_it() -> None:
    hall = HallSealer(new_key_text())
    keys = VisitKeys(hall.public)
    card = keys.seal(FACTS)
    assert hall.open(card, CardFacts) == FACTS
    sealed = hall.seal(world.greeting(), card.visit_public)
    assert keys.greeting(card, sealed) == world.greeting()
    keys.forget(card)
    with pytest.raises(NotForYou):
        keys.greeting(card, sealed)


@pytest.mark.req("K-14")
def test_a_kiosk_holds_no_more_keys_than_people_can_stand_there() -> None:
    hall = HallSealer(new_key_text())
    keys = VisitKeys(hall.public)
    first, *_ = [keys.seal(FACTS) for _ in range(5)]
    with pytest.raises(NotForYou):
        keys.greeting(first, hall.seal(world.greeting(), first.visit_public))


def test_a_key_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        VisitKeys("c2hvcnQ=")


class _Told:
    """Collects what is told, and waits for a kind of it."""

    def __init__(self) -> None:
        self.all: list[Event | News] = []

    def __call__(self, message: Event | News) -> None:
        self.all.append(message)


def _asker(
    broker: MemoryBroker, told: _Told, monotonic: Callable[[], float] = time.monotonic
) -> tuple[Asker, HallClock]:
    clock = HallClock(monotonic)
    bus = broker.connect(HallCode("demo"), ClientCode("K01"))
    keys = VisitKeys(HallSealer(new_key_text()).public)
    ids = iter(f"request-{number}" for number in range(10_000))
    return Asker(bus, clock, keys, told, mint=lambda: RequestId(next(ids)), monotonic=time.monotonic), clock


def _until(done: object, told: _Told | StandingHall) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        seen = told.all if isinstance(told, _Told) else told.asked
        if any(isinstance(message, done) for message in seen):  # pyright: ignore[reportArgumentType] - a class
            return
        time.sleep(0.01)
    pytest.fail(f"no {done}")


def test_the_catalogue_of_the_last_start_is_there_before_the_hall_is(tmp_path: Path) -> None:
    broker, told = MemoryBroker(), _Told()
    hall = StandingHall(broker.connect(HallCode("demo"), ClientCode("caller")))
    asker, clock = _asker(broker, told)
    clock.hear(world.NINE)
    copy, stop = tmp_path / "catalogue.json", Signal()
    keeper = CatalogueKeeper(copy, (), asker, told)
    keeper.load_copy()
    assert keeper.offer is None
    thread = Thread(target=asker.run, args=(stop,), daemon=True)
    thread.start()
    keeper.notice(world.offer().catalogue.revision_hash)
    keeper.keep_up()
    _until(OfferTold, told)
    stop.set()
    thread.join(5)
    asked = len(hall.asked)
    again = CatalogueKeeper(copy, (), asker, told)
    again.load_copy()
    assert again.offer is not None
    again.notice(world.offer().catalogue.revision_hash)
    again.keep_up()
    assert len(hall.asked) == asked, "what is known by its hash is not fetched again"


def test_a_broken_copy_is_not_taken(tmp_path: Path) -> None:
    asker, _ = _asker(MemoryBroker(), _Told())
    copy = tmp_path / "catalogue.json"
    for text in (b"{}", b"\xff\xfe", b"[1"):
        copy.write_bytes(text)
        keeper = CatalogueKeeper(copy, (), asker, _Told())
        keeper.load_copy()
        assert keeper.offer is None


@pytest.mark.req("K-16")
def test_a_report_waits_until_the_hall_is_back() -> None:
    broker, told, looks = MemoryBroker(), _Told(), Semaphore(0)
    hall = StandingHall(broker.connect(HallCode("demo"), ClientCode("caller")))

    def looked_at() -> float:
        looks.release()
        return time.monotonic()

    asker, clock = _asker(broker, told, looked_at)
    clock.hear(world.NINE)
    broker.stop()
    asker.report(
        lambda request_id, until: ReportUsage(
            request_id=request_id,
            valid_until=until,
            outcome="given_up",
            last_screen="Search",
            lasted_seconds=12.0,
            language="en",
            large=True,
            with_card=False,
        )
    )
    stop = Signal()
    thread = Thread(target=asker.run, args=(stop,), daemon=True)
    while looks.acquire(blocking=False):
        pass
    thread.start()
    for _ in range(3):  # each look at the clock is one more turn in which there is no hall
        assert looks.acquire(timeout=10)
    assert hall.asked == []
    broker.start()
    _until(ReportUsage, hall)
    stop.set()
    thread.join(5)
    assert len(hall.asked) == 1


@pytest.mark.req("H-05")
@pytest.mark.parametrize("way", ["question", "report"])
def test_what_was_called_too_late_by_a_clock_just_set_is_asked_anew(way: str) -> None:
    broker, told = MemoryBroker(), _Told()
    hall = StandingHall(broker.connect(HallCode("demo"), ClientCode("caller")))
    asker, clock = _asker(broker, told)
    broker.connect(HallCode("demo"), ClientCode("K01")).subscribe(
        every(HallCode("demo"), Kind.TIME),
        lambda _topic, message: clock.hear(message.now) if isinstance(message, HallTime) else None,
    )
    clock.hear(world.NINE)
    hall.set_to = world.NINE + timedelta(minutes=5)

    def stamp(request_id: RequestId, until: datetime) -> Rate:
        return Rate(
            request_id=request_id, valid_until=until, serving_id=ServingId("7"), stars=5, reasons=(), channel="kiosk"
        )

    stop = Signal()
    thread = Thread(target=asker.run, args=(stop,), daemon=True)
    thread.start()
    if way == "question":
        asker.ask(stamp, silent=HallSilent())
    else:
        asker.report(stamp)
    end = time.monotonic() + 10
    while len(hall.asked) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    if way == "question":
        _until(RatingTaken, told)
    stop.set()
    thread.join(5)
    first, second = hall.asked
    assert first.request_id != second.request_id, "the first id has its answer for ever"
    assert second.valid_until > first.valid_until + timedelta(minutes=4)
    assert not any(isinstance(message, RequestRefused) for message in told.all)
