"""Sealed records in their tables: put, found, read, shredded. What is in them is not known here."""

import secrets
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from caller.adapters.vault.locks import Locks
from caller.adapters.vault.tables import KEYS, RECORDS, open_engine
from caller.application.ports.vault import RecordKind

_R = RECORDS.c


@dataclass(frozen=True, slots=True)
class Label:
    """What is on the outside of a record."""

    case: str
    owner: str
    kind: RecordKind
    name: str


class Records:
    """One file of sealed records; may be used from any thread."""

    def __init__(self, file: Path, locks: Locks) -> None:
        """Open or make the file. Raises OSError."""
        self._locks = locks
        self._lock = threading.Lock()
        self._engine = open_engine(file)
        self._connection = self._engine.connect()

    def put(self, label: Label, datas: Sequence[bytes], until: date, *, instead_of: ColumnElement[bool]) -> None:
        """Seal `datas` as new records, shredding what `instead_of` finds, in one transaction."""
        with self._lock, self._connection.begin():
            newest = self._connection.execute(select(func.max(_R.number))).scalar() or 0
            self._destroy(instead_of)
            for number, data in enumerate(datas, start=newest + 1):
                record = secrets.token_hex(16)
                wrapped, sealed = self._locks.seal(record, data)
                row = {
                    "record": record,
                    "case": label.case,
                    "owner": label.owner,
                    "kind": label.kind,
                    "name": label.name,
                    "number": number,
                    "until": until.isoformat(),
                    "sealed": sealed,
                }
                self._connection.execute(insert(RECORDS), [row])
                self._connection.execute(insert(KEYS), [{"record": record, "wrapped": wrapped}])

    def read(self, where: ColumnElement[bool], *, newest_first: bool = False) -> list[tuple[str, bytes]]:
        """Give names and data of the records found, in order. Raises `VaultLocked`."""
        order = _R.number.desc() if newest_first else _R.number
        found = select(_R.record, _R.name, _R.sealed, KEYS.c.wrapped).join(KEYS, KEYS.c.record == _R.record)
        with self._lock, self._connection.begin():
            rows = self._connection.execute(found.where(where).order_by(order)).all()
        return [(row.name, self._locks.open(row.record, row.wrapped, row.sealed)) for row in rows]

    def names(self, where: ColumnElement[bool]) -> list[str]:
        """Give the names of the records found, sorted."""
        with self._lock, self._connection.begin():
            return sorted(self._connection.execute(select(_R.name).where(where)).scalars())

    def extend(self, where: ColumnElement[bool], until: date) -> None:
        """Set until when records are kept."""
        with self._lock, self._connection.begin():
            self._connection.execute(update(RECORDS).where(where).values(until=until.isoformat()))

    def destroy(self, where: ColumnElement[bool]) -> Counter[RecordKind]:
        """Shred the records found; gives how many of each kind."""
        with self._lock, self._connection.begin():
            return self._destroy(where)

    def _destroy(self, where: ColumnElement[bool]) -> Counter[RecordKind]:
        doomed = self._connection.execute(select(_R.record, _R.kind).where(where)).all()
        ids = [row.record for row in doomed]
        if ids:
            self._connection.execute(delete(KEYS).where(KEYS.c.record.in_(ids)))
            self._connection.execute(delete(RECORDS).where(_R.record.in_(ids)))
        return Counter(row.kind for row in doomed)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()
            self._engine.dispose()
