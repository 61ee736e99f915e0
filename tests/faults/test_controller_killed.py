"""kill -9 in the midst of the rush: whatever was answered stays true, whatever was not may be asked again."""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from broker.catalogue import Catalogue
from broker.messages import CallNext, CardFacts, Complete, IssueTicket, Request, StartServing, TicketAtCounter
from broker.sealed import Visit
from broker.terms import CounterCode, RequestId
from caller.adapters.journal import SqlJournal, verify
from scripts.hallctl.bench.devices import KIOSKS, kiosk_client, window_client, write_load_hall
from scripts.hallctl.bench.seating import seats
from scripts.hallctl.bench.stage import HALL, Stage
from tests.faults.clients import Asked, AskingClient, Takers, connect, until_answered
from tests.faults.ledger import Ledger, Row, read_answers, read_rows
from tests.faults.panels import Panels, node_client

WAVE = 200
PAD_LIVES = timedelta(seconds=3)
PATIENT = timedelta(seconds=90)
GREEN_SHARE = 0.2
EFFECTS = {"call_next": "TicketCalled", "start_serving": "ServingStarted", "complete": "TicketCompleted"}
EFFECTS["issue_ticket"] = "TicketIssued"


class Rush:
    """64 windows that press and 32 kiosks that issue, and a controller that is killed now and then."""

    def __init__(self, stage: Stage, catalogue: Catalogue, randomness: random.Random) -> None:
        self.stage = stage
        self.randomness = randomness
        self.caller = stage.start_caller()
        self.windows = {c.code: AskingClient(stage.bus(window_client(c.code))) for c in catalogue.counters}
        self.kiosks = [AskingClient(stage.bus(kiosk_client(number))) for number in range(1, KIOSKS + 1)]
        self.kills: list[int] = []
        self._ids = count(1)
        self._queues = [queue.letter for queue in catalogue.queues]
        self.takers = Takers(self.kiosks, self._wish, pause_seconds=0.06)

    @property
    def clients(self) -> list[AskingClient]:
        return [*self.windows.values(), *self.kiosks]

    def wave(self, presses: Sequence[tuple[CounterCode, Request]], kill_after: float | None) -> None:
        """Press everything at once, kill the controller so long after that, wait for every answer."""
        for code, request in presses:
            self.windows[code].ask(request)
        if kill_after is not None:
            time.sleep(kill_after)
            self.caller.kill()
            self.kills.append(sum(len(client.open) for client in self.clients))
            self.caller = self.stage.start_caller()
        until_answered(list(self.windows.values()))

    def next_presses(self) -> list[tuple[CounterCode, Request]]:
        """Several presses at every window, some of which live as long as a pad's, others until they are answered."""
        codes = [*self.windows] * (WAVE // len(self.windows))
        codes += self.randomness.choices([*self.windows], k=WAVE - len(codes))
        self.randomness.shuffle(codes)
        return [
            (code, CallNext(request_id=self._id(), valid_until=self._until(short=at % 2 == 0), counter=code))
            for at, code in enumerate(codes)
        ]

    def presses_at(
        self, make: type[StartServing] | type[Complete], codes: Iterable[CounterCode]
    ) -> list[tuple[CounterCode, Request]]:
        """One press at each of these windows."""
        until = self._until(short=False)
        return [(code, make(request_id=self._id(), valid_until=until, counter=code)) for code in codes]

    def _wish(self) -> Request:
        card = None
        if self.randomness.random() < GREEN_SHARE:
            number = f"99010119400101{next(self._ids):04d}"
            facts = CardFacts(
                card_kind="resident", number=number, name="陈某", birth=date(1940, 1, 1), valid_until=None
            )
            card = Visit(self.stage.hall_public_key).seal(facts)
        return IssueTicket(
            request_id=self._id(),
            valid_until=self._until(short=False),
            queue=self.randomness.choice(self._queues),
            card=card,
        )

    def _id(self) -> RequestId:
        return RequestId(f"press-{next(self._ids):06d}-{self.randomness.getrandbits(32):08x}")

    def _until(self, *, short: bool) -> datetime:
        return self.stage.now() + (PAD_LIVES if short else PATIENT)


def rush(hall: Rush, waves: int, kills: int) -> None:
    """Wave after wave: next, arrived, finish; the controller dies at random moments of random waves."""
    hall.takers.start()
    deadly = set(hall.randomness.sample(range(waves), kills))
    for number in range(waves):
        phase = hall.randomness.choice(("next", "next", "arrived", "finish")) if number in deadly else None
        after = hall.randomness.uniform(0.0, 0.1)
        presses = hall.next_presses()
        hall.wave(presses, after if phase == "next" else None)
        called = _at_counter(hall, presses)
        if number == waves - 1:
            called = called[::2]  # the others stay called, to be seen on their screens
        arrived = hall.presses_at(StartServing, called)
        hall.wave(arrived, after if phase == "arrived" else None)
        if number < waves - 1:
            hall.wave(hall.presses_at(Complete, called), after if phase == "finish" else None)
    hall.takers.stop()
    until_answered(hall.kiosks)


def _at_counter(hall: Rush, presses: Iterable[tuple[CounterCode, Request]]) -> list[CounterCode]:
    return [
        code
        for code, request in presses
        if isinstance(hall.windows[code].log[request.request_id].answers[0], TicketAtCounter)
    ]


def compare_answers(log: Sequence[Asked], database: Path, rows: Sequence[Row]) -> list[str]:
    """Hold what the clients were told against the journal: the same words, and no effect but the one told."""
    faults: list[str] = []
    kept = read_answers(database)
    effects = Counter((row.request_id, row.kind) for row in rows if row.request_id is not None)
    for asked in log:
        code, kind = asked.request.request_id, asked.request.kind
        told = {answer.model_dump_json() for answer in asked.answers}
        if len(told) != 1 or asked.answers[0].model_dump(mode="json") != kept.get(code):
            faults.append(f"{kind} {code} was answered {told}, the journal has {kept.get(code)}")
        wanted = {} if asked.answers[0].kind == "refused" else {(code, EFFECTS[kind]): 1}
        found = {key: effects[key] for key in effects.keys() & {(code, effect) for effect in EFFECTS.values()}}
        if found != wanted:
            faults.append(f"{kind} {code} had the effects {found}, {asked.answers[0].kind} was answered")
    return faults


@pytest.mark.rig
@pytest.mark.timeout(7_200)
@pytest.mark.req("H-06", "Q-05", "Q-06", "Q-07")
def test_controller_killed_in_the_rush(tmp_path: Path, deep: bool, capsys: pytest.CaptureFixture[str]) -> None:
    waves, kills = (101, 20) if deep else (11, 2)
    catalogue = write_load_hall(tmp_path / "hall")
    counters = [counter.code for counter in catalogue.counters]
    began = time.monotonic()
    with Stage(tmp_path / "stage", catalogue, tmp_path / "hall", more_clients=(node_client(counters),)) as stage:
        stage.seat(seats(catalogue, counters))
        stage.start_broker()
        panels = Panels(stage, counters)
        hall = Rush(stage, catalogue, random.Random(20261123))
        connect(hall.clients)
        rush(hall, waves, kills)
        log = [asked for client in hall.clients for asked in client.log.values()]
        rows = read_rows(stage.database)
        ledger = Ledger({counter.code: counter.queues for counter in catalogue.counters})
        ledger.follow(rows)
        wrong_panels = panels.wrong(ledger.held)
        for client in hall.clients:
            client.bus.close()
        assert hall.caller.stop() == 0
        faults = compare_answers(log, stage.database, rows)
        journal = SqlJournal(stage.database_url, HALL, now=stage.now())
        verdict = verify(journal, catalogue)
        journal.close()
        panels.close()
    pressed = [asked for asked in log if asked.request.kind == "call_next"]
    refused = Counter(asked.answers[0].reason for asked in log if asked.answers[0].kind == "refused")
    with capsys.disabled():
        sys.stderr.write(
            f"\n{len(pressed)} presses of next answered, {len(log)} requests in all, "
            f"{sum(asked.sent > 1 for asked in log)} repeated; {len(hall.kills)} kills with {hall.kills} in the air; "
            f"{len(ledger.issued)} tickets, {sum(ledger.calls.values())} calls, refused {dict(refused)}; "
            f"{len(rows)} events, {len(ledger.held)} windows hold one; {time.monotonic() - began:.0f} s\n"
        )
    assert len(hall.kills) == kills
    assert sum(hall.kills) > 0, "nothing was in the air when the controller was killed"
    assert len(pressed) >= waves // 11 * 2_000
    assert ledger.faults == []
    assert max(ledger.calls.values()) == 1
    assert faults == []
    assert wrong_panels == []
    assert verdict.whole, verdict.faults
