"""`journal`, `verify`: what the hall has written down, and whether it is whole. They work without a running hall."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import select

from broker.catalogue import load
from caller.adapters.journal import SqlJournal
from caller.adapters.journal.engine import open_engine
from caller.adapters.journal.tables import EVENTS
from caller.adapters.journal.verify import verify as verify_journal
from scripts.hallctl.rig import Refused
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell
from scripts.rig.configs import CATALOGUE, HALL
from scripts.rig.state import StateFolder

app = typer.Typer()

Tail = Annotated[int, typer.Option("--tail", metavar="N", min=0, help="only the last N events; 0 for all")]


@app.command()
def journal(*, tail: Tail = 20, state: State = STATE, as_json: AsJson = False) -> None:
    """Print the journal's events, the newest last."""
    with refusals_told(as_json=as_json):
        rows = _events(_folder(state), tail)
        lines = [f"{row['seq']:>6}  {row['at']}  {row['actor']:<14} {row['type']}  {row['payload']}" for row in rows]
        tell({"events": rows}, "\n".join(lines) or "(nothing yet)", as_json=as_json)


@app.command()
def verify(*, state: State = STATE, as_json: AsJson = False) -> None:
    """Check the journal: numbers, chain, replay; exit code 1 when it is not whole."""
    with refusals_told(as_json=as_json):
        folder = _folder(state)
        book = SqlJournal(folder.journal_url, HALL, now=datetime.now(UTC))
        try:
            verdict = verify_journal(book, load(_catalogue(folder)))
        finally:
            book.close()
        facts = {"whole": verdict.whole, "events": verdict.events, "faults": verdict.faults, "digest": verdict.digest}
        said = "whole" if verdict.whole else "NOT whole:\n" + "\n".join(verdict.faults)
        tell(facts, f"{verdict.events} events, {said}", as_json=as_json)
    if not verdict.whole:
        raise typer.Exit(code=1)


def _folder(state: Path) -> StateFolder:
    folder = StateFolder(state.expanduser().absolute())
    if not folder.journal.exists():
        raise Refused(f"there is no journal in {folder.root}")
    return folder


def _catalogue(folder: StateFolder) -> Path:
    """Give the catalogue that this hall was started with."""
    settings = folder.folder("config") / "caller.toml"
    return Path(tomllib.loads(settings.read_text(encoding="utf-8"))["catalogue"]) if settings.exists() else CATALOGUE


def _events(folder: StateFolder, tail: int) -> list[dict[str, Any]]:
    wanted = select(EVENTS.c.seq, EVENTS.c.at, EVENTS.c.actor, EVENTS.c.type, EVENTS.c.payload, EVENTS.c.request_id)
    newest = wanted.order_by(EVENTS.c.seq.desc())
    engine = open_engine(folder.journal_url)
    try:
        with engine.connect() as connection:
            found = connection.execute(newest.limit(tail) if tail else newest).mappings().all()
    finally:
        engine.dispose()
    return [dict(row) for row in reversed(found)]
