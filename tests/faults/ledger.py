"""What the journal says, read row by row with nothing of the hall's own code: a second opinion on what happened."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

Facts: TypeAlias = dict[str, Any]
MOST_OVERTAKEN = 5
CLASS_ORDER = ("returning", "appointment", "green", "transferred", "normal")


@dataclass(frozen=True)
class Row:
    """One event."""

    seq: int
    kind: str
    request_id: str | None
    facts: Facts


def read_rows(database: Path) -> list[Row]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT seq, type, request_id, payload FROM events ORDER BY seq").fetchall()
    connection.close()
    return [Row(seq, kind, request_id, json.loads(payload)) for seq, kind, request_id, payload in found]


def read_answers(database: Path) -> dict[str, Facts]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute("SELECT request_id, reply FROM answers").fetchall()
    connection.close()
    return {request_id: json.loads(reply) for request_id, reply in found}


class Ledger:
    """Follows every ticket through the rows and notes what may not be. `held` is who stands where at the end."""

    def __init__(self, queues_of: Mapping[str, Sequence[str]]) -> None:
        self.faults: list[str] = []
        self.held: dict[str, tuple[str, str]] = {}
        self.calls: Counter[str] = Counter()
        self.overtaken: Counter[str] = Counter()
        self.issued: list[str] = []
        self._queues_of = queues_of
        self._places: dict[str, tuple[str, int, int]] = {}
        self._numbers: dict[str, str] = {}
        self._waiting: defaultdict[str, set[str]] = defaultdict(set)
        self._serials: Counter[str] = Counter()

    def follow(self, rows: Sequence[Row]) -> None:
        for expected, row in enumerate(rows, start=1):
            if row.seq != expected:
                self.faults.append(f"event {expected} is missing")
            match row.kind:
                case "TicketIssued":
                    self._issued(row)
                case "TicketCalled":
                    self._called(row)
                case "ServingStarted":
                    self._moved(row, "called", "serving")
                case "TicketCompleted":
                    self._moved(row, "serving", None)
                case _:
                    pass

    def _issued(self, row: Row) -> None:
        ticket, queue, serial = row.facts["ticket_id"], row.facts["queue"], row.facts["serial"]
        self._serials[queue] += 1
        if ticket in self._places:
            self.faults.append(f"{ticket} was given twice")
        if serial != self._serials[queue]:
            self.faults.append(f"{ticket} is number {serial} of {queue}, {self._serials[queue]} was due")
        self._places[ticket] = (queue, CLASS_ORDER.index(row.facts["ticket_class"]), row.seq)
        self._numbers[ticket] = row.facts["number"]
        self._waiting[queue].add(ticket)
        self.issued.append(ticket)

    def _called(self, row: Row) -> None:
        ticket, counter = row.facts["ticket_id"], row.facts["counter"]
        queue, rank, arrival = self._places[ticket]
        self.calls[ticket] += 1
        if counter in self.held:
            self.faults.append(f"{counter} called {ticket} while {self.held[counter]} was there")
        if ticket not in self._waiting[queue]:
            self.faults.append(f"{ticket} was called at {counter} and did not wait")
        if queue not in self._queues_of[counter]:
            self.faults.append(f"{ticket} was called at {counter}, which does not serve {queue}")
        for other in self._waiting[queue]:
            _, other_rank, earlier = self._places[other]
            if earlier >= arrival:
                continue
            self.overtaken[other] += 1
            if other_rank == rank:
                self.faults.append(f"{ticket} was called before {other} of its queue and class")
            if self.overtaken[other] > MOST_OVERTAKEN:
                self.faults.append(f"{other} was overtaken {self.overtaken[other]} times in its queue")
        self._waiting[queue].discard(ticket)
        self.held[counter] = (self._numbers[ticket], "called")

    def _moved(self, row: Row, before: str, after: str | None) -> None:
        ticket, counter = row.facts["ticket_id"], row.facts["counter"]
        if self.held.get(counter) != (self._numbers[ticket], before):
            self.faults.append(f"{row.kind} of {ticket} at {counter}, where {self.held.get(counter)} was")
        if after is None:
            self.held.pop(counter, None)
        else:
            self.held[counter] = (self._numbers[ticket], after)
