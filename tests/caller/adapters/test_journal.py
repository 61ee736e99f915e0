"""The journal on SQLite: what was written reads back, the chain holds, a second writer is fenced, repeats are known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from broker.messages import Done, TicketGiven
from broker.terms import RequestId
from caller.adapters.journal import SqlJournal, verify
from caller.adapters.journal.codec import UnknownEventError, decode_event
from caller.adapters.journal.engine import NEWEST
from caller.adapters.journal.tables import METADATA
from caller.application.ports import Batch, FencedError, Row
from caller.domain.apply import apply
from caller.domain.commands import Actor
from caller.domain.hall import Hall
from tests.caller.halls import HALL, MORNING, TestHall, reference

ACTOR = Actor("staff", "4401")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/deeper/journal.db"


@pytest.fixture
def journal(url: str) -> Iterator[SqlJournal]:
    journal = SqlJournal(url, HALL, now=MORNING)
    yield journal
    journal.close()


def rows() -> list[Row]:
    hall = TestHall()
    hall.sit()
    hall.issue()
    hall.issue()
    return [Row(recorded.event, ACTOR, RequestId(f"r{recorded.seq}")) for recorded in hall.journal.events_after(0)]


@pytest.mark.req("H-06")
def test_what_was_written_reads_back_and_verifies(journal: SqlJournal) -> None:
    written = rows()
    assert journal.append(Batch(written, {RequestId("first"): Done(request_id=RequestId("first"))})) == len(written)
    assert [recorded.event for recorded in journal.events_after(0)] == [row.event for row in written]
    known = journal.answers_to([RequestId("first"), RequestId("other")])
    assert known == {"first": Done(request_id=RequestId("first"))}
    verdict = verify(journal, reference())
    assert (verdict.events, verdict.faults) == (len(written), ())


@pytest.mark.req("H-06")
def test_a_changed_or_missing_row_is_found(journal: SqlJournal, url: str) -> None:
    journal.append(Batch(rows(), {}))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE events SET actor = 'staff:0000' WHERE seq = 2"))
    engine.dispose()
    assert verify(journal, reference()).faults == ("the chain breaks at event 2",)


@pytest.mark.req("H-06")
def test_a_second_writer_is_fenced(journal: SqlJournal, url: str) -> None:
    second = SqlJournal(url, HALL, now=MORNING)
    second.append(Batch(rows()[:1], {}))
    with pytest.raises(FencedError):
        journal.append(Batch(rows()[:1], {}))
    refusal = RequestId("a refusal, say")
    with pytest.raises(FencedError):
        journal.append(Batch([], {refusal: Done(request_id=refusal)}))
    assert not second.answers_to([refusal]), "who no longer leads answers nothing, refusals neither"
    second.close()


def test_three_snapshots_are_kept_and_a_wrong_one_is_found(journal: SqlJournal, url: str) -> None:
    written = rows()
    journal.append(Batch(written, {}))
    right = Hall(reference())
    for row in written:
        apply(right, row.event)
    for seq in (1, 2, 3, len(written)):
        journal.keep_snapshot(seq, right.state)
    newest = journal.newest_snapshot()
    assert newest is not None
    assert newest[0] == len(written)
    assert verify(journal, reference()).whole
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM snapshots")).scalar() == 3
    engine.dispose()
    journal.keep_snapshot(len(written), Hall(reference()).state)
    assert verify(journal, reference()).faults == (
        f"the snapshot after event {len(written)} is not what its events give",
    )


def test_answers_survive_closing_and_opening(url: str) -> None:
    first = SqlJournal(url, HALL, now=MORNING)
    reply = TestHall().issue()
    assert isinstance(reply, TicketGiven)
    first.append(Batch([], {reply.request_id: reply}))
    first.close()
    again = SqlJournal(url, HALL, now=MORNING)
    assert again.answers_to([reply.request_id]) == {reply.request_id: reply}
    again.close()


def test_the_migrations_make_the_tables_of_the_program(journal: SqlJournal, url: str) -> None:
    engine = sa.create_engine(url)
    made = sa.MetaData()
    made.reflect(engine)
    engine.dispose()
    for table in METADATA.tables.values():
        columns = {c.name: (str(c.type), c.nullable) for c in made.tables[table.name].columns}
        assert columns == {c.name: (str(c.type), c.nullable) for c in table.columns}
    newest = ScriptDirectory(str(Path("caller/adapters/journal"))).get_current_head()
    assert newest == NEWEST


def test_an_event_of_a_newer_program_is_named() -> None:
    with pytest.raises(UnknownEventError, match="Teleported"):
        decode_event("TicketTeleported", 1, "{}")
    with pytest.raises(UnknownEventError, match="version 2"):
        decode_event("StaffSignedIn", 2, "{}")
