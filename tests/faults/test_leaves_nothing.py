"""Nothing of a visitor stays behind (K-14): no number, name, address or telephone in anything the hall keeps."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.catalogue import load
from tests.faults.memory import processes_of, remembered
from tests.faults.people import leave, put_card, serve, take_number, until_said, until_step
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

    kept = [file for file in sorted(hall.state.rglob("*")) if file.is_file()]
    names = {file.relative_to(hall.state).parts[0] for file in kept}
    assert {"journal.db", "broker", "logs", "kiosks", "config", "paper", "speakers"} <= names
    words = dict(persons_words())
    found = [f"{file.relative_to(hall.state)}: {words[word]}" for file in kept for word in held(file, words)]
    assert found == []
    journal = b"".join(file.read_bytes() for file in kept if file.name.startswith("journal.db"))
    assert "吴*".encode() in journal, "the masked name is what the hall may know"


@pytest.mark.req("K-14")
def test_no_process_of_a_kiosk_remembers_a_visitor(morning: RunningHall) -> None:
    hall, kiosk = morning, "K01"
    people = {person.code: person for person in load(ROOT / "config" / "hall").personas}
    words = {
        getattr(person, what).encode(encoding): f"{what} of {person.code} in {encoding}"
        for person in people.values()
        for what in ("idno", "name", "phone")
        for encoding in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")
    }
    before = [one for one in hall.events("FaultBegan") if one["client"] == kiosk]
    for persona in VISITORS:
        put_card(hall, kiosk, persona)
        take_number(hall, kiosk)
        until_said(hall, kiosk, "号票已打印，请取走")
        own = [word for word, what in words.items() if f" {persona} " in what]
        here = {pid for pid in processes_of(hall.state, kiosk) if remembered(pid, own)}
        assert len(here) == 1, "the search finds who is here, in the process of the screen"
        leave(hall, kiosk)
        # the card still lies there: it is nobody's visit any more
        hall.do("uncard", kiosk)
        end = time.monotonic() + 60
        while here & {*processes_of(hall.state, kiosk)}:
            assert time.monotonic() < end, f"{here} still lives"
            time.sleep(0.1)
    alive = processes_of(hall.state, kiosk)
    assert len(alive) > 1
    assert {words[word] for pid in alive for word in remembered(pid, words)} == set()
    offline = [one for one in hall.events("FaultBegan") if one["client"] == kiosk]
    assert offline == before, "nobody took the change for an outage"


def persons_words() -> Iterator[tuple[bytes, str]]:
    """Every made-up person's number, name, address and telephone, as they could lie in a file → what it is."""
    for person in load(ROOT / "config" / "hall").personas:
        for what in ("idno", "name", "address", "phone"):
            text: str = getattr(person, what)
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                yield text.encode(encoding), f"{what} of {person.code} in {encoding}"
            yield text.encode("ascii", "backslashreplace"), f"{what} of {person.code}, escaped"


def held(file: Path, words: dict[bytes, str]) -> list[bytes]:
    content = file.read_bytes()
    return [word for word in words if word in content]
