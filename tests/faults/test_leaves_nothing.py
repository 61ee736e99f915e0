"""Nothing of a visitor stays behind (K-14): no number, name, address or telephone in anything the hall keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.catalogue import load
from tests.faults.people import leave, put_card, take_number, until_said, until_step
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
