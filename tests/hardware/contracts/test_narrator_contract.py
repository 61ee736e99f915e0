"""What a kiosk may expect of the voice that reads its pages: the newest words only, at once, and its faults told."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.drivers.speaker import CommandSink, CutSink, EspeakVoice, FileSink, PageNarrator, Voice
from hardware.emulators.speaker import Loudspeaker
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceUnplugged
from hardware.ports.speaker import Language, NotSaid, Outcome, Said, Sentence, Text
from hardware.protocols.sound import Wave, chime, from_wav, join, silence

DEVICE = "K05.speaker"
PATIENT_SECONDS = 30.0


def words(text: str, language: Language = Language.MANDARIN) -> Sentence:
    return Sentence(language, (Text(text),))


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENT_SECONDS
    while not seen():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


@dataclass(frozen=True)
class SameVoice:
    sound: Wave

    def render(self, sentence: Sentence) -> Wave:
        return self.sound


SHORT, HOUR = SameVoice(chime()), SameVoice(join((chime(), silence(3600))))


class HeldVoice:
    """A voice that is long over its first sentence."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()

    def render(self, sentence: Sentence) -> Wave:
        self.begun.set()
        assert self.let_go.wait(PATIENT_SECONDS)
        return chime()


class Room:
    """Narrators at work before one loudspeaker, and what they told."""

    def __init__(self, folder: Path) -> None:
        self.loudspeaker = Loudspeaker(folder)
        self.told: list[Outcome] = []
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._narrators: list[PageNarrator] = []

    def narrator(self, voice: Voice, sink: CutSink) -> PageNarrator:
        narrator = PageNarrator(voice, sink, device=DEVICE, tell=self.told.append)
        self._narrators.append(narrator)
        self._threads.append(threading.Thread(target=narrator.run, args=(self._stop,)))
        self._threads[-1].start()
        return narrator

    @property
    def files(self) -> FileSink:
        return FileSink(self.loudspeaker.recordings_folder, device=DEVICE)

    @property
    def player(self) -> CommandSink:
        return CommandSink(self.loudspeaker.command, device=DEVICE)

    def leave(self) -> None:
        self._stop.set()
        for narrator in self._narrators:
            narrator.read(None)
        for thread in self._threads:
            thread.join(PATIENT_SECONDS)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.leave()


@pytest.mark.req("K-13", "H-02")
def test_a_page_is_read_in_mandarin_and_in_english(room: Room) -> None:
    narrator = room.narrator(EspeakVoice(DEVICE), room.files)
    narrator.read(words("取号办事。请将身份证平放在感应区"))
    until(lambda: len(room.told) == 1)
    narrator.read(words("Take a number. Lay your card flat", Language.ENGLISH))
    until(lambda: len(room.told) == 2)
    assert [type(outcome) for outcome in room.told] == [Said, Said]
    chinese, english = room.loudspeaker.recordings()
    assert chinese.phrases == ("取号办事。请将身份证平放在感应区",)
    assert english.phrases == ("Take a number. Lay your card flat",)
    for recording in (chinese, english):
        sound = from_wav(recording.wav)
        assert sound.seconds > 1
        assert sound.peak > 0.1


@pytest.mark.req("K-13")
def test_a_new_page_stops_the_sentence_before_it(room: Room) -> None:
    narrator = room.narrator(HOUR, room.player)
    narrator.read(words("第一页"))
    until(lambda: room.loudspeaker.playing)
    narrator.read(words("第二页"))
    until(lambda: not room.loudspeaker.playing)
    until(lambda: room.loudspeaker.playing)
    narrator.read(None)
    until(lambda: not room.loudspeaker.playing)
    assert room.told == [], "what was cut off is no fault, and was not said either"
    assert room.loudspeaker.heard() == ()


@pytest.mark.req("K-13")
def test_what_is_outrun_before_it_sounds_is_never_heard(room: Room) -> None:
    voice = HeldVoice()
    narrator = room.narrator(voice, room.files)
    narrator.read(words("第一页"))
    assert voice.begun.wait(PATIENT_SECONDS)
    for page in ("第二页", "第三页"):
        narrator.read(words(page))
    voice.let_go.set()
    until(lambda: bool(room.told))
    assert [recording.phrases for recording in room.loudspeaker.recordings()] == [("第三页",)]


@pytest.mark.req("K-13", "H-03")
@pytest.mark.parametrize(
    ("kind", "fault", "error"),
    [
        ("file", "unplugged", DeviceUnplugged),
        ("command", "unplugged", DeviceRefused),
        ("command", "garbage", DeviceRefused),
    ],
)
def test_a_fault_is_told_and_the_next_page_is_heard(
    room: Room, kind: str, fault: str, error: type[DeviceError]
) -> None:
    narrator = room.narrator(SHORT, room.files if kind == "file" else room.player)
    room.loudspeaker.break_(fault)
    narrator.read(words("第一页"))
    until(lambda: len(room.told) == 1)
    room.loudspeaker.fix()
    narrator.read(words("第二页"))
    until(lambda: len(room.told) == 2)
    lost, found = room.told
    assert isinstance(lost, NotSaid)
    assert isinstance(lost.fault, error)
    assert isinstance(found, Said)


@pytest.mark.req("K-13")
@pytest.mark.parametrize(
    ("voice", "sink", "error"),
    [
        (SameVoice(silence(1)), "files", BadFrame),
        (EspeakVoice(DEVICE, program="no-such-voice"), "files", DeviceUnplugged),
        (SHORT, "nothing", DeviceUnplugged),
    ],
)
def test_a_voice_that_cannot_be_heard_is_a_fault(room: Room, voice: Voice, sink: str, error: type[DeviceError]) -> None:
    none = CommandSink(("no-such-player", "{file}"), device=DEVICE)
    room.narrator(voice, room.files if sink == "files" else none).read(words("第一页"))
    until(lambda: bool(room.told))
    (outcome,) = room.told
    assert isinstance(outcome, NotSaid)
    assert isinstance(outcome.fault, error)
