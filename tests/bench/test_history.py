"""The journal the restart bench starts from is a true one."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from broker.catalogue import load
from caller.adapters.journal import SqlJournal, verify
from scripts.hallctl.bench.days import write_history
from scripts.hallctl.bench.devices import REFERENCE
from scripts.hallctl.bench.stage import HALL


@pytest.mark.req("H-06")
def test_history_is_whole_and_its_snapshot_is_true(tmp_path: Path) -> None:
    file, catalogue = tmp_path / "journal.db", load(REFERENCE)
    url = f"sqlite:///{file}"
    written = write_history(url, HALL, catalogue, events=13_000, after_snapshot=3_000, last_day=date(2026, 11, 23))
    assert (written.events, written.snapshot_at) == (13_000, 10_000)
    journal = SqlJournal(url, HALL, now=written.ended_at)
    verdict = verify(journal, catalogue)
    journal.close()
    assert verdict.whole, verdict.faults
    assert verdict.events == 13_000
    with sqlite3.connect(file) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM events")}
    connection.close()
    assert {"DayBegan", "TicketClosed", "TicketTransferred", "TicketNoShow", "ServingRated", "RatingLapsed"} <= kinds
