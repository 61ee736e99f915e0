"""The vault's tables, in a database of their own. Columns in the clear say whose and until when, never who or what."""

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Engine, Index, Integer, LargeBinary, MetaData, String, Table, create_engine, event

METADATA = MetaData()

RECORDS = Table(
    "records",
    METADATA,
    Column("record", String(40), primary_key=True),
    Column("case", String(40), nullable=False),
    Column("owner", String(64), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("name", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("until", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("records_of_case", "case", "kind", "name"),
    Index("records_of_owner", "owner", "kind"),
    Index("records_by_time", "until"),
)
"""`number` grows with every record: the newest of a person is found by it."""

KEYS = Table(
    "keys",
    METADATA,
    Column("record", String(40), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
"""A record's key, wrapped by the vault's. Whoever deletes this row has shredded the record."""


def open_engine(file: Path) -> Engine:
    """Open the vault's file, making it for its owner alone.

    SQLite overwrites what is deleted (`secure_delete`), and keeps no write-ahead log in which a deleted key would live
    on. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{file}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _careful)
    METADATA.create_all(engine)
    return engine


def _careful(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
