"""Nothing of a visitor stays behind (K-14): no number, name, address or telephone in anything the hall keeps."""

import time
from pathlib import Path

import pytest

from broker.catalogue import load
from tests.faults.memory import processes_of
from tests.faults.people import END, leave, put_card, serve, take_number, until_said, until_step
from tests.faults.searching import ENCODINGS, files_of, found_in_files, found_in_memory, words_of
from tests.rig.conftest import ROOT, RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

VISITORS = ("C01", "C08")


@pytest.mark.req("K-14", "Q-07")
def test_no_persons_words_in_anything_kept(morning: RunningHall) -> None:
    hall = morning
    for persona in VISITORS:
        put_card(hall, "K01", persona)
        take_number(hall, "K01")
        until_said(hall, "K01", "号票已打印，请取走")
        leave(hall, "K01", card=True)
        serve(hall, "W44")  # who is called aloud leaves a recording
    hall.do("paper", "K01")
    hall.do("break", "broker", "stop", "1")  # it writes its store when it ends
    until_step(hall, "K01", "PleaseWait")
    until_step(hall, "K01", "Start", 30)

    kept = files_of(hall.state)
    names = {file.relative_to(hall.state).parts[0] for file in kept}
    assert {"journal.db", "broker", "logs", "kiosks", "config", "paper", "speakers"} <= names
    assert found_in_files(hall.state, words_of(load(ROOT / "config" / "hall"))) == []
    journal = b"".join(file.read_bytes() for file in kept if file.name.startswith("journal.db"))
    assert "吴*".encode() in journal, "the masked name is what the hall may know"


@pytest.mark.req("K-14")
def test_no_process_of_a_kiosk_remembers_a_visitor(morning: RunningHall) -> None:
    hall, kiosk = morning, "K01"
    words = words_of(load(ROOT / "config" / "hall"))
    before = [one for one in hall.events("FaultBegan") if one["client"] == kiosk]
    for persona in VISITORS:
        put_card(hall, kiosk, persona)
        take_number(hall, kiosk)
        until_said(hall, kiosk, "号票已打印，请取走")
        own = {word: what for word, what in words.items() if what.endswith(persona)}
        here = {*found_in_memory(hall.state, kiosk, own)}
        assert len(here) == 1, "the search finds who is here, in the process of the screen"
        hall.tell("tap", kiosk, END)  # after a long search the visit may have ended by itself
        until_step(hall, kiosk, "Start", 30)
        # the card still lies there: it is nobody's visit any more
        hall.do("uncard", kiosk)
        end = time.monotonic() + 60
        while here & {*processes_of(hall.state, kiosk)}:
            assert time.monotonic() < end, f"{here} still lives"
            time.sleep(0.1)
    alive = processes_of(hall.state, kiosk)
    assert len(alive) > 1
    assert found_in_memory(hall.state, kiosk, words) == {}
    offline = [one for one in hall.events("FaultBegan") if one["client"] == kiosk]
    assert offline == before, "nobody took the change for an outage"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_a_person_in_a_file_however_it_is_written(tmp_path: Path, encoding: str) -> None:
    catalogue = load(ROOT / "config" / "hall")
    person = catalogue.personas[0]
    tmp_path.joinpath("kiosks").mkdir()
    for what, text in (("name", person.name), ("idno", person.idno), ("phone", "100 0000 0001")):
        tmp_path.joinpath("kiosks", what).write_bytes(b"\x00{" + text.encode(encoding) + b"}")
    found = found_in_files(tmp_path, words_of(catalogue))
    assert sorted(found) == [f"kiosks/{what}: {what} of C01" for what in ("idno", "name", "phone")]


def test_the_search_finds_pages_left_in_the_spooler_and_no_paper_in_a_tray(tmp_path: Path) -> None:
    left = {
        "spooler/spool/d00001-001": b"packed",
        "kiosks/K05/slip.pdf": b"%PDF-1.7",
        "pages/K05.page/1.pdf": b"%PDF-1.7",
    }
    for name, content in left.items():
        tmp_path.joinpath(name).parent.mkdir(parents=True)
        tmp_path.joinpath(name).write_bytes(content)
    found = found_in_files(tmp_path, {})
    assert found == ["kiosks/K05/slip.pdf: a page to print", "spooler/spool/d00001-001: a page to print"]
