"""Where a hall's time goes on: its first morning, or where it was last seen; never before its journal's end."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from scripts.rig.state import StateFolder, read_json

_FIRST_MORNING = datetime(2026, 11, 23, 9)  # noqa: DTZ001 - the hall's own zone is put to it
_A_MOMENT = timedelta(seconds=1)


def starting_time(state: StateFolder, zone: ZoneInfo) -> datetime:
    """Give the hall's time to start with, in UTC."""
    seen = [moment for moment in (_last_seen(_file(state)), _last_event(state)) if moment is not None]
    return max(seen) + _A_MOMENT if seen else _FIRST_MORNING.replace(tzinfo=zone).astimezone(UTC)


def remember(state: StateFolder, hall_time: datetime) -> None:
    """Keep what the hall's time is now, for the next start."""
    _file(state).write_text(json.dumps({"seen": hall_time.isoformat()}), encoding="utf-8")


def _file(state: StateFolder) -> Path:
    return state.root / "clock.json"


def _last_seen(file: Path) -> datetime | None:
    known = read_json(file)
    return None if known is None else datetime.fromisoformat(known["seen"])


def _last_event(state: StateFolder) -> datetime | None:
    if not state.journal.exists():
        return None
    # a first start has no journal to read, and need not wait for the database's library
    from sqlalchemy import func, select  # noqa: PLC0415

    from caller.adapters.journal.engine import open_engine  # noqa: PLC0415
    from caller.adapters.journal.tables import EVENTS  # noqa: PLC0415

    engine = open_engine(state.journal_url)
    try:
        with engine.connect() as connection:
            newest = select(func.max(EVENTS.c.seq)).scalar_subquery()
            at = connection.execute(select(EVENTS.c.at).where(EVENTS.c.seq == newest)).scalar()
    finally:
        engine.dispose()
    return None if at is None else datetime.fromisoformat(at).astimezone(UTC)
