"""The main journey with the real programs: card → ticket → call → screen and voice → rating."""

import json
import re
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from broker.catalogue import load
from broker.terms import QueueLetter
from hardware.protocols.escpos_commands import Command, CommandDecoder, Kind, Printable
from tests.rig.conftest import ROOT, RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

GOLDEN = ROOT / "tests" / "golden" / "slips" / "journey.npos.json"
MNEMONICS = {0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
KIOSK, WINDOW = "K01", "W44"


@pytest.fixture(scope="module")
def ticket(hall: RunningHall) -> dict[str, Any]:
    """C08 takes a number for 住房公积金提取 at K01."""
    hall.do("card", "C08", KIOSK)
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Menu")
    hall.do("tap", KIOSK, "住房公积金")
    result = hall.do("tap", KIOSK, "住房公积金提取")
    assert result.facts["step"] == "Asking"
    hall.do("tap", KIOSK, "取号")
    shown = hall.until("show", KIOSK, seen=lambda facts: any("已打印" in line for line in facts["texts"]))
    assert "K001" in shown["texts"]
    hall.do("uncard", KIOSK)
    return hall.events("TicketIssued")[0]


@pytest.mark.req("Q-01", "H-03")
def test_the_ticket_is_the_first_of_its_queue_and_says_nothing_of_the_person(ticket: dict[str, Any]) -> None:
    assert (ticket["number"], ticket["queue"], ticket["service"]) == ("K001", "K", "GJJ-001")
    assert ticket["masked_name"] == "吴*"
    assert "990101198809090715" not in str(ticket)


@pytest.mark.req("Q-03")
def test_the_slip_says_what_anothers_decoder_read_in_it(hall: RunningHall, ticket: dict[str, Any]) -> None:
    slip = hall.do("paper", KIOSK).facts["slips"][0]
    assert slip["complete"]
    assert read_by_us(Path(slip["bytes"]).read_bytes()) == read_by_npos(GOLDEN)


@pytest.mark.req("Q-03")
def test_the_slip_names_every_window_of_its_queue(hall: RunningHall, ticket: dict[str, Any]) -> None:
    lines = "\n".join(hall.do("paper", KIOSK).facts["slips"][0]["lines"])
    numbers = set(re.findall(r"\d+", lines))
    catalogue = load(ROOT / "config" / "hall")
    assert {str(int(window.code[1:])) for window in catalogue.windows_serving(QueueLetter("K"))} <= numbers


@pytest.mark.req("Q-03")
def test_another_reader_finds_the_tickets_own_code_in_the_picture(hall: RunningHall, ticket: dict[str, Any]) -> None:
    with Image.open(hall.do("paper", KIOSK).facts["slips"][0]["picture"]) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in found] == [f"{hall.ready['console_url']}/ticket/{ticket['code']}"]


@pytest.mark.req("Q-01")
def test_the_same_card_again_is_offered_a_reprint(hall: RunningHall, ticket: dict[str, Any]) -> None:
    hall.do("card", "C08", "K05")
    hall.until("show", "K05", seen=lambda facts: facts["step"] == "Menu")
    hall.do("tap", "K05", "住房公积金")
    hall.do("tap", "K05", "住房公积金提取")
    hall.tell("tap", "K05", "取号")
    shown = hall.until("show", "K05", seen=lambda facts: facts["step"] == "AlreadyHolding")
    assert any("K001" in line for line in shown["texts"])
    hall.do("uncard", "K05")
    assert len([one for one in hall.events("TicketIssued") if one["queue"] == "K"]) == 1


@pytest.mark.req("Q-06", "Q-07", "Q-08", "E-01", "E-02", "E-04", "H-02", "H-03", "H-04")
def test_called_shown_spoken_served_and_rated(hall: RunningHall, ticket: dict[str, Any]) -> None:
    called = hall.do("key", WINDOW, "next").facts
    assert (called["phase"], called["ticket"]) == ("calling", "K001")
    assert called["led_after_seconds"] < 1.0
    assert "K001" in " ".join(hall.do("show", "LED-44").lines)
    assert any("K001" in line for line in hall.do("show", WINDOW).lines)
    assert any("K001" in line for line in hall.do("show", "board").lines)

    spoken = "请K零零一号到四十四号窗口办理"
    hall.until("show", "SPK-S08", seen=lambda facts: spoken in facts["lines"])
    assert_heard_once(hall.state / "speakers" / "SPK-S08" / "recordings", spoken)

    assert hall.do("key", WINDOW, "arrived").facts["phase"] == "serving"
    hall.do("key", WINDOW, "finish")
    hall.do("rate", WINDOW, "5")
    hall.do("rate", WINDOW, "4")
    hall.do("rate", WINDOW, "4")  # once more the same: it stands, and is said to
    ratings = hall.events("ServingRated")
    assert [(one["stars"], one["replaces"]) for one in ratings] == [(5, False), (4, True)]
    assert {one["serving_id"] for one in ratings} == {hall.events("ServingStarted")[0]["serving_id"]}

    hall.do("clock", "+10s")
    late = hall.tell("rate", WINDOW, "1", "态度")
    assert late.code == 1
    assert late.facts["error"]
    assert len(hall.events("ServingRated")) == 2


@pytest.mark.req("Q-06")
def test_nobody_left_to_call_is_said(hall: RunningHall, ticket: dict[str, Any]) -> None:
    refused = hall.tell("key", "W45", "next")
    assert refused.code == 1
    assert "nobody is waiting" in refused.facts["error"]


def assert_heard_once(folder: Path, phrase: str) -> None:
    """A sound of two seconds or more, not silence, with the phrase beside it, once."""
    with_phrase = [text for text in folder.glob("*.txt") if phrase in text.read_text(encoding="utf-8").splitlines()]
    assert len(with_phrase) == 1
    with wave.open(str(with_phrase[0].with_suffix(".wav"))) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        samples = array("h", sound.readframes(sound.getnframes()))
    assert seconds >= 2.0
    assert max(samples) > 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in a slip's bytes: its commands by name, its text (an image is NUL) with the time masked."""

    commands: list[tuple[str, str]]
    text: str


def read_by_us(data: bytes) -> Reading:
    commands: list[tuple[str, str]] = []
    text = ""
    for item, raw in CommandDecoder().feed(data):
        match item:
            case Printable(character=character):
                text += character or "\ufffd"
            case Command(kind=Kind.LINE_FEED):
                text += "\n"
            case Command(kind=kind):
                letter = "v0" if kind is Kind.RASTER_IMAGE else chr(raw[1])
                text += "\0" if kind is Kind.RASTER_IMAGE else ""
                commands.append((MNEMONICS[raw[0]], letter))
            case _:
                pytest.fail(f"bytes that are no command: {raw!r}")
    return Reading(commands, masked(text))


def read_by_npos(file: Path) -> Reading:
    """The golden file was made once by hand: the parser of npos 0.1.19 (npm) read the bytes of this very journey."""
    found: dict[str, list[Any]] = json.loads(file.read_text(encoding="utf-8"))
    text = "".join(entry.get("text", "\0") for entry in found["entries"])
    return Reading([(mnemonic, letter) for mnemonic, letter, *_ in found["commands"]], masked(text))


def masked(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "YYYY-MM-DD HH:MM", text)
