"""Settings → driver, by explicit match. No line is opened here: drivers do that when they are first used."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from hardware.drivers.call_display import OnbonDisplay, Panel
from hardware.drivers.call_pad import Ff68CallPad
from hardware.drivers.rating_pad import Ff68RatingPad, PanelRatingPad
from hardware.drivers.speaker import ClipsVoice, CommandSink, EspeakVoice, FileSink, QueuedSpeaker, Sink
from hardware.links import ReconnectingLink, open_link
from hardware.ports.call_display import CallDisplay
from hardware.ports.call_pad import CallPad
from hardware.ports.rating_pad import RatingPad
from hardware.ports.speaker import Speaker
from hardware.settings import (
    CallPadSettings,
    ClipsSettings,
    CommandSinkSettings,
    DisplaySettings,
    EspeakSettings,
    Ff68RatingPadSettings,
    FolderSinkSettings,
    PanelSettings,
    RatingPadSettings,
    SpeakerSettings,
)

_FIRST_RETRY_SECONDS = 0.1
_LONGEST_RETRY_SECONDS = 0.8
"""A cable that is put back is found again within a second."""


def make_call_display(settings: DisplaySettings) -> CallDisplay:
    """Make the driver of an LED screen."""
    return OnbonDisplay(
        _line(settings.url, settings.code, settings.baudrate),
        device=settings.code,
        panel=Panel(settings.width, settings.height, settings.most_areas),
        address=settings.address,
        answers=settings.answers,
        answer_seconds=settings.answer_seconds,
        retries=settings.retries,
        blink=settings.blink,
        blink_seconds=settings.blink_seconds,
    )


def make_call_pad(settings: CallPadSettings) -> CallPad:
    """Make the driver of a call pad."""
    return Ff68CallPad(
        _line(settings.url, settings.code, settings.baudrate),
        device=settings.code,
        address=settings.address,
        keys=settings.keys,
        digit_timeout_seconds=settings.digit_timeout_seconds,
        display_function=settings.display_function,
    )


def make_rating_pad(settings: RatingPadSettings, *, new_request_id: Callable[[], str]) -> RatingPad:
    """Make the driver of a rating pad; `new_request_id` mints an id per press of a key.

    Raises:
        OSError: a panel's address cannot be bound.
    """
    match settings:
        case Ff68RatingPadSettings():
            return Ff68RatingPad(
                _line(settings.url, settings.code, settings.baudrate),
                device=settings.code,
                address=settings.address,
                stars=settings.stars,
                new_request_id=new_request_id,
            )
        case PanelSettings():
            return PanelRatingPad(
                device=settings.code,
                host=settings.host,
                port=settings.port,
                pixels_per_mm=settings.pixels_per_mm,
                absent_seconds=settings.absent_seconds,
            )
        case _:
            assert_never(settings)


def make_speaker(settings: SpeakerSettings, *, now: Callable[[], datetime]) -> Speaker:
    """Make the driver of a voice; `now` is the hall's clock (aware)."""
    espeak = EspeakVoice(settings.code, words_per_minute=settings.words_per_minute, amplitude=settings.volume)
    sink = _sink(settings.sink, settings.code)
    match settings:
        case EspeakSettings():
            return QueuedSpeaker(espeak, sink, device=settings.code, clock=now)
        case ClipsSettings():
            clips = ClipsVoice(settings.folder, espeak, device=settings.code)
            return QueuedSpeaker(clips, sink, device=settings.code, clock=now)
        case _:
            assert_never(settings)


def _sink(settings: FolderSinkSettings | CommandSinkSettings, device: str) -> Sink:
    match settings:
        case FolderSinkSettings():
            return FileSink(settings.folder, device=device)
        case CommandSinkSettings():
            return CommandSink(settings.command, device=device)
        case _:
            assert_never(settings)


def _line(url: str, device: str, baudrate: int) -> ReconnectingLink:
    return ReconnectingLink(
        lambda: open_link(url, device=device, baudrate=baudrate),
        device=device,
        first_seconds=_FIRST_RETRY_SECONDS,
        longest_seconds=_LONGEST_RETRY_SECONDS,
    )
