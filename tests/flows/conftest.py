"""A kiosk with everything but its window: real workers, drivers and emulators, on the in-process bus."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest

from broker.bus import HallClock
from broker.memory import MemoryBroker, MemoryBus
from broker.terms import ClientCode, HallCode, RequestId
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.protocols.glyphs import Glyphs, installed_fonts
from kiosk.app.kiosk import Kiosk
from kiosk.effects import devices
from kiosk.effects.asking import Asker
from kiosk.effects.card import CardWatch
from kiosk.effects.catalogue import CatalogueKeeper
from kiosk.effects.health import HealthBook, Heartbeat
from kiosk.effects.keys import VisitKeys
from kiosk.effects.listening import Listener
from kiosk.effects.printer import PrinterWatch
from kiosk.effects.runner import Runner
from kiosk.flow.context import Context
from kiosk.flow.events import Event
from kiosk.flow.news import News
from kiosk.screens.page import Page
from kiosk.settings import EscposPrinterSettings, SdtReaderSettings
from tests.flows.standing_hall import StandingHall

HALL = HallCode("demo")
READER, PRINTER = "K01.card", "K01.ticket"
PATIENT_SECONDS = 10.0


@dataclass
class LiveKiosk:
    """The kiosk under test, its devices' emulators, and the hall it talks to."""

    kiosk: Kiosk
    hall: StandingHall
    broker: MemoryBroker
    reader: SdtReaderEmulator
    printer: EscposPrinterEmulator
    book: HealthBook
    runner: Runner
    pages: list[Page] = field(default_factory=list[Page])

    def until(self, done: Callable[[], bool], *, ticking: bool = True) -> None:
        """Let the kiosk run, and the hall's clock tick, until `done`."""
        end = time.monotonic() + PATIENT_SECONDS
        while not done():
            assert time.monotonic() < end, f"still at {type(self.kiosk.step).__name__}"
            if ticking and self.broker.running:
                self.hall.tick()
            self.kiosk.drain()
            time.sleep(0.01)

    def until_at(self, step: type) -> None:
        self.until(lambda: isinstance(self.kiosk.step, step))


@pytest.fixture(scope="session")
def glyphs() -> Glyphs:
    return Glyphs(installed_fonts())


@pytest.fixture
def live(tmp_path: Path, glyphs: Glyphs) -> Iterator[LiveKiosk]:
    broker = MemoryBroker()
    hall = StandingHall(broker.connect(HALL, ClientCode("caller")))
    bus = broker.connect(HALL, ClientCode("K01"))
    reader, printer = SdtReaderEmulator(), EscposPrinterEmulator(glyphs)
    stop = Signal()
    kiosk, workers = _made(bus, Around(hall, broker, reader, printer), tmp_path)
    threads = [Thread(target=work, args=(stop,), daemon=True) for work in workers]
    for thread in threads:
        thread.start()
    hall.announce_catalogue()
    hall.tick()
    yield kiosk
    stop.set()
    for thread in threads:
        thread.join(5)
    reader.close()
    printer.close()


@dataclass
class Around:
    """What a kiosk meets."""

    hall: StandingHall
    broker: MemoryBroker
    reader: SdtReaderEmulator
    printer: EscposPrinterEmulator


def _made(bus: MemoryBus, around: Around, folder: Path) -> tuple[LiveKiosk, list[Callable[[Signal], None]]]:
    clock = HallClock(time.monotonic)
    ids = count(1)
    keys = VisitKeys(around.hall.sealer.public)

    def tell(message: Event | News) -> None:
        live.kiosk.tell(message)

    def now() -> datetime:
        return clock.now() or datetime.now(UTC)

    asker = Asker(
        bus,
        clock,
        keys,
        tell,
        mint=lambda: RequestId(f"request-{next(ids)}"),
        monotonic=time.monotonic,
    )
    keeper = CatalogueKeeper(folder / "catalogue.json", (), asker, tell)
    runner = Runner(
        asker,
        keeper,
        keys,
        tell,
        follow_url="http://hall/ticket",
        clock=time.monotonic,
    )
    book = HealthBook((READER, PRINTER), now)
    pages: list[Page] = []
    kiosk = Kiosk(Context(), do=runner.do, draw=pages.append, wake=lambda: None, clock=time.monotonic)
    live = LiveKiosk(kiosk, around.hall, around.broker, around.reader, around.printer, book, runner, pages)
    watch = CardWatch(
        devices.card_reader(SdtReaderSettings(driver="sdt", url=around.reader.url), READER),
        keys,
        book,
        tell,
        device=READER,
    )
    font = Path(".cache/fonts/NotoSansSC-400.ttf").absolute()
    prints = PrinterWatch(
        devices.ticket_printer(EscposPrinterSettings(driver="escpos", url=around.printer.url), PRINTER, font),
        book,
        tell,
        runner.report_slip,
        device=PRINTER,
    )
    runner.printer = prints
    listener = Listener(bus, clock, keeper, kiosk.tell)
    listener.subscribe()
    beat = Heartbeat(bus, book, now, time.monotonic)
    return live, [asker.run, listener.run, watch.run, prints.run, beat.run]
