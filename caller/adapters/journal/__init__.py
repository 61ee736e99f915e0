"""The journal on SQLAlchemy Core: SQLite on one machine, PostgreSQL where a hall has a standby."""

from caller.adapters.journal.journal import SqlJournal
from caller.adapters.journal.verify import Verdict, verify

__all__ = ["SqlJournal", "Verdict", "verify"]
