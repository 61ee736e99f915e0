"""Every verb of hallctl on a running hall: what it does, how it refuses, which exit code it gives."""

import json
import subprocess
import sys
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from PIL import Image

from scripts.hallctl.__main__ import MODULES
from tests.rig.conftest import ROOT, RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300), pytest.mark.req("H-04")]

VERBS = [verb for verbs in MODULES.values() for verb in verbs]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.hallctl", verb, "--help"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_wrong_usage_is_exit_code_2(hall: RunningHall) -> None:
    command = [sys.executable, "-m", "scripts.hallctl", "rate", "W44", "9", "--state", str(hall.state)]
    assert subprocess.run(command, capture_output=True, cwd=ROOT, check=False).returncode == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("card", "C99", "K01"), "no persona C99"),
        (("card", "C01", "K99"), "no kiosk K99"),
        (("uncard", "K06"), "no card lies on K06.card"),
        (("tap", "K06", "没有这个按钮"), "shows no '没有这个按钮' to tap"),
        (("draw", "K06"), "shows nothing to sign on"),
        (("draw", "K06", "5,5", "9,9"), "nothing under that finger"),
        (("draw", "K06", "circle"), "circle is no point"),
        (("scan", "K06", "/nowhere/lease.png"), "/nowhere/lease.png cannot be read (No such file"),
        (("scan", "K06", str(Path(__file__))), "no picture"),
        (("scan", "K99"), "no kiosk K99"),
        (("papers", "K01"), "no kiosk with such a device K01 is running here; there are K05 K06"),
        (("key", "W44", "dance"), "has no key dance"),
        (("key", "W44", "transfer"), "transfer where"),
        (("key", "W44", "transfer", "W²"), "transfer where"),
        (("tap", "K06", "²,²"), "shows no '²,²' to tap"),
        (("tap", "K06", ""), "target: String should have at least 1 character"),
        (("show", "LED-44", "--picture", "/nowhere/led.png"), "/nowhere/led.png cannot be written (No such file"),
        (("key", "W01", "next"), "no window with such a device W01"),
        (("rate", "W15", "5"), "does not count"),
        (("show", "LED-99"), "no screen LED-99"),
        (("show", "W11"), "nobody is signed in at W11"),
        (("break", "K01.ticket", "tired"), "it can have"),
        (("break", "rig", "stop"), "does not stop itself"),
        (("break", "broker", "tired"), "it can have: stop, kill"),
        (("fix", "K01.toaster"), "no device K01.toaster"),
        (("clock", "to", "teatime"), "no time in"),
        (("badge", "4401", "W11"), ""),
        (("badge", "0000", "W11"), "no member of staff 0000"),
    ],
)
def test_refusals_are_one_sentence_and_exit_code_1(hall: RunningHall, words: tuple[str, ...], said: str) -> None:
    told = hall.tell(*words)
    assert told.code == 1
    assert said in told.facts["error"]
    assert told.facts["error"]


def test_what_is_no_wish_is_named_and_not_repeated(hall: RunningHall) -> None:
    line = HTTPConnection(str(hall.ready["rig_url"]).removeprefix("http://").rstrip("/"), timeout=5)
    line.request("POST", "/api/rate", b'{"window": "W44", "stars": NaN}', {"Content-Type": "application/json"})
    answer = line.getresponse()
    assert answer.status == 422
    assert json.loads(answer.read())["error"].startswith("stars: ")
    line.close()


def test_without_a_hall_it_says_how_to_start_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    command = [sys.executable, "-m", "scripts.hallctl", "clock", "--state", str(tmp_path_factory.mktemp("none"))]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "scripts/run" in done.stderr


def test_a_state_folder_that_is_none_is_named() -> None:
    command = [sys.executable, "-m", "scripts.hallctl", "clock", "--state", str(Path(__file__))]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"hallctl: {__file__} cannot be read")


@pytest.mark.req("H-03")
def test_the_ready_file_tells_addresses_and_logins(hall: RunningHall) -> None:
    ready = hall.ready
    assert ready["kiosks"] == ["K01", "K05", "K06"]
    assert {"W08", "W09", "W11", "W15", "W39", "W44", "W45", "W49", "W59"} == set(ready["windows"])
    login = next(each for each in ready["logins"] if each["no"] == "4401")
    assert len(login["pin"]) == 6
    assert len(login["password"]) >= 12
    ready_file = hall.state.with_name("state.ready.json")
    assert ready_file.stat().st_mode & 0o777 == 0o600
    assert hall.state.stat().st_mode & 0o777 == 0o700
    loose = [
        file for file in (hall.state / "secrets").rglob("*") if file.is_file() and file.stat().st_mode & 0o777 != 0o600
    ]
    assert loose == []


def test_the_greeting_tells_how_hallctl_finds_a_hall_elsewhere(hall: RunningHall) -> None:
    said = hall.state.with_name(f"{hall.state.name}.out").read_text(encoding="utf-8")
    assert f"each with --state {hall.state}" in said


@pytest.mark.req("W-14")
def test_a_badge_opens_an_empty_window_and_no_other_section(hall: RunningHall) -> None:
    """W-14: 1102 may serve W11; nobody of the pension windows may."""
    assert hall.tell("badge", "3901", "W11").code == 1
    sitting = hall.do("badge", "1102", "W11").facts
    assert sitting["counter"] == "W11"
    hall.until("show", "LED-11", seen=lambda facts: any("1102" in line for line in facts["lines"]))
    assert any("1102" in line for line in hall.do("show", "W11").lines)


def test_the_clock_moves_and_says_so(hall: RunningHall) -> None:
    before = datetime.fromisoformat(hall.do("clock", "show").facts["now"])
    after = datetime.fromisoformat(hall.do("clock", "+2m").facts["now"])
    assert 120 <= (after - before).total_seconds() < 150
    assert before.date().isoformat() == "2026-11-23"


def test_pictures_are_pictures(hall: RunningHall, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pictures")
    for what, size in (("K06", (1080, 1920)), ("LED-15", (768, 256))):
        file = folder / f"{what}.png"
        hall.do("show", what, "--picture", str(file))
        with Image.open(file) as picture:
            assert picture.size == size
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 3


def test_a_ticket_without_card_is_transferred_to_a_queue_and_a_window(hall: RunningHall) -> None:
    hall.until("show", "K06", seen=lambda facts: facts["step"] == "Start")
    hall.do("tap", "K06", "没带身份证")
    hall.do("tap", "K06", "税费服务")
    hall.do("tap", "K06", "纳税申报")
    hall.do("tap", "K06", "取号")
    hall.until("show", "K06", seen=lambda facts: facts["step"] == "Ticket")
    number = hall.events("TicketIssued")[-1]["number"]
    while hall.do("key", "W49", "next").facts["ticket"] != number:
        hall.do("key", "W49", "noshow")  # left waiting by other visits
    hall.do("key", "W49", "arrived")
    assert hall.do("key", "W49", "transfer", "J").facts["phase"] == "idle"
    assert hall.do("key", "W39", "next").facts["ticket"] == number
    hall.do("key", "W39", "arrived")
    hall.do("key", "W39", "transfer", "W15")
    assert hall.do("key", "W15", "next").facts["ticket"] == number
    hall.do("key", "W15", "noshow")
    hall.do("tap", "K06", "结束")


def test_the_manager_sees_the_wall_and_the_public_its_board(hall: RunningHall) -> None:
    wall = "\n".join(hall.do("show", "manager").lines)
    assert "W44" in wall or "44" in wall
    assert "住房公积金" in "\n".join(hall.do("show", "board").lines)


@pytest.mark.req("H-06")
def test_the_journal_is_whole(hall: RunningHall) -> None:
    verdict = hall.do("verify").facts
    assert verdict["whole"]
    assert verdict["events"] == len(hall.do("journal", "--tail", "0").facts["events"])
    assert len(hall.do("journal", "--tail", "3").facts["events"]) == 3
