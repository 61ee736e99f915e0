"""The append-only journal: one transaction a batch, a hash chain, answers beside events, snapshots now and then."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from broker.messages import REPLY, Reply
from broker.terms import HallCode, RequestId
from caller.adapters.journal import codec
from caller.adapters.journal.engine import open_engine
from caller.adapters.journal.tables import ANSWERS, EPOCHS, EVENTS, SNAPSHOTS
from caller.application.ports import Batch, FencedError, Recorded, Row
from caller.domain.hall import HallState

_PAGE = 2_000
_SNAPSHOTS_KEPT = 3

# built once: with every batch SQLAlchemy would build and look them up anew
_ADD_EVENTS = insert(EVENTS)
_ADD_ANSWERS = insert(ANSWERS)
_NEWEST = select(func.max(EVENTS.c.seq)).where(EVENTS.c.hall == bindparam("hall"))
_KNOWN_ANSWERS = select(ANSWERS.c.request_id, ANSWERS.c.reply).where(
    ANSWERS.c.hall == bindparam("hall"), ANSWERS.c.request_id.in_(bindparam("ids", expanding=True))
)


class SqlJournal:
    """One hall's journal. Only the controller's thread uses it."""

    def __init__(self, database_url: str, hall: HallCode, *, now: datetime) -> None:
        """Open (and if need be make) the journal; the first write begins a new epoch. Raises SQLAlchemy's errors."""
        self._engine = open_engine(database_url)
        self._hall = hall
        self._connection: Connection = self._engine.connect()
        self._seq, self._last_hash = self._end()
        self._opened_at = now
        self._epoch: int | None = None

    @property
    def seq(self) -> int:
        """The number of the last event; 0 when there is none."""
        return self._seq

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
        self._engine.dispose()

    def append(self, batch: Batch) -> int:
        """Write a batch in one transaction, durable before this returns. Raises `FencedError`."""
        if self._epoch is None:
            self._epoch = self._begin_epoch(self._opened_at)
        rows = self._chained(batch.rows)
        answers = [
            {"hall": self._hall, "request_id": request_id, "seq": self._seq + len(rows), "reply": reply_text(reply)}
            for request_id, reply in batch.answers.items()
        ]
        try:
            with self._connection.begin():
                if rows:
                    self._connection.execute(_ADD_EVENTS, rows)
                if answers:
                    self._connection.execute(_ADD_ANSWERS, answers)
                if not rows:
                    self._check_leading()
        except IntegrityError as error:
            raise FencedError(f"somebody else has written after event {self._seq}") from error
        if rows:
            self._seq, self._last_hash = rows[-1]["seq"], rows[-1]["hash"]
        return self._seq

    def answers_to(self, request_ids: Sequence[RequestId]) -> Mapping[RequestId, Reply]:
        """Give the answers that were already given to any of these requests."""
        if not request_ids:
            return {}
        with self._connection.begin():
            found = self._connection.execute(_KNOWN_ANSWERS, {"hall": self._hall, "ids": request_ids}).all()
        return {RequestId(request_id): REPLY.validate_json(reply) for request_id, reply in found}

    def events_after(self, seq: int) -> Iterator[Recorded]:
        """Give the events after number `seq`, in order."""
        for row in self.rows_after(seq):
            yield Recorded(row["seq"], codec.decode_event(row["type"], row["version"], row["payload"]))

    def rows_after(self, seq: int) -> Iterator[Mapping[str, Any]]:
        """Give the raw rows after number `seq`, in order."""
        while True:
            page = (
                select(EVENTS)
                .where(EVENTS.c.hall == self._hall, EVENTS.c.seq > seq)
                .order_by(EVENTS.c.seq)
                .limit(_PAGE)
            )
            with self._connection.begin():
                rows = self._connection.execute(page).mappings().all()
            yield from (dict(row) for row in rows)
            if len(rows) < _PAGE:
                return
            seq = rows[-1]["seq"]

    def newest_snapshot(self) -> tuple[int, HallState] | None:
        """Give the newest snapshot this program can read, and the number of the last event it holds."""
        wanted = (
            select(SNAPSHOTS.c.seq, SNAPSHOTS.c.state)
            .where(SNAPSHOTS.c.hall == self._hall, SNAPSHOTS.c.version == codec.SNAPSHOT_VERSION)
            .order_by(SNAPSHOTS.c.seq.desc())
            .limit(1)
        )
        with self._connection.begin():
            found = self._connection.execute(wanted).first()
        return None if found is None else (found[0], codec.decode_state(found[1]))

    def keep_snapshot(self, seq: int, state: HallState) -> None:
        """Keep a snapshot of the state after event `seq`, and let the oldest go."""
        mine = SNAPSHOTS.c.hall == self._hall
        row = {"hall": self._hall, "seq": seq, "version": codec.SNAPSHOT_VERSION, "state": codec.encode_state(state)}
        with self._connection.begin():
            self._connection.execute(delete(SNAPSHOTS).where(mine, SNAPSHOTS.c.seq == seq))
            self._connection.execute(insert(SNAPSHOTS), [row])
            kept = select(SNAPSHOTS.c.seq).where(mine).order_by(SNAPSHOTS.c.seq.desc()).limit(_SNAPSHOTS_KEPT)
            oldest = min(self._connection.execute(kept).scalars())
            self._connection.execute(delete(SNAPSHOTS).where(mine, SNAPSHOTS.c.seq < oldest))

    def _check_leading(self) -> None:
        """Fence a batch that has answers only, which no event's number would stop. Raises `FencedError`."""
        newest = self._connection.execute(_NEWEST, {"hall": self._hall}).scalar()
        if (newest or 0) != self._seq:
            raise FencedError(f"somebody else has written after event {self._seq}")

    def _end(self) -> tuple[int, bytes]:
        last = (
            select(EVENTS.c.seq, EVENTS.c.hash)
            .where(EVENTS.c.hall == self._hall)
            .order_by(EVENTS.c.seq.desc())
            .limit(1)
        )
        with self._connection.begin():
            found = self._connection.execute(last).first()
        return (0, b"") if found is None else (found[0], found[1])

    def _begin_epoch(self, now: datetime) -> int:
        with self._connection.begin():
            highest = self._connection.execute(select(func.max(EPOCHS.c.epoch)).where(EPOCHS.c.hall == self._hall))
            epoch = (highest.scalar() or 0) + 1
            self._connection.execute(
                insert(EPOCHS), [{"hall": self._hall, "epoch": epoch, "began_at": now.isoformat()}]
            )
        return epoch

    def _chained(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        chained: list[dict[str, Any]] = []
        previous = self._last_hash
        for seq, row in enumerate(rows, start=self._seq + 1):
            name = type(row.event).__name__
            fields: dict[str, Any] = {
                "hall": self._hall,
                "seq": seq,
                "epoch": self._epoch,
                "at": row.event.at.isoformat(),
                "actor": f"{row.actor.kind}:{row.actor.code}",
                "request_id": row.request_id,
                "type": name,
                "version": codec.VERSIONS.get(name, 1),
                "payload": codec.encode_event(row.event),
            }
            previous = fields["hash"] = codec.row_hash(previous, fields)
            chained.append(fields)
        return chained


def reply_text(reply: Reply) -> str:
    """Give a reply as the journal keeps it."""
    return reply.model_dump_json()
