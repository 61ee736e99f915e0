"""Breaking and fixing on command: the fault is seen where it should be, and ends."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300), pytest.mark.req("H-03", "H-04")]


BROKEN_HERE = ("K06.ticket", "K06.page", "K06.camera", "LED-45", "PAD-59")


@pytest.fixture(autouse=True)
def whole(hall: RunningHall) -> Iterator[None]:
    """Begin with a hall that is well, and leave nothing broken to the next test, however this one ends."""
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=60)
    yield
    for device in BROKEN_HERE:
        hall.do("fix", device)


def test_the_doctor_names_a_printer_without_paper_and_is_content_when_it_is_filled(hall: RunningHall) -> None:
    hall.do("break", "K06.ticket", "paper_out")
    sick = hall.until("doctor", seen=lambda facts: not facts["healthy"])
    assert [part["name"] for part in sick["parts"] if part["state"] == "fault"] == ["K06.ticket"]
    assert hall.tell("doctor").code == 1
    hall.do("fix", "K06.ticket")
    hall.until("doctor", seen=lambda facts: facts["healthy"])
    assert hall.tell("doctor").code == 0


@pytest.mark.req("Q-07")
def test_a_screens_cable_pulled_and_put_back_shows_the_present_state(hall: RunningHall) -> None:
    hall.do("break", "LED-45", "unplugged")
    hall.until("doctor", seen=lambda facts: not facts["healthy"])
    hall.do("key", "W45", "pause")
    stale = hall.do("show", "LED-45").lines
    hall.do("fix", "LED-45")
    hall.until("show", "LED-45", seen=lambda facts: facts["lines"] != stale)
    hall.do("key", "W45", "pause")
    hall.until("show", "LED-45", seen=lambda facts: facts["lines"] == stale)


def test_a_pad_without_cable_is_not_heard(hall: RunningHall) -> None:
    hall.do("break", "PAD-59", "unplugged")
    assert "nobody heard" in hall.tell("key", "W59", "next").facts["error"]
    hall.do("fix", "PAD-59")
    hall.until("key", "W59", "next", seen=lambda facts: "beeped twice" in facts.get("error", ""))


@pytest.mark.req("H-05")
def test_without_the_broker_kiosks_ask_for_patience_and_come_back(hall: RunningHall) -> None:
    hall.until("show", "K06", seen=lambda facts: facts["step"] == "Start")
    issued = len(hall.events("TicketIssued"))
    hall.do("break", "broker", "stop", "8")
    hall.until("show", "K06", seen=lambda facts: facts["step"] == "PleaseWait")
    assert hall.tell("key", "W59", "next").facts["error"].endswith("the broker is away")
    assert hall.tell("tap", "K06", "没带身份证").code == 1
    hall.until("show", "K06", seen=lambda facts: facts["step"] == "Start", seconds=30)
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=30)
    assert len(hall.events("TicketIssued")) == issued


@pytest.mark.req("H-06")
def test_a_controller_killed_is_started_again_with_the_halls_time(hall: RunningHall) -> None:
    before = hall.do("clock", "+1m").facts["now"]
    hall.do("break", "caller", "kill")
    after = hall.until("clock", "show", seen=lambda facts: "now" in facts, seconds=30)["now"]
    assert after > before
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=30)
    hall.until("key", "W08", "next", seen=lambda facts: "nobody is waiting" in facts.get("error", ""), seconds=20)
    said = hall.state.with_name("state.out").read_text(encoding="utf-8")
    assert re.search(r"caller is killed for 0 s", said)
    assert hall.do("verify").facts["whole"]


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("fault", "named", "on_the_wall"), [("jam", "jammed", "卡纸"), ("toner_out", "out_of_toner", "缺墨粉")]
)
def test_a_page_printers_trouble_is_named_by_its_kiosk_and_stands_on_the_wall(
    hall: RunningHall, fault: str, named: str, on_the_wall: str
) -> None:
    hall.do("break", "K06.page", fault)
    sick = hall.until("doctor", seen=lambda facts: not facts["healthy"], seconds=30)
    assert [(part["name"], part["what"]) for part in sick["parts"] if part["state"] == "fault"] == [("K06.page", named)]
    hall.until("show", "manager", seen=lambda facts: any(on_the_wall in line for line in facts["lines"]), seconds=30)
    hall.do("fix", "K06.page")
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=30)


@pytest.mark.req("K-11")
def test_a_cameras_cable_pulled_is_named_though_nobody_looks_through_it(hall: RunningHall) -> None:
    hall.do("break", "K06.camera", "unplugged")
    sick = hall.until("doctor", seen=lambda facts: not facts["healthy"], seconds=90)
    assert [part["name"] for part in sick["parts"] if part["state"] == "fault"] == ["K06.camera"]
    hall.do("fix", "K06.camera")
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=90)


@pytest.mark.req("K-05")
def test_without_the_print_spooler_the_doctor_says_that_no_page_can_be_printed(hall: RunningHall) -> None:
    hall.do("break", "spooler", "stop", "6")
    sick = hall.until("doctor", seen=lambda facts: not facts["healthy"])
    faulty = {part["name"]: part["what"] for part in sick["parts"] if part["state"] == "fault"}
    assert "no page can be printed" in faulty["spooler"]
    hall.until("doctor", seen=lambda facts: facts["healthy"] and _is_sound(facts, "K06.page"), seconds=60)


def _is_sound(doctor: dict[str, Any], name: str) -> bool:
    return any(part["name"] == name and part["state"] == "ok" for part in doctor["parts"])
