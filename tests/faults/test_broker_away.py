"""The broker is stopped in the midst of work: windows go on over the console's way in, and on return all is true."""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from broker.bus import Bus, HallClock
from broker.catalogue import Catalogue
from broker.errors import BrokerAway, NoAnswer
from broker.messages import HallTime, IssueTicket, Message, Reply, TicketGiven
from broker.terms import ClientCode, CounterCode, DeviceCode, QueueLetter, RequestId, StaffNo, ZoneCode
from broker.topics import Kind, Topic, every
from caller.__main__ import Program
from caller.adapters.clock import SystemClock
from caller.adapters.journal import SqlJournal, verify
from caller.application.ports import Desk, Scene
from caller.application.projections import Projector
from caller.domain.commands import Actor, CallNext, Complete, StartServing
from caller.settings import CallerSettings
from hardware.nodes.health import HealthBoard
from hardware.nodes.speaker_node import SpeakerNode
from hardware.ports.speaker import Outcome, Spoken
from scripts.hallctl.bench.devices import kiosk_client, write_load_hall
from scripts.hallctl.bench.seating import seats
from scripts.hallctl.bench.stage import HALL, Stage
from tests.faults.ledger import Ledger, Row, read_rows
from tests.faults.panels import Panels, node_client

CLERKS = 20
TOLERANCE = timedelta(seconds=1)
"""A node knows the hall's clock to about a second."""
TECHNICIAN = ClientCode("technician")
CATCHES_UP_SECONDS = 3.0
RETAINED = (Kind.DISPLAY, Kind.LINE, Kind.BOARD, Kind.RATING)


class Clerks:
    """People at their windows who press one key after the other, through the same door as the console."""

    def __init__(self, desk: Desk, seating: Mapping[CounterCode, StaffNo]) -> None:
        self.answers: list[tuple[float, str, Reply]] = []
        self._desk = desk
        self._stopping = threading.Event()
        self._ids = count(1)
        self._threads = [threading.Thread(target=self._work, args=seat, name=seat[0]) for seat in seating.items()]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _work(self, code: CounterCode, staff: StaffNo) -> None:
        pace = random.Random(code)
        for number in count():
            for kind in (CallNext, StartServing, Complete):
                if self._stopping.wait(pace.uniform(0.1, 0.4)):
                    return
                request_id = RequestId(f"clerk-{code}-{number}-{kind.__name__}")
                reply = self._desk.ask(kind(code), actor=Actor("staff", staff), request_id=request_id)
                self.answers.append((time.monotonic(), kind.__name__, reply))


class Visitor:
    """A kiosk that wants tickets, one after the other, each with one request id however often it must be repeated."""

    def __init__(self, bus: Bus, stage: Stage) -> None:
        self.given: list[str] = []
        self._bus = bus
        self._stage = stage
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="visitor")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        for number in count():
            if self._stopping.wait(0.1):
                return
            until = self._stage.now() + timedelta(minutes=10)
            wish = IssueTicket(request_id=RequestId(f"wish-{number:05d}"), valid_until=until, queue=QueueLetter("K"))
            reply = self._ask(wish)
            assert isinstance(reply, TicketGiven), reply
            self.given.append(reply.ticket.ticket_id)

    def _ask(self, wish: IssueTicket) -> Reply:
        while True:
            try:
                return self._bus.request(wish, timeout_seconds=1.0)
            except (BrokerAway, NoAnswer):
                time.sleep(0.1)


class Recorder:
    """A voice that notes what it is given to say, and when by the hall's clock."""

    def __init__(self, stage: Stage) -> None:
        self.said: list[tuple[Spoken, datetime]] = []
        self._stage = stage

    def say(self, announcement: Spoken) -> None:
        self.said.append((announcement, self._stage.now()))

    def outcomes(self) -> tuple[Outcome, ...]:
        return ()

    def close(self) -> None:
        """Nothing to let go."""


class Voices:
    """The real speaker nodes of some zones, on one connection."""

    def __init__(self, bus: Bus, stage: Stage, zones: Iterable[ZoneCode]) -> None:
        clock = HallClock(time.monotonic)
        self.recorder = Recorder(stage)
        self._stopping = threading.Event()
        bus.subscribe(
            every(HALL, Kind.TIME), lambda _, said: clock.hear(said.now) if isinstance(said, HallTime) else None
        )
        nodes: list[SpeakerNode] = []
        for zone in zones:
            device = DeviceCode(f"SPK-{zone}")
            health = HealthBoard(bus, clock, [device])
            nodes.append(SpeakerNode(self.recorder, device=device, zone=zone, bus=bus, clock=clock, health=health))
        self._threads = [threading.Thread(target=self._run, args=(node,)) for node in nodes]
        for node in nodes:
            node.subscribe()

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _run(self, node: SpeakerNode) -> None:
        while not self._stopping.is_set():
            node.turn()


class Morning:
    """A hall at work in this process, with its broker, screens and one kiosk beside it."""

    def __init__(self, stage: Stage, catalogue: Catalogue, seating: Mapping[CounterCode, StaffNo]) -> None:
        self.stage = stage
        self.panels = Panels(stage, list(seating))
        self.program = Program(CallerSettings.read(stage.caller_file), SystemClock(stage.offset))
        self._console = self.program.start()
        self.desk: Desk = self.program.controller
        self.buses = [stage.bus(kiosk_client(1)), stage.bus(TECHNICIAN)]
        zones = {ZoneCode(catalogue.counter(code).section) for code in seating}
        self.voices = Voices(self.buses[1], stage, sorted(zones))
        self.clerks, self.visitor = Clerks(self.desk, seating), Visitor(self.buses[0], stage)
        for bus in self.buses:
            bus.connect()
        self.workers = (self.voices, self.clerks, self.visitor)

    def work(self, away_seconds: float) -> tuple[float, float, bool]:
        """Work, lose the broker, find it again, go on; when it went and came back, and whether that was noticed."""
        for worker in self.workers:
            worker.start()
        try:
            self._until_all_have_worked()
            went_at = time.monotonic()
            assert self.stage.broker is not None
            self.stage.broker.stop()
            time.sleep(away_seconds)
            noticed = not self._bus_connected()
            back_at = time.monotonic()
            self.stage.start_broker()
            while not (self._bus_connected() and all(bus.connected for bus in self.buses)):
                assert time.monotonic() < back_at + 20, "not everybody finds the broker again"
                time.sleep(0.05)
            self._until_all_have_worked()
        finally:
            for worker in reversed(self.workers):
                worker.stop()
        return went_at, back_at, noticed

    def _until_all_have_worked(self) -> None:
        """Let the windows press eight keys each from now on, as a mean, and call twice; let the kiosk give numbers."""
        work = (self.clerks.answers, self.voices.recorder.said, self.visitor.given)
        wanted = [len(done) + many for done, many in zip(work, (8 * CLERKS, 2 * CLERKS, 15), strict=True)]
        end = time.monotonic() + 30
        while any(len(done) < many for done, many in zip(work, wanted, strict=True)):
            assert time.monotonic() < end, f"{[len(done) for done in work]} done, wanted {wanted}"
            time.sleep(0.05)

    def end(self) -> None:
        for bus in self.buses:
            bus.close()
        self.program.stop(self._console)
        self.panels.close()

    def _bus_connected(self) -> bool:
        return self.desk.read(lambda scene: scene.bus_connected)


def unlike_the_projection(stage: Stage, desk: Desk) -> list[str]:
    """Name the topics whose retained state, as a client that comes now is told it, is not what the hall says.

    What is said by the clock is said once a second: it may need a moment.
    """

    def everything(scene: Scene) -> Mapping[Topic, Message]:
        return Projector(scene.hall, HALL).everything(scene.now)

    kept: dict[Topic, Message] = {}
    bus = stage.bus(TECHNICIAN)
    for kind in RETAINED:
        bus.subscribe(every(HALL, kind), kept.__setitem__)
    bus.connect()
    end = time.monotonic() + CATCHES_UP_SECONDS
    while different := [
        str(topic)
        for topic, state in desk.read(everything).items()
        if topic not in kept or kept[topic].model_copy(update={"revision": 0}) != state
    ]:
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    bus.close()
    return different


def effects_untold(rows: Sequence[Row], clerks: Clerks, visitor: Visitor) -> list[str]:
    """Hold the journal's events against what the clerks and the kiosk were told: as many, and each once."""
    kinds = Counter(row.kind for row in rows)
    done = Counter(kind for _, kind, reply in clerks.answers if reply.kind != "refused")
    wanted = {"TicketCalled": "CallNext", "ServingStarted": "StartServing", "TicketCompleted": "Complete"}
    faults = [
        f"{kinds[event]} {event}, {done[key]} {key} answered"
        for event, key in wanted.items()
        if kinds[event] != done[key]
    ]
    wishes = Counter(row.request_id for row in rows if (row.request_id or "").startswith("wish-"))
    if set(wishes.values()) != {1} or not len(wishes) == len(visitor.given) == len(set(visitor.given)):
        faults.append(f"{len(visitor.given)} tickets told, {wishes.total()} given for {len(wishes)} wishes")
    return faults


@pytest.mark.rig
@pytest.mark.timeout(600)
@pytest.mark.req("H-05", "Q-07", "Q-08")
def test_hall_goes_on_without_the_broker(tmp_path: Path, deep: bool, capsys: pytest.CaptureFixture[str]) -> None:
    away_seconds = 60.0 if deep else 8.0
    catalogue = write_load_hall(tmp_path / "hall")
    counters = [counter.code for counter in catalogue.counters][:CLERKS]
    seating = seats(catalogue, counters)
    ledger = Ledger({counter.code: counter.queues for counter in catalogue.counters})
    with Stage(tmp_path / "stage", catalogue, tmp_path / "hall", more_clients=(node_client(counters),)) as stage:
        stage.seat(seating, _visitors(catalogue, counters, per_window=60 if deep else 25))
        stage.start_broker()
        hall = Morning(stage, catalogue, seating)
        went_at, back_at, noticed = hall.work(away_seconds)
        rows = read_rows(stage.database)
        ledger.follow(rows)
        wrong_panels = hall.panels.wrong(ledger.held)
        hall.buses[1].close()
        different = unlike_the_projection(stage, hall.desk)
        hall.end()
        journal = SqlJournal(stage.database_url, HALL, now=stage.now())
        verdict = verify(journal, catalogue)
        journal.close()
    without = [reply for at, _, reply in hall.clerks.answers if went_at < at < back_at]
    said = hall.voices.recorder.said
    with capsys.disabled():
        sys.stderr.write(
            f"\n{len(hall.clerks.answers)} keys answered, {len(without)} in {away_seconds:.0f} s without the broker; "
            f"{len(hall.visitor.given)} tickets at the kiosk; {len(said)} calls spoken; {len(rows)} events\n"
        )
    assert noticed, "the controller did not notice that the broker is away"
    assert len(without) > CLERKS
    assert effects_untold(rows, hall.clerks, hall.visitor) == []
    assert ledger.faults == []
    assert [spoken for spoken, at in said if spoken.valid_until and at > spoken.valid_until + TOLERANCE] == []
    assert max(Counter(spoken.id for spoken, _ in said).values()) == 1, "something is spoken twice"
    assert different == []
    assert wrong_panels == []
    assert verdict.whole, verdict.faults


def _visitors(catalogue: Catalogue, counters: list[CounterCode], per_window: int) -> Mapping[QueueLetter, int]:
    first = Counter(catalogue.counter(code).queues[0] for code in counters)
    return {queue: windows * per_window for queue, windows in first.items()}
