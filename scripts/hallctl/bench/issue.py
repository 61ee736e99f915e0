"""Bench `issue`: tickets over MQTT, on disk before the answer, beside an echo on the same broker.

32 clients ask at once, in turns of the hall and of the echo, so that both see the same machine. The numbers given are
held against each other and against the journal.
"""

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import create_engine, func, select

from broker.catalogue.devices import Client
from broker.terms import HallCode
from caller.adapters.journal.tables import EVENTS
from scripts.hallctl.bench.crowd import Crowd, Round, Taken
from scripts.hallctl.bench.devices import KIOSKS, kiosk_client, write_load_hall
from scripts.hallctl.bench.echo import ECHO, ECHO_CLIENT, start_echo
from scripts.hallctl.bench.measures import Measure, at_least, at_most, none_of, percentile, shown
from scripts.hallctl.bench.stage import HALL, Stage

_TURNS = 4
_SECONDS = 4.0
_PROCESSES = 2
LEAST_SHARE, MOST_TIMES = 0.4, 3.0


def run() -> list[Measure]:
    """Run the bench: about 45 seconds."""
    with tempfile.TemporaryDirectory(prefix="bench-issue-") as name:
        folder = Path(name)
        catalogue = write_load_hall(folder / "hall")
        kiosks = tuple(client for client in catalogue.clients if client.kind == "kiosk")
        echo_hall = {ECHO: (Client(code=ECHO_CLIENT, kind="caller"), *kiosks)}
        with Stage(folder / "stage", catalogue, folder / "hall", more_halls=echo_hall) as stage:
            stage.start_broker()
            stage.start_caller()
            start_echo(stage)
            return _in_turns(stage)


def _in_turns(stage: Stage) -> list[Measure]:
    crowd = Crowd(_PROCESSES)
    taken: dict[HallCode, list[Taken]] = {ECHO: [], HALL: []}
    try:
        for hall in (ECHO, HALL):
            crowd.play(_rounds(stage, hall, 1.0, "warm"))  # what is asked first is not counted, but its tickets are
        warm = _journalled(stage)
        for turn in range(_TURNS):
            for hall in (ECHO, HALL):
                taken[hall] += crowd.play(_rounds(stage, hall, _SECONDS, f"turn {turn}"))
    finally:
        crowd.close()
    return _judge(taken[ECHO], taken[HALL], warm, _journalled(stage))


def _rounds(stage: Stage, hall: HallCode, seconds: float, seed: str) -> list[Round]:
    clients = [stage.settings(kiosk_client(number), hall) for number in range(1, KIOSKS + 1)]
    queues = tuple(queue.letter for queue in stage.catalogue.queues)
    return [
        Round(tuple(clients[at::_PROCESSES]), queues, seconds, stage.offset, f"{seed} {at}") for at in range(_PROCESSES)
    ]


def _journalled(stage: Stage) -> list[str]:
    engine = create_engine(stage.database_url)
    payload = func.json_extract(EVENTS.c.payload, "$.ticket_id")
    with engine.connect() as connection:
        found = connection.execute(select(payload).where(EVENTS.c.type == "TicketIssued")).scalars().all()
    engine.dispose()
    return list(found)


def _judge(echo: Sequence[Taken], issue: Sequence[Taken], warm: list[str], journal: list[str]) -> list[Measure]:
    given = [ticket for taken in issue for ticket in taken.tickets] + warm
    answered = sum(len(taken.tickets) for taken in issue)
    lost = sum(taken.unanswered + taken.refused for taken in (*issue, *echo))
    floor, value = _rate(echo), _rate(issue)
    return [
        at_least(LEAST_SHARE, "issue: tickets", value, "/s", floor, aim="2,300 /s"),
        at_most(MOST_TIMES, "issue: p99", _p99(issue), "ms", _p99(echo)),
        shown("issue: median", _quantile(issue, 0.5), "ms"),
        shown("issue: answered", answered, "tickets"),
        none_of("issue: numbers given twice", sum(count - 1 for count in Counter(given).values())),
        none_of("issue: numbers skipped", skipped(given)),
        none_of("issue: answers the journal lacks", len(set(given) ^ set(journal))),
        none_of("issue: refused or unanswered", lost),
    ]


def skipped(tickets: Sequence[str]) -> int:
    """Count the numbers of each queue and day that lie below the highest and were given to nobody."""
    serials: dict[tuple[str, str], set[int]] = {}
    for ticket in tickets:
        day, number = ticket.split("-")
        serials.setdefault((day, number[0]), set()).add(int(number[1:]))
    return sum(max(found) - len(found) for found in serials.values())


def _rate(takens: Sequence[Taken]) -> float:
    """Give answers a second: the processes of one turn ran at the same time."""
    seconds = sum(max(t.seconds for t in takens[at : at + _PROCESSES]) for at in range(0, len(takens), _PROCESSES))
    return sum(len(taken.latencies) for taken in takens) / seconds


def _p99(takens: Sequence[Taken]) -> float:
    return _quantile(takens, 0.99)


def _quantile(takens: Sequence[Taken], share: float) -> float:
    return percentile([latency for taken in takens for latency in taken.latencies], share) * 1000
