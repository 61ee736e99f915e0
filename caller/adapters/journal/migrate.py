"""Runs Alembic's versions on an open connection. Imported only when a journal is not at the newest version."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Bring the journal's tables to the newest version."""
    config = Config()
    config.set_main_option("script_location", str(files("caller.adapters") / "journal"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
