"""Puts a kiosk together: settings → bus, workers, flow, window; starts them in the right order and stops them again."""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event as Signal
from threading import Thread

from broker.bus import HallClock
from broker.client import MqttBus
from broker.messages import Language
from broker.terms import RequestId
from hardware.ports.document_printer import Document
from kiosk.app.kiosk import Kiosk
from kiosk.effects import devices
from kiosk.effects.asking import Asker
from kiosk.effects.camera import CameraWatch
from kiosk.effects.card import CardWatch
from kiosk.effects.catalogue import CatalogueKeeper
from kiosk.effects.documents import PagePrinterWatch
from kiosk.effects.health import HealthBook, Heartbeat
from kiosk.effects.keys import VisitKeys
from kiosk.effects.listening import Listener
from kiosk.effects.printer import PrinterWatch
from kiosk.effects.rig_door import RigDoor, View
from kiosk.effects.runner import Runner
from kiosk.effects.voice import PageVoice
from kiosk.flow.context import Context
from kiosk.flow.events import Event
from kiosk.flow.news import News
from kiosk.screens.layout import lay_out
from kiosk.screens.page import Page
from kiosk.screens.rig_view import described, meant
from kiosk.screens.surface.environment import configure, prepare
from kiosk.screens.theme.fonts import font_files
from kiosk.screens.theme.panel import Millimetres, Panel
from kiosk.settings import KioskSettings

log = logging.getLogger(__name__)

JOIN_SECONDS = 3.0


class Machine:
    """One kiosk, whole. `run` blocks until `stop`."""

    def __init__(self, settings: KioskSettings, *, rig_port: int | None) -> None:
        """Build everything; nothing talks to anybody before `run`."""
        size = settings.panel
        self._panel = Panel(size.width_px, size.height_px, Millimetres(size.width_mm), Millimetres(size.height_mm))
        self._settings = settings
        self._stop = Signal()
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        prepare(settings.state_dir / "kivy", headless=settings.display == "headless")
        configure(self._panel, fullscreen=settings.display == "fullscreen")
        # Kivy opens its window when this is imported
        from kiosk.screens.surface.loop import Loop  # noqa: PLC0415

        self._bus = MqttBus(settings.broker)
        self._hall_clock = HallClock(time.monotonic)
        self._keys = VisitKeys(settings.hall_public_key)
        self._asker = Asker(self._bus, self._hall_clock, self._keys, self._tell, mint=_new_id, monotonic=time.monotonic)
        copy = settings.state_dir / "catalogue.json"
        self._catalogue = CatalogueKeeper(copy, settings.hot, self._asker, self._tell)
        self._runner = Runner(
            self._asker, self._catalogue, self._keys, self._tell, follow_url=settings.follow_url, clock=time.monotonic
        )
        self._listener = Listener(self._bus, self._hall_clock, self._catalogue, self._tell)
        self._fonts = font_files(settings.fonts)
        self._loop = Loop(self._fonts, time.monotonic)
        self._kiosk = Kiosk(
            Context(
                kiosk=settings.code,
                has_reader=settings.devices.card_reader is not None,
                has_camera=settings.devices.camera is not None,
                has_page_printer=settings.devices.document_printer is not None,
            ),
            do=self._runner.do,
            draw=self._draw,
            say=self._say,
            wake=self._loop.wake,
            clock=time.monotonic,
        )
        self._voice: PageVoice | None = None
        self._workers = self._build_workers()
        self._door = None if rig_port is None else RigDoor(rig_port, self._view())

    def run(self) -> None:
        """Show the first picture, then reach out; come back when stopped."""
        threads = [Thread(target=work, name=name, daemon=True) for name, work in self._workers.items()]
        if self._door is not None:
            threads.append(Thread(target=self._door.serve_forever, name="rig-door", daemon=True))
            print(f"rig door: http://127.0.0.1:{self._door.port}", flush=True)  # noqa: T201 - who asked for it reads it
        for thread in threads:
            thread.start()
        kiosk = self._kiosk
        self._loop.run(tap=kiosk.tap, drain=kiosk.drain, second=kiosk.second, broke=kiosk.broke)
        self._stop.set()
        for thread in threads[: len(self._workers)]:
            thread.join(JOIN_SECONDS)
        self._bus.close()

    def stop(self) -> None:
        """End `run`, from a signal or another thread."""
        self._stop.set()
        self._loop.stop()

    # ------------------------------------------------------------------------------------------------------- inside

    def _tell(self, message: Event | News) -> None:
        self._kiosk.tell(message)

    def _draw(self, page: Page) -> None:
        self._loop.show(lay_out(page, self._panel, self._loop.measure))

    def _say(self, words: str, language: Language) -> None:
        if self._voice is not None:
            self._voice.say(words, language)

    def _now(self) -> datetime:
        """The caller's time; this machine's only until the caller was heard."""
        return self._hall_clock.now() or datetime.now(UTC)

    def _build_workers(self) -> dict[str, Callable[[], None]]:
        built_in = self._settings.devices
        code = self._settings.code
        names = ("card", "ticket", "camera", "page", "speaker")
        reader, ticket, camera, pages, speaker = (f"{code}.{device}" for device in names)
        known = {
            reader: built_in.card_reader,
            ticket: built_in.ticket_printer,
            camera: built_in.camera,
            pages: built_in.document_printer,
            speaker: built_in.speaker,
        }
        book = HealthBook(tuple(name for name, device in known.items() if device is not None), self._now)
        beat = Heartbeat(self._bus, book, self._now, time.monotonic)
        workers: dict[str, Callable[[], None]] = {
            "hall": self._reach_out,
            "asker": lambda: self._asker.run(self._stop),
            "listener": lambda: self._listener.run(self._stop),
            "heartbeat": lambda: beat.run(self._stop),
        }
        if built_in.card_reader is not None:
            open_reader = devices.card_reader(built_in.card_reader, reader)
            watch = CardWatch(open_reader, self._keys, book, self._tell, device=reader)
            workers["card"] = lambda: watch.run(self._stop)
        if built_in.ticket_printer is not None:
            open_printer = devices.ticket_printer(built_in.ticket_printer, ticket, self._fonts.regular)
            printer = PrinterWatch(open_printer, book, self._tell, self._runner.report_slip, device=ticket)
            self._runner.printer = printer
            workers["printer"] = lambda: printer.run(self._stop)
        if built_in.camera is not None:
            eye = CameraWatch(devices.camera(built_in.camera, camera), book, self._tell, device=camera)
            self._runner.camera = eye
            workers["camera"] = lambda: eye.run(self._stop)
        if built_in.document_printer is not None:
            open_pages = devices.document_printer(built_in.document_printer, pages)
            paperwork = self._runner.paperwork
            press = PagePrinterWatch(open_pages, book, paperwork.heard, device=pages)
            paperwork.print_pages = lambda job, pdf: press.print(job, Document(job, pdf))
            workers["pages"] = lambda: press.run(self._stop)
        if built_in.speaker is not None:
            self._voice = voice = PageVoice(devices.narrator(built_in.speaker, speaker), book, device=speaker)
            workers["voice"] = lambda: voice.run(self._stop)
        return workers

    def _reach_out(self) -> None:
        self._catalogue.load_copy()
        self._listener.subscribe()
        self._bus.connect()

    def _view(self) -> View:
        loop, kiosk = self._loop, self._kiosk

        def tap_text(text: str) -> bool:
            target = meant(loop.frame, text)
            return target is not None and loop.touch(*target.rect.centre)

        return View(
            picture=lambda: loop.ask(loop.picture),
            texts=lambda: loop.ask(lambda: described(kiosk.step, loop.frame)),
            tap_text=lambda text: loop.ask(lambda: tap_text(text)),
            tap_point=lambda x, y: loop.ask(lambda: loop.touch(x, y)),
            draw=lambda strokes, on_glass: loop.ask(lambda: loop.draw(strokes, on_glass=on_glass)),
        )


def _new_id() -> RequestId:
    return RequestId(uuid.uuid4().hex)
