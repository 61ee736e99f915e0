"""The kiosk's voice: which voice says what, and what the hall learns of it."""

from datetime import UTC, datetime

import pytest

from broker.terms import DeviceCode
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.ports.speaker import Language, NotSaid, Said
from hardware.protocols.spoken import phrase
from kiosk.effects.health import HealthBook
from kiosk.effects.voice import PageVoice
from tests.kiosk.narrators import NotedNarrator

DEVICE = "K05.speaker"


@pytest.fixture
def book() -> HealthBook:
    return HealthBook((DEVICE,), lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.mark.req("K-13")
def test_each_language_has_its_voice_and_figures_are_said_as_words(book: HealthBook) -> None:
    narrator = NotedNarrator()
    voice = PageVoice(narrator.opened, book, device=DEVICE)
    voice.say("今天 13:00 开始取号,第 12 页", "zh-Hans")
    voice.say("今天 16:05 開始取號", "zh-Hant")
    voice.say("Take a number", "en")
    voice.say("", "en")
    chinese, taiwanese, english, silence = narrator.given
    assert chinese is not None
    assert taiwanese is not None
    assert english is not None
    assert silence is None
    assert (phrase(chinese), chinese.language) == ("今天十三点开始取号,第十二页", Language.MANDARIN)
    assert (phrase(taiwanese), taiwanese.language) == ("今天十六点零五分開始取號", Language.MANDARIN)
    assert (phrase(english), english.language) == ("Take a number", Language.ENGLISH)


@pytest.mark.req("K-13", "K-16")
@pytest.mark.parametrize(
    ("fault", "state", "what"),
    [
        (DeviceUnplugged(device=DEVICE), "fault", "unplugged"),
        (DeviceSilent(device=DEVICE), "unknown", "silent"),
        (DeviceRefused(device=DEVICE, code=1), "fault", "refused: 1"),
        (BadFrame(device=DEVICE, reason="the voice is silent"), "fault", "bad_frame: the voice is silent"),
    ],
)
def test_a_voice_that_fails_is_told_to_the_hall_until_it_speaks_again(
    book: HealthBook, fault: DeviceError, state: str, what: str
) -> None:
    narrator = NotedNarrator()
    PageVoice(narrator.opened, book, device=DEVICE)
    narrator.tell(NotSaid("page-1", ("取号",), fault))
    known = book.states[DeviceCode(DEVICE)]
    assert (known.state, known.what) == (state, what)
    narrator.tell(Said("page-2", ("取号",), 1.0))
    assert book.states[DeviceCode(DEVICE)].state == "ok"
