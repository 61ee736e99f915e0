"""Bench `restart`: kill -9 of a controller with a long journal, until the first call that it makes again.

A supervisor that starts it at once is assumed. The floor is the time that Python needs to import the program, taken
beside it. The journal is made once and kept in the folder of temporary files until the domain or its codec changes.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from broker.catalogue import Catalogue
from broker.client import MqttBus
from broker.errors import BrokerAway, NoAnswer
from broker.messages import CallNext, Complete, IssueTicket, Reply, Request, StartServing, TicketAtCounter
from broker.terms import CounterCode, QueueLetter, RequestId
from caller.adapters.journal import SqlJournal, codec
from scripts.hallctl.bench.days import write_history
from scripts.hallctl.bench.devices import kiosk_client, window_client, write_load_hall
from scripts.hallctl.bench.measures import Measure, at_most, none_of, shown
from scripts.hallctl.bench.stage import HALL, Stage

EVENTS, AFTER_SNAPSHOT = 1_000_000, 10_000
_HEADROOM = 20
"""Events that the bench itself makes before the kill: with them the newest snapshot is nearly `AFTER_SNAPSHOT` away."""
MOST_TIMES = 3.0
_TIMES = 3
_SAMPLE = 20_000
_LAST_DAY = date(2026, 11, 23)
_WINDOW = CounterCode("W44")
_ROOT = Path(__file__).parents[3]
_ATTEMPT_SECONDS, _PATIENCE_SECONDS = 0.05, 60.0


def run(events: int = EVENTS) -> list[Measure]:
    """Run the bench: half a minute, and some minutes more when the journal has to be made first."""
    with tempfile.TemporaryDirectory(prefix="bench-restart-") as name:
        folder = Path(name)
        catalogue = write_load_hall(folder / "hall")
        journal, ended_at = kept_journal(catalogue, events)
        imports: list[float] = []
        restarts: list[float] = []
        tails: list[int] = []
        for at in range(_TIMES):
            imports.append(import_seconds())
            offset = ended_at - datetime.now(UTC)
            with Stage(folder / f"stage-{at}", catalogue, folder / "hall", offset=offset) as stage:
                shutil.copyfile(journal, stage.database)
                seconds, tail = restart_seconds(stage)
            restarts.append(seconds)
            tails.append(tail)
            shutil.rmtree(folder / f"stage-{at}")
        return [
            at_most(MOST_TIMES, "restart: kill -9 to first call", median(restarts), "s", median(imports), aim="2 s"),
            shown("restart: slowest of three", max(restarts), "s"),
            shown("restart: events in the journal", events, ""),
            shown("restart: of them after the newest snapshot", min(tails), ""),
            none_of(f"restart: breaks in the chain of the newest {_SAMPLE:,}", chain_breaks(journal, ended_at)),
        ]


def import_seconds() -> float:
    """Give how long a new Python takes to import the controller's program."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import caller.__main__"], check=True, cwd=_ROOT)
    return time.monotonic() - began


def restart_seconds(stage: Stage) -> tuple[float, int]:
    """Start a controller, work a little, kill it, start it again: seconds to the first call, events it replayed."""
    stage.start_broker()
    caller = stage.start_caller()
    bus, kiosk = stage.bus(window_client(_WINDOW)), stage.bus(kiosk_client(1))
    bus.connect()
    kiosk.connect()
    try:
        until = stage.now().replace(year=stage.now().year + 1)
        for number in range(2):  # somebody waits, whatever the day was like
            wish = IssueTicket(request_id=RequestId(f"visitor-{number}"), valid_until=until, queue=QueueLetter("K"))
            _ask(kiosk, wish)
        for number, kind in enumerate((StartServing, Complete, CallNext, StartServing, Complete)):
            _ask(bus, kind(request_id=RequestId(f"before-{number}"), valid_until=until, counter=_WINDOW))
        tail = _events_after_snapshot(stage)
        caller.kill()
        killed_at = time.monotonic()
        stage.start_caller(wait=False)
        answer = _ask(bus, CallNext(request_id=RequestId("after-kill"), valid_until=until, counter=_WINDOW))
        seconds = time.monotonic() - killed_at
    finally:
        bus.close()
        kiosk.close()
    if not isinstance(answer, TicketAtCounter):
        raise TypeError(f"the call was not made: {answer}")
    return seconds, tail


def _ask(bus: MqttBus, request: Request) -> Reply:
    """Ask the same again and again until it is answered, as a pad does."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            return bus.request(request, timeout_seconds=_ATTEMPT_SECONDS)
        except NoAnswer:
            continue
        except BrokerAway:
            time.sleep(_ATTEMPT_SECONDS)
    raise NoAnswer(request_id=request.request_id, waited_seconds=_PATIENCE_SECONDS)


def _events_after_snapshot(stage: Stage) -> int:
    journal = SqlJournal(stage.database_url, HALL, now=stage.now())
    snapshot = journal.newest_snapshot()
    tail = journal.seq - (snapshot[0] if snapshot else 0)
    journal.close()
    return tail


def kept_journal(catalogue: Catalogue, events: int) -> tuple[Path, datetime]:
    """Give a journal of so many events and the hall's time at its end, from the last run or made anew."""
    folder = Path(tempfile.gettempdir()) / "jiaohao-bench"
    folder.mkdir(exist_ok=True)
    file = folder / f"journal-{events}-{_fingerprint(catalogue)}.db"
    facts = file.with_suffix(".json")
    if not facts.exists():
        file.unlink(missing_ok=True)
        tail = AFTER_SNAPSHOT - _HEADROOM
        written = write_history(
            f"sqlite:///{file}", HALL, catalogue, events=events, after_snapshot=tail, last_day=_LAST_DAY
        )
        facts.write_text(json.dumps({"ended_at": written.ended_at.isoformat()}), encoding="utf-8")
    return file, datetime.fromisoformat(json.loads(facts.read_text(encoding="utf-8"))["ended_at"])


def _fingerprint(catalogue: Catalogue) -> str:
    """Name what the journal depends on: the hall, its rules and how events are written."""
    sources = [
        *sorted((_ROOT / "caller" / "domain").rglob("*.py")),
        Path(codec.__file__),
        Path(__file__).with_name("days.py"),
    ]
    text = b"".join(source.read_bytes() for source in sources)
    return hashlib.sha256(text + catalogue.revision_hash.encode()).hexdigest()[:12]


def chain_breaks(file: Path, now: datetime) -> int:
    """Count the newest events whose hash does not follow from the one before."""
    journal = SqlJournal(f"sqlite:///{file}", HALL, now=now)
    breaks, previous = 0, b""
    for number, row in enumerate(journal.rows_after(max(0, journal.seq - _SAMPLE - 1))):
        if number:
            breaks += codec.row_hash(previous, row) != row["hash"]
        previous = row["hash"]
    journal.close()
    return breaks
