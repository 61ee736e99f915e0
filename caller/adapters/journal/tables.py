"""The journal's tables. Alembic's versions make them; a test holds both against each other."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

EVENTS = Table(
    "events",
    METADATA,
    Column("hall", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("request_id", String(64), nullable=True),
    Column("type", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
"""Append-only. `at` is ISO 8601 in UTC, `hash` is SHA-256(previous hash ‖ row)."""

ANSWERS = Table(
    "answers",
    METADATA,
    Column("hall", String(40), primary_key=True),
    Column("request_id", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("reply", Text, nullable=False),
)
"""What was answered to each request, refusals too, written in the same transaction as its events."""

SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    Column("hall", String(40), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
)
"""The state after event `seq`, to start from quickly; the events are the truth."""

EPOCHS = Table(
    "epochs",
    METADATA,
    Column("hall", String(40), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("began_at", String(40), nullable=False),
)
"""One row a start of a controller."""
