"""Settings → drivers, by explicit match. Opening is lazy: a cable that is missing now may be there in a minute.

So are the imports: the drivers' libraries take as long as all of Kivy, and the first picture must not wait for them.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, assert_never

from hardware.links import ReconnectingLink, open_link
from hardware.ports.camera import Camera, PaperFinder
from hardware.ports.card_reader import CardReader
from hardware.ports.document_printer import DocumentPrinter
from hardware.ports.faults import BadFrame, DeviceRefused
from hardware.ports.speaker import Narrator, Outcome
from hardware.ports.ticket_printer import TicketPrinter
from kiosk.settings import (
    EscposPrinterSettings,
    EspeakVoiceSettings,
    IppPrinterSettings,
    OpencvCameraSettings,
    SdtReaderSettings,
)

log = logging.getLogger(__name__)

_RESTARTS = 3


class Restartable(Protocol):
    """A reader whose card can be made to be found anew."""

    def reset(self) -> None:
        """Restart it. Raises `DeviceError`."""
        ...


OpenNarrator: TypeAlias = Callable[[Callable[[Outcome], None]], Narrator]

Pad: TypeAlias = Literal["unknown", "done", "new"]
"""What lies on the pad when a reader is taken over: a card whose visit is over, or one with which a visit begins."""


def card_reader(
    settings: SdtReaderSettings, device: str, pad: Callable[[], Pad] = lambda: "unknown"
) -> Callable[[], CardReader]:
    """Give the way to reach the card reader; called on its own thread, and `pad` then."""

    def open_reader() -> CardReader:
        match settings.driver:
            case "sdt":
                from hardware.drivers.card_reader import SdtCardReader  # noqa: PLC0415

                found = pad()
                link = _link(settings.url, settings.baudrate, device)
                reader = SdtCardReader(link, device=device, lying=found == "done")
                if found == "new":
                    # a reader finds a card only once while it lies there: the next one of a queue must be read anew
                    _restart(reader)
                return reader
            case _:
                assert_never(settings.driver)

    return open_reader


def _restart(reader: Restartable) -> None:
    """Restart a reader; what the last process asked it and did not hear may come first, then it is told again."""
    for _ in range(_RESTARTS):
        try:
            reader.reset()
        except (BadFrame, DeviceRefused) as fault:
            log.info("the reader did not restart: %s", fault)
        else:
            return


def ticket_printer(settings: EscposPrinterSettings, device: str, font: Path) -> Callable[[], TicketPrinter]:
    """Give the way to reach the ticket printer; called on its own thread. `font` draws what the printer's own lacks."""

    def open_printer() -> TicketPrinter:
        match settings.driver:
            case "escpos":
                from hardware.drivers.ticket_printer import EscposTicketPrinter, SlipComposer  # noqa: PLC0415
                from hardware.protocols.glyphs import Fonts, Glyphs, installed_fonts  # noqa: PLC0415

                installed = installed_fonts()
                rare = tuple(path for path in installed.wide if "hanazono" in path.parts)
                # the cut font is in this process anyway; the variable ones would cost it forty megabytes
                glyphs = Glyphs(Fonts(installed.narrow, (font, *rare)))
                composer = SlipComposer(glyphs, width_columns=settings.columns)
                return EscposTicketPrinter(_link(settings.url, settings.baudrate, device), composer, device=device)
            case _:
                assert_never(settings.driver)

    return open_printer


def camera(settings: OpencvCameraSettings, device: str) -> Callable[[], tuple[Camera, PaperFinder]]:
    """Give the way to reach the camera, and what finds papers in its pictures; called on its own thread."""

    def open_camera() -> tuple[Camera, PaperFinder]:
        match settings.driver:
            case "opencv":
                from hardware.drivers.camera import OpencvCamera, OpencvPaperFinder, Thresholds  # noqa: PLC0415

                enough = Thresholds(
                    sharpness=settings.sharpness, darkest=settings.darkest, glare_share=settings.glare_share
                )
                size = (settings.width, settings.height)
                return OpencvCamera(settings.url, device=device, size=size), OpencvPaperFinder(enough)
            case _:
                assert_never(settings.driver)

    return open_camera


def document_printer(settings: IppPrinterSettings, device: str) -> Callable[[], DocumentPrinter]:
    """Give the way to reach the page printer; called on its own thread."""

    def open_printer() -> DocumentPrinter:
        match settings.driver:
            case "ipp":
                from hardware.drivers.document_printer import IppDocumentPrinter, PageTimes  # noqa: PLC0415

                times = PageTimes(document=settings.document_seconds, trouble=settings.trouble_seconds)
                return IppDocumentPrinter(settings.url, device=device, times=times)
            case _:
                assert_never(settings.driver)

    return open_printer


def narrator(settings: EspeakVoiceSettings, device: str) -> OpenNarrator:
    """Give the way to the voice that reads pages aloud, given who is told what became of each sentence."""

    def open_narrator(tell: Callable[[Outcome], None]) -> Narrator:
        match settings.driver:
            case "espeak":
                from hardware.drivers.speaker import CommandSink, EspeakVoice, FileSink, PageNarrator  # noqa: PLC0415

                voice = EspeakVoice(device, words_per_minute=settings.words_per_minute, amplitude=settings.volume)
                folder, command = settings.folder, settings.command
                sink = CommandSink(command, device=device) if folder is None else FileSink(folder, device=device)
                return PageNarrator(voice, sink, device=device, tell=tell)
            case _:
                assert_never(settings.driver)

    return open_narrator


def _link(url: str, baudrate: int, device: str) -> ReconnectingLink:
    return ReconnectingLink(lambda: open_link(url, device=device, baudrate=baudrate), device=device)
