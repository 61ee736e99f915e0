"""What a zone's voice says: each announcement once, in order, never late; on a sink of files."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broker import topics
from broker.messages import Announcement
from broker.terms import AnnouncementId, DeviceCode, TicketNumber, ZoneCode
from hardware.drivers.speaker import FileSink, QueuedSpeaker
from hardware.emulators.speaker import Loudspeaker
from hardware.nodes.health import HealthBoard
from hardware.nodes.speaker_node import SpeakerNode, to_spoken
from hardware.ports.speaker import Language, Sentence
from hardware.protocols.sound import Wave, chime
from tests.hardware.nodes.hall_table import HALL, Table

SPEAKER = DeviceCode("SPK-S08")
ZONE = ZoneCode("S08")
CALL = "请 {ticket} 号到 {window} 号窗口办理"


class Humming:
    """A voice that needs no program: every sentence is a hum."""

    def render(self, sentence: Sentence) -> Wave:
        del sentence
        return chime()


@dataclass
class Zone:
    table: Table
    node: SpeakerNode
    ear: Loudspeaker
    health: HealthBoard

    def announce(self, code: str, **facts: object) -> Announcement:
        given: dict[str, object] = {
            "announcement_id": AnnouncementId(code),
            "zone": ZONE,
            "purpose": "call",
            "template": CALL,
            "language": "zh-Hans",
            "ticket": TicketNumber("K001"),
            "window_number": 44,
            "said_at": self.table.now,
            "valid_until": self.table.now + timedelta(seconds=10),
        }
        announcement = Announcement.model_validate(given | facts)
        self.table.caller.publish(topics.announce(HALL, ZONE), announcement)
        return announcement

    def phrases(self, count: int) -> list[tuple[str, ...]]:
        """What was spoken, once there are so many recordings."""
        tick = threading.Event()
        for _ in range(200):
            if len(self.ear.recordings()) >= count:
                break
            tick.wait(0.02)
        return [recording.phrases for recording in self.ear.recordings()]

    def state(self) -> tuple[str, str | None]:
        device = self.health.message().devices[SPEAKER]
        return device.state, device.what


@pytest.fixture
def zone(table: Table, tmp_path: Path) -> Iterator[Zone]:
    ear = Loudspeaker(tmp_path)
    health = table.board(SPEAKER)
    voice = QueuedSpeaker(
        Humming(),
        FileSink(ear.recordings_folder, device=SPEAKER),
        device=SPEAKER,
        clock=lambda: table.clock.now() or datetime.min.replace(tzinfo=UTC),
    )
    node = SpeakerNode(voice, device=SPEAKER, zone=ZONE, bus=table.bus, clock=table.clock, health=health)
    node.subscribe()
    yield Zone(table, node, ear, health)
    node.close()


@pytest.mark.req("Q-08")
def test_calls_are_spoken_once_each_and_in_order(zone: Zone) -> None:
    zone.announce("1-zh")
    zone.announce("1-zh")
    zone.announce("2-zh", ticket="K002", window_number=9)
    zone.announce("2-en", ticket="K002", window_number=9, language="en", template="Ticket {ticket}, window {window}")
    for _ in range(4):
        zone.node.turn()
    assert zone.phrases(3) == [
        ("请K零零一号到四十四号窗口办理",),
        ("请K零零二号到九号窗口办理",),
        ("Ticket K 0 0 2, window 9",),
    ]
    zone.node.turn()
    assert zone.state() == ("ok", None)


@pytest.mark.req("Q-08", "H-05")
def test_an_announcement_that_comes_late_is_not_spoken(zone: Zone, caplog: pytest.LogCaptureFixture) -> None:
    zone.announce("1-zh", valid_until=zone.table.now - timedelta(seconds=1))
    zone.node.turn()
    zone.announce("2-zh")
    zone.node.turn()
    assert len(zone.phrases(1)) == 1
    assert "1-zh came too late" in caplog.text


@pytest.mark.req("Q-08", "H-02")
def test_a_voice_nobody_hears_is_a_fault(zone: Zone) -> None:
    assert zone.state() == ("unknown", None)
    zone.ear.break_("unplugged")
    zone.announce("1-zh")
    for _ in range(4):
        zone.node.turn()
    assert zone.state() == ("fault", "unplugged")
    zone.ear.fix()
    zone.announce("2-zh")
    zone.node.turn()
    assert len(zone.phrases(1)) == 1
    zone.node.turn()
    assert zone.state() == ("ok", None)


@pytest.mark.req("Q-08")
def test_a_call_has_a_chime_and_a_greeting_has_none(zone: Zone) -> None:
    call = to_spoken(zone.announce("1-zh"))
    assert call is not None
    assert call.chime
    assert call.sentences[0].language is Language.MANDARIN
    greeting = to_spoken(zone.announce("2-zh", purpose="greet", template="您好", ticket=None, window_number=None))
    assert greeting is not None
    assert not greeting.chime


def test_a_template_with_a_place_nobody_fills_is_named_and_the_next_is_spoken(
    zone: Zone, caplog: pytest.LogCaptureFixture
) -> None:
    zone.announce("1-zh", template="请到 {wndow} 号")
    zone.announce("2-zh")
    zone.node.turn()
    zone.node.turn()
    assert len(zone.phrases(1)) == 1
    assert "{wndow}" in caplog.text
