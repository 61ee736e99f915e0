"""The line of announcements by itself: a voice that dies of something unforeseen must not leave a hall in silence."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from hardware.drivers.speaker import QueuedSpeaker
from hardware.ports.faults import DeviceSilent
from hardware.ports.speaker import Language, Outcome, Said, Sentence, Spoken, Text, TooLateToSay
from hardware.protocols.sound import Wave, chime

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def announcement(name: str, until: datetime | None = None) -> Spoken:
    return Spoken(name, (Sentence(Language.MANDARIN, (Text("请"),)),), until, chime=False)


class Voice:
    def render(self, sentence: Sentence) -> Wave:
        return chime()


class BrokenVoice:
    def render(self, sentence: Sentence) -> Wave:
        raise ZeroDivisionError


class HeldSink:
    """A sink that plays until it is let go, and notes what began and ended."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.began = threading.Event()
        self.let_go = threading.Event()

    def play(self, sound: Wave, *, id: str, phrases: tuple[str, ...]) -> None:  # noqa: A002 - the port's word
        self.notes.append(f"{id} begins")
        self.began.set()
        self.let_go.wait(5)
        self.notes.append(f"{id} ends")


def told(speaker: QueuedSpeaker, count: int) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for _ in range(1000):
        outcomes += speaker.outcomes()
        if len(outcomes) >= count:
            break
        threading.Event().wait(0.005)
    return outcomes


@pytest.mark.req("Q-08")
def test_what_expires_while_another_is_spoken_is_not_spoken_after_it() -> None:
    now = [NOW]
    sink = HeldSink()
    speaker = QueuedSpeaker(Voice(), sink, device="V", clock=lambda: now[0])
    for name in ("first", "second"):
        speaker.say(announcement(name, NOW + timedelta(seconds=10)))
    assert sink.began.wait(5)
    now[0] = NOW + timedelta(seconds=11)
    sink.let_go.set()
    assert [type(outcome) for outcome in told(speaker, 2)] == [Said, TooLateToSay]
    assert sink.notes == ["first begins", "first ends"]
    speaker.close()


def test_closing_lets_the_present_one_end_and_drops_the_rest() -> None:
    sink = HeldSink()
    speaker = QueuedSpeaker(Voice(), sink, device="V", clock=lambda: NOW)
    for name in ("first", "second"):
        speaker.say(announcement(name))
    assert sink.began.wait(5)
    closing = threading.Thread(target=speaker.close)
    closing.start()
    sink.let_go.set()
    closing.join(5)
    assert sink.notes == ["first begins", "first ends"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_died_is_said_and_takes_nothing_more() -> None:
    speaker = QueuedSpeaker(BrokenVoice(), HeldSink(), device="V", clock=lambda: NOW)
    speaker.say(announcement("first"))
    with pytest.raises(DeviceSilent):
        told(speaker, 1)
    with pytest.raises(DeviceSilent):
        speaker.say(announcement("second"))
    speaker.close()
