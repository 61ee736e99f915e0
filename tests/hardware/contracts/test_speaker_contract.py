"""What a node may expect of any speaker: real espeak-ng, into files and through a player, and its faults."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from hardware.drivers.speaker import ClipsVoice, CommandSink, EspeakVoice, FileSink, QueuedSpeaker, Sink
from hardware.emulators.speaker import Loudspeaker
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.ports.speaker import (
    Cardinal,
    Language,
    NotSaid,
    Outcome,
    Said,
    Sentence,
    Speaker,
    Spoken,
    TicketCode,
    TooLateToSay,
)
from hardware.protocols import spoken
from hardware.protocols.sound import Wave, chime, from_wav, silence, to_wav

DEVICE = "VOICE-S08"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CALL = {
    Language.MANDARIN: "请 {ticket} 号到 {window} 号窗口办理",
    Language.ENGLISH: "Ticket {ticket}, please go to window {window}",
}


def sentence(language: Language, ticket: str = "K001", window: int = 44) -> Sentence:
    values = {"ticket": TicketCode(ticket), "window": Cardinal(window)}
    return Sentence(language, spoken.fill(CALL[language], values))


def call(name: str, ticket: str = "K001", valid_until: datetime | None = None) -> Spoken:
    return Spoken(name, (sentence(Language.MANDARIN, ticket),), valid_until)


class ShortVoice:
    """A voice of a tenth of a second, where the sound itself is not the question."""

    def render(self, sentence: Sentence) -> Wave:
        return Wave(chime().samples[:4410])


@dataclass
class Bench:
    speaker: Speaker
    loudspeaker: Loudspeaker
    now: list[datetime]

    def outcomes(self, count: int, within_seconds: float = 20.0) -> list[Outcome]:
        told: list[Outcome] = []
        until = time.monotonic() + within_seconds
        while len(told) < count and time.monotonic() < until:
            told += self.speaker.outcomes()
            threading.Event().wait(0.005)
        return told


def sink_for(kind: str, loudspeaker: Loudspeaker, patience_seconds: float = 5.0) -> Sink:
    if kind == "file":
        return FileSink(loudspeaker.recordings_folder, device=DEVICE)
    return CommandSink(loudspeaker.command, device=DEVICE, patience_seconds=patience_seconds)


@pytest.fixture(params=["file", "command"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bench(kind: str, tmp_path: Path) -> Iterator[Bench]:
    loudspeaker = Loudspeaker(tmp_path, speed=10)
    now = [MORNING]
    patience = 4.0
    speaker = QueuedSpeaker(ShortVoice(), sink_for(kind, loudspeaker, patience), device=DEVICE, clock=lambda: now[0])
    yield Bench(speaker, loudspeaker, now)
    loudspeaker.fix()
    speaker.close()


@pytest.mark.req("H-02", "Q-08")
def test_a_call_by_espeak_is_audible_long_enough_and_its_words_are_beside_it(tmp_path: Path) -> None:
    loudspeaker = Loudspeaker(tmp_path)
    sink = FileSink(loudspeaker.recordings_folder, device=DEVICE)
    speaker = QueuedSpeaker(EspeakVoice(DEVICE), sink, device=DEVICE, clock=lambda: MORNING)
    speaker.say(call("call-1"))
    speaker.say(Spoken("call-2", (sentence(Language.MANDARIN), sentence(Language.ENGLISH))))
    told = Bench(speaker, loudspeaker, [MORNING]).outcomes(2)
    first, second = loudspeaker.recordings()
    assert [type(outcome) for outcome in told] == [Said, Said]
    assert first.phrases == ("请K零零一号到四十四号窗口办理",)
    assert second.phrases == ("请K零零一号到四十四号窗口办理", "Ticket K 0 0 1, please go to window 44")
    sound = from_wav(first.wav)
    assert sound.seconds >= 2
    assert sound.peak > 0.1
    # the voice after the chime is loud too, not only the chime
    assert Wave(sound.samples[2 * 22050 :]).peak > 0.1
    assert from_wav(second.wav).seconds > sound.seconds + 1
    speaker.close()


@pytest.mark.req("Q-08")
def test_announcements_come_in_order_and_one_at_a_time(bench: Bench, kind: str) -> None:
    names = [f"call-{number}" for number in range(4)]
    for name in names:
        bench.speaker.say(call(name))
    assert [outcome.id for outcome in bench.outcomes(4)] == names
    if kind == "file":
        assert [recording.name for recording in bench.loudspeaker.recordings()] == [
            f"{number + 1:06d}-{name}" for number, name in enumerate(names)
        ]
    else:
        heard = bench.loudspeaker.heard()
        assert len(heard) == 4
        assert all(before.ended <= after.began for before, after in pairwise(heard))


@pytest.mark.req("Q-08")
def test_an_announcement_whose_time_is_over_is_not_spoken_and_named(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    late = MORNING - timedelta(seconds=1)
    bench.speaker.say(call("late", valid_until=late))
    bench.speaker.say(call("timely", valid_until=MORNING + timedelta(seconds=10)))
    first, second = bench.outcomes(2)
    assert first == TooLateToSay("late", late)
    assert isinstance(second, Said)
    assert any("late" in record.getMessage() for record in caplog.records)


FAULTS: list[tuple[str, str, type[DeviceError]]] = [
    ("file", "unplugged", DeviceUnplugged),
    ("command", "unplugged", DeviceRefused),
    ("command", "garbage", DeviceRefused),
    ("command", "silent", DeviceSilent),
]


@pytest.mark.req("H-03", "Q-08")
@pytest.mark.parametrize(("kind", "fault", "error"), FAULTS)
def test_a_hall_that_heard_nothing_is_told_so_and_the_next_call_is_heard(
    bench: Bench, fault: str, error: type[DeviceError], caplog: pytest.LogCaptureFixture
) -> None:
    bench.loudspeaker.break_(fault)
    bench.speaker.say(call("lost"))
    (outcome,) = bench.outcomes(1)
    assert isinstance(outcome, NotSaid)
    assert isinstance(outcome.fault, error)
    assert outcome.phrases == ("请K零零一号到四十四号窗口办理",)
    assert any("lost was not heard" in record.getMessage() for record in caplog.records)
    bench.loudspeaker.fix()
    bench.speaker.say(call("found"))
    (outcome,) = bench.outcomes(1)
    assert isinstance(outcome, Said)


class SilentVoice:
    def render(self, sentence: Sentence) -> Wave:
        return silence(2)


@pytest.mark.req("Q-08")
@pytest.mark.parametrize(
    ("voice", "error"),
    [
        (SilentVoice(), BadFrame),
        (EspeakVoice(DEVICE, program="no-such-voice"), DeviceUnplugged),
        (EspeakVoice(DEVICE, program="false"), DeviceRefused),
        (EspeakVoice(DEVICE, program="true"), BadFrame),
    ],
)
def test_a_silent_fall_back_is_a_fault(
    tmp_path: Path, voice: SilentVoice | EspeakVoice, error: type[DeviceError]
) -> None:
    loudspeaker = Loudspeaker(tmp_path)
    speaker = QueuedSpeaker(voice, sink_for("file", loudspeaker), device=DEVICE, clock=lambda: MORNING)
    speaker.say(call("call-1"))
    (outcome,) = Bench(speaker, loudspeaker, [MORNING]).outcomes(1)
    assert isinstance(outcome, NotSaid)
    assert isinstance(outcome.fault, error)
    assert loudspeaker.recordings() == ()
    speaker.close()


def test_a_closed_speaker_takes_nothing_more(bench: Bench) -> None:
    bench.speaker.close()
    with pytest.raises(DeviceSilent):
        bench.speaker.say(call("call-1"))
    assert bench.speaker.outcomes() == ()


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    (folder / "zh").mkdir(parents=True)
    for number, piece in enumerate(("请", "K", "零", "一", "号到", "四十四", "号窗口办理")):
        tone = Wave(chime().samples[: 2000 * (number + 1)])
        (folder / "zh" / f"{piece}.wav").write_bytes(to_wav(tone))
    return folder


@pytest.mark.req("Q-08")
def test_clips_are_joined_whole_pieces_first(clips: Path) -> None:
    missing: list[str] = []
    voice = ClipsVoice(clips, SilentVoice(), device=DEVICE, on_missing=missing.append)
    sound = voice.render(sentence(Language.MANDARIN))
    samples = sum(1000 * number for number in (1, 2, 3, 3, 4, 5, 6, 7))
    assert len(sound.samples) // 2 == samples + 8 * round(0.04 * 22050)
    assert missing == []


@pytest.mark.req("Q-08")
def test_a_missing_clip_is_named_and_the_sentence_is_spoken_by_the_other_voice(
    clips: Path, caplog: pytest.LogCaptureFixture
) -> None:
    voice = ClipsVoice(clips, ShortVoice(), device=DEVICE)
    assert voice.render(sentence(Language.MANDARIN, window=45)) == ShortVoice().render(sentence(Language.MANDARIN))
    assert ["四十五" in record.getMessage() for record in caplog.records] == [True]


def test_a_clip_that_is_no_sound_is_named(clips: Path) -> None:
    (clips / "zh" / "请.wav").write_bytes(b"mp3")
    with pytest.raises(BadFrame) as bad:
        ClipsVoice(clips, ShortVoice(), device=DEVICE).render(sentence(Language.MANDARIN))
    assert "请.wav" in bad.value.reason


@pytest.mark.req("Q-08")
def test_a_folder_keeps_every_text_and_the_newest_sounds_over_a_restart(tmp_path: Path) -> None:
    for run in range(2):
        sink = FileSink(tmp_path, device=DEVICE, kept_sounds=2)
        for number in range(2):
            sink.play(chime(), id=f"run {run}/{number}", phrases=("请",))
    assert [file.name for file in sorted(tmp_path.iterdir())] == [
        "000001-run_0_0.txt",
        "000002-run_0_1.txt",
        "000003-run_1_0.txt",
        "000003-run_1_0.wav",
        "000004-run_1_1.txt",
        "000004-run_1_1.wav",
    ]
