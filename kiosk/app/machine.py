"""Puts a kiosk together: settings → bus, workers, flow, window; starts them in the right order and stops them again."""

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event as Signal
from threading import Thread
from typing import TypeVar

from broker.bus import HallClock
from broker.client import MqttBus
from broker.messages import Language
from broker.terms import RequestId
from hardware.ports.document_printer import Document
from kiosk.app import waits
from kiosk.app.kiosk import Kiosk
from kiosk.app.line import Handover, Line, Said
from kiosk.app.panel import panel_of
from kiosk.effects import devices
from kiosk.effects.asking import Asker
from kiosk.effects.camera import CameraWatch
from kiosk.effects.card import CardWatch
from kiosk.effects.catalogue import Arranged, CatalogueKeeper
from kiosk.effects.documents import PagePrinterWatch
from kiosk.effects.health import HealthBook, Heartbeat
from kiosk.effects.keys import VisitKeys
from kiosk.effects.listening import Listener
from kiosk.effects.printer import PrinterWatch
from kiosk.effects.rig_door import HandedOver, RigDoor, View
from kiosk.effects.runner import Runner
from kiosk.effects.voice import PageVoice
from kiosk.flow.context import Context
from kiosk.flow.endings import resting
from kiosk.flow.events import Event
from kiosk.flow.news import News
from kiosk.flow.steps import PleaseWait
from kiosk.screens.layout import lay_out
from kiosk.screens.page import Page
from kiosk.screens.pages import page_of
from kiosk.screens.rig_view import described, meant
from kiosk.screens.theme.fonts import font_files
from kiosk.settings import KioskSettings

log = logging.getLogger(__name__)

_DOOR_SECONDS = 0.03

Answer = TypeVar("Answer")


class Machine:
    """One kiosk, whole. `run` blocks until `stop`."""

    def __init__(
        self, settings: KioskSettings, line: Line, door: socket.socket | None, read: Arranged | None = None
    ) -> None:
        """Build everything; nothing talks to anybody before `run`.

        `door` is what the rig's door listens on, `read` the catalogue's copy where it was read beforehand.
        """
        self._panel = panel_of(settings)
        self._settings = settings
        self._line = line
        self._stop, self._ending = Signal(), Signal()
        self._settled, self._printer_free, self._go = Signal(), Signal(), Signal()
        self._found = Handover()
        self._passed: set[RequestId] = set()
        # Kivy opens its window when this is imported
        from kiosk.screens.surface.loop import Loop  # noqa: PLC0415

        self._bus = MqttBus(settings.broker)
        self._hall_clock = HallClock(time.monotonic)
        self._keys = VisitKeys(settings.hall_public_key)
        self._asker = Asker(self._bus, self._hall_clock, self._keys, self._tell, mint=_new_id, monotonic=time.monotonic)
        self._read = read
        self._catalogue = CatalogueKeeper(settings.catalogue_copy, settings.hot, self._asker, self._tell)
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
            over=self._over,
        )
        self._voice: PageVoice | None = None
        self._card_watch: CardWatch | None = None
        self._presses: dict[str, PrinterWatch | PagePrinterWatch] = {}
        self._pages: PagePrinterWatch | None = None
        self._workers = self._build_workers()
        self._threads = {name: Thread(target=work, name=name, daemon=True) for name, work in self._workers.items()}
        self._door = None if door is None else RigDoor(door, self._view())

    def warm_up(self) -> None:
        """Have the catalogue and the first page's letters ready; nobody is talked to."""
        self._catalogue.load_copy(self._read)
        self._read = None
        self._kiosk.drain()
        # what a visitor will see first is another page than that of a kiosk which has not heard the hall
        context = replace(self._kiosk.context, hall_here=True, hall_open=True)
        self._draw(page_of(resting(context), context))
        self._kiosk.draw()

    def run(self, taken: Handover | None) -> None:
        """Show the first picture, then reach out; come back when stopped. `taken` is what the last process left."""
        if self._pages is not None and (taken is None or taken.pages_left):
            self._pages.take_back()
        if taken is None:
            self._printer_free.set()
        else:
            self._take_over(taken)
        hearing = Thread(target=self._hear, name="line", daemon=True)
        opening = Thread(target=self._open, args=(taken is not None,), name="rig-door", daemon=True)
        for thread in (*self._threads.values(), hearing, opening):
            thread.start()
        kiosk = self._kiosk
        self._loop.run(tap=kiosk.tap, drain=kiosk.drain, second=kiosk.second, broke=kiosk.broke)
        self._stop.set()
        self._ending.set()
        for thread in self._threads.values():
            thread.join(waits.JOIN_SECONDS)
        self._bus.close()

    def stop(self) -> None:
        """End `run`, from a signal or another thread."""
        self._stop.set()
        self._ending.set()
        self._loop.stop()

    # --------------------------------------------------------------------------------------- from process to process

    def _take_over(self, taken: Handover) -> None:
        self._found = taken
        self._asker.take_over(taken.reports)
        self._book.take_over(taken.devices)
        if taken.pad == "done" and self._card_watch is not None:
            self._card_watch.card_lies()

    def _open(self, taken: bool) -> None:  # noqa: FBT001 - a thread's own argument
        """Take touches from outside once there is something to see: where somebody goes on, not before the hall is."""
        if taken:
            self._settled.wait(waits.SETTLE_SECONDS)
        while not self._stop.is_set():
            with suppress(TimeoutError):
                self._loop.ask(bool)
                break
        self._line.say(Said(word="open"))
        if self._door is not None:
            self._door.serve_forever(_DOOR_SECONDS)

    def _hear(self) -> None:
        for said in self._line.hear():
            match said.word:
                case "alone":
                    self._printer_free.set()
                case "go":
                    self._go.set()
                case "rest":
                    self._asker.take_over(said.handover.reports)
                    if said.handover.pages_left and self._pages is not None:
                        self._pages.take_back()
                case _:
                    log.warning("the watch said %s out of turn", said.word)
        # without the watch nobody would take the screen from us: whoever starts the kiosk anew finds it free
        os._exit(1)

    def _over(self, pad: devices.Pad) -> None:
        Thread(target=self._leave, args=(pad,), name="leave", daemon=True).start()

    def _leave(self, pad: devices.Pad) -> None:
        """Let go of everything, the printers last, and end. What is on its way to paper comes out."""
        self._asker.wait_until_idle(waits.LAST_QUESTION_SECONDS)
        self._beat.goodbye = False
        self._stop.set()
        for press in self._presses.values():
            press.finish()
        if self._door is not None:
            self._door.leave()
        for name, thread in self._threads.items():
            if name not in self._presses:
                thread.join(waits.LET_GO_SECONDS)
        self._bus.close()
        self._line.say(Said(word="over", handover=self._handover(pad)))
        self._finish_printing()
        if self._door is not None:
            self._door.wait_until_empty(waits.SHOWN_SECONDS)
        self._go.wait(waits.SHOWN_SECONDS)
        os._exit(0)

    def _finish_printing(self) -> None:
        for name in ("printer", "pages"):
            if name in self._presses:
                self._threads[name].join(waits.PRINT_SECONDS)
            if name == "pages" and self._pages is not None and self._threads[name].is_alive():
                self._pages.take_back()  # whoever goes on does
            self._line.say(Said(word="rest", handover=self._handover()))
            if name == "printer":
                self._line.say(Said(word="freed"))

    def _handover(self, pad: devices.Pad = "unknown") -> Handover:
        """Give what goes on, with the reports that have come up since this was asked last."""
        reports = tuple(report for report in self._asker.left() if report.request_id not in self._passed)
        self._passed.update(report.request_id for report in reports)
        pages_left = self._pages is not None and self._pages.held is not None
        return Handover(pad=pad, reports=reports, devices=dict(self._book.states), pages_left=pages_left)

    # ------------------------------------------------------------------------------------------------------- inside

    def _tell(self, message: Event | News) -> None:
        self._kiosk.tell(message)

    def _draw(self, page: Page) -> None:
        self._loop.show(lay_out(page, self._panel, self._loop.measure))
        if (
            not self._settled.is_set()
            and self._kiosk.context.hall_here
            and not isinstance(self._kiosk.step, PleaseWait)
        ):
            self._settled.set()
            self._line.say(Said(word="settled"))

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
        self._book = book = HealthBook(tuple(name for name, device in known.items() if device is not None), self._now)
        self._beat = beat = Heartbeat(self._bus, book, self._now, time.monotonic)
        workers: dict[str, Callable[[], None]] = {
            "hall": self._reach_out,
            "asker": lambda: self._asker.run(self._stop),
            "listener": lambda: self._listener.run(self._stop),
            "heartbeat": lambda: beat.run(self._stop),
        }
        if built_in.card_reader is not None:
            open_reader = devices.card_reader(built_in.card_reader, reader, lambda: self._found.pad)
            self._card_watch = watch = CardWatch(open_reader, self._keys, book, self._tell, device=reader)
            workers["card"] = lambda: self._read_cards(watch)
        if built_in.ticket_printer is not None:
            open_printer = devices.ticket_printer(built_in.ticket_printer, ticket, self._fonts.regular)
            printer = PrinterWatch(open_printer, book, self._tell, self._runner.report_slip, device=ticket)
            self._runner.printer = printer
            self._presses["printer"] = printer
            workers["printer"] = lambda: self._print_slips(printer)
        if built_in.camera is not None:
            eye = CameraWatch(devices.camera(built_in.camera, camera), book, self._tell, device=camera)
            self._runner.camera = eye
            workers["camera"] = lambda: eye.run(self._stop)
        if built_in.document_printer is not None:
            open_pages = devices.document_printer(built_in.document_printer, pages)
            paperwork = self._runner.paperwork
            self._pages = press = PagePrinterWatch(open_pages, book, paperwork.heard, paperwork.left, device=pages)
            paperwork.print_pages = lambda job, pdf: press.print(job, Document(job, pdf))
            paperwork.held = lambda: press.held
            self._presses["pages"] = press
            workers["pages"] = lambda: press.run(self._ending)
        if built_in.speaker is not None:
            self._voice = voice = PageVoice(devices.narrator(built_in.speaker, speaker), book, device=speaker)
            workers["voice"] = lambda: voice.run(self._stop)
        return workers

    def _read_cards(self, watch: CardWatch) -> None:
        # a card read before the hall is heard would begin no visit, and be read only once
        awaited = self._found.pad == "new"
        patience = time.monotonic() + (waits.FORGOTTEN_SECONDS if awaited else waits.CARD_WAITS_SECONDS)
        while not self._settled.wait(_DOOR_SECONDS) and not self._stop.is_set():
            if time.monotonic() > patience:
                if awaited:
                    self._found = self._found.model_copy(update={"pad": "done"})
                    watch.card_lies()
                break
        watch.run(self._stop)

    def _print_slips(self, printer: PrinterWatch) -> None:
        # the line belongs to the last process until its slip is out
        while not self._printer_free.wait(_DOOR_SECONDS):
            if self._ending.is_set():
                return
        printer.run(self._ending)

    def _reach_out(self) -> None:
        if self._catalogue.offer is None:
            self._catalogue.load_copy()
        if self._pages is not None:
            self._pages.wait_until_asked(waits.LEFT_PAGES_SECONDS, self._stop)
        self._listener.subscribe()
        self._bus.connect()

    def _view(self) -> View:
        loop, kiosk = self._loop, self._kiosk

        def tap_text(text: str) -> bool:
            target = meant(loop.frame, text)
            return target is not None and loop.touch(*target.rect.centre)

        def ask(question: Callable[[], Answer]) -> Answer:
            answer = loop.ask(lambda: None if kiosk.is_over else (question(),))
            if answer is None:
                raise HandedOver
            return answer[0]

        return View(
            picture=lambda: ask(loop.picture),
            texts=lambda: ask(lambda: described(kiosk.step, loop.frame)),
            tap_text=lambda text: ask(lambda: tap_text(text)),
            tap_point=lambda x, y: ask(lambda: loop.touch(x, y)),
            draw=lambda strokes, on_glass: ask(lambda: loop.draw(strokes, on_glass=on_glass)),
        )


def _new_id() -> RequestId:
    return RequestId(uuid.uuid4().hex)
