"""Opens the journal's database and brings its tables to the newest version."""

from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

NEWEST = "0001"
"""The newest of the versions beside this file; a test holds it against them."""


def open_engine(database_url: str) -> Engine:
    """Open the database; SQLite in WAL mode with synchronous=FULL: what was answered survives a power cut."""
    engine = create_engine(database_url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    bring_up_to_date(engine, database_url)
    return engine


def _durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def bring_up_to_date(engine: Engine, database_url: str) -> None:
    """Run the missing migrations; when there are none, Alembic is not even imported: a restart must be quick."""
    if _version(engine) == NEWEST:
        return
    database = make_url(database_url).database
    if engine.dialect.name == "sqlite" and database not in (None, "", ":memory:"):
        Path(str(database)).parent.mkdir(parents=True, exist_ok=True)
    migrate = import_module("caller.adapters.journal.migrate")
    with engine.begin() as connection:
        migrate.upgrade(connection)


def _version(engine: Engine) -> str | None:
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (OperationalError, ProgrammingError):
        return None
