"""Bench `call`: a key pressed on a pad's wire, until the LED's wire has carried the complete frame.

The whole way: emulated pad, `hall-node`, mosquitto, `hall-caller` with its journal, mosquitto, `hall-node`, emulated
LED screen; one node per section, 40 windows. Before each call one raw round trip over the same broker is taken, so that
floor and value see the same machine. Who sits where and who waits went through the real controller before it started.
"""

import random
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from broker.catalogue import Catalogue, load
from broker.catalogue.devices import Client
from broker.client import MqttBus
from broker.messages import IssueTicket
from broker.terms import CounterCode, QueueLetter, RequestId
from hardware.emulators.call_pad import CallPadBody
from scripts.hallctl.bench.devices import REFERENCE
from scripts.hallctl.bench.echo import ECHO, ECHO_CLIENT, start_echo
from scripts.hallctl.bench.measures import Measure, at_most, none_of, percentile, shown
from scripts.hallctl.bench.nodes import Desk, start_node
from scripts.hallctl.bench.seating import seats
from scripts.hallctl.bench.stage import Stage

LEDS, CALLS = 40, 1_000
MOST_TIMES = 10.0
_CALLING, _IDLE = "请办理", "请等候"
_START_SECONDS, _SHOWN_SECONDS = 60.0, 5.0
_SPARE = 1.6
"""Tickets per planned call: windows that share a queue take from one another."""


def run(calls: int = CALLS) -> list[Measure]:
    """Run the bench: about two minutes."""
    with tempfile.TemporaryDirectory(prefix="bench-call-") as name:
        catalogue = load(REFERENCE)
        nodes = [client for client in catalogue.clients if client.kind == "node"]
        kiosk = next(client for client in catalogue.clients if client.kind == "kiosk")
        halls = {ECHO: (Client(code=ECHO_CLIENT, kind="caller"), kiosk)}
        with Stage(Path(name) / "stage", catalogue, REFERENCE, more_halls=halls) as stage:
            windows = [code for node in nodes for code in node.counters][:LEDS]
            plan = random.Random(20261123).choices(windows, k=calls)  # noqa: S311 - the same calls at every run
            stage.seat(seats(catalogue, windows), _visitors(catalogue, plan))
            stage.start_broker()
            stage.start_caller()
            start_echo(stage)
            desks = {code: Desk(code, pad=CallPadBody()) for code in windows}
            for node in nodes:
                served = [desks[code] for code in node.counters if code in desks]
                if served:
                    start_node(stage, node.code, served)
            try:
                return _measure(stage, desks, plan, kiosk)
            finally:
                for desk in desks.values():
                    desk.close()


def _visitors(catalogue: Catalogue, plan: Sequence[CounterCode]) -> Mapping[QueueLetter, int]:
    wanted = Counter(catalogue.counter(code).queues[0] for code in plan)
    return {queue: round(count * _SPARE) + 5 for queue, count in wanted.items()}


def _measure(
    stage: Stage, desks: Mapping[CounterCode, Desk], plan: Sequence[CounterCode], kiosk: Client
) -> list[Measure]:
    for desk in desks.values():
        if not desk.panel.wait_until(lambda lines: _IDLE in lines, _START_SECONDS):
            raise TimeoutError(f"LED of {desk.code} shows {desk.panel.lines()}")
    raw = stage.bus(kiosk.code, ECHO)
    raw.connect()
    round_trip(stage, raw, 0)
    trips: list[float] = []
    ways: list[float] = []
    for number, code in enumerate(plan, start=1):
        trips.append(round_trip(stage, raw, number))
        way = call(desks[code])
        if way is not None:
            ways.append(way)
    raw.close()
    called = _called(stage.database)
    missing, disordered = compare(called, {code: shown_numbers(desk) for code, desk in desks.items()})
    floor, value = percentile(trips, 0.99) * 1000, percentile(ways, 0.99) * 1000
    return [
        at_most(MOST_TIMES, "call: key to LED, p99", value, "ms", floor, aim="10 ms"),
        shown("call: key to LED, median", percentile(ways, 0.5) * 1000, "ms", aim="10 ms"),
        shown("call: calls on LEDs", sum(map(len, called.values())), f"on {len(desks)}"),
        none_of("call: missing", len(plan) - len(ways) + missing),
        none_of("call: out of order", disordered),
    ]


def round_trip(stage: Stage, raw: MqttBus, number: int) -> float:
    """Give the seconds of one question to the echo and its answer, both QoS 1. Raises `NoAnswer`, `BrokerAway`."""
    deadline = time.monotonic() + _START_SECONDS
    while not raw.connected and time.monotonic() < deadline:
        time.sleep(0.01)
    request = IssueTicket(
        request_id=RequestId(f"round-trip-{number}"),
        valid_until=stage.now() + timedelta(seconds=10),
        queue=QueueLetter("K"),
    )
    began = time.monotonic()
    raw.request(request, timeout_seconds=_SHOWN_SECONDS)
    return time.monotonic() - began


def call(desk: Desk) -> float | None:
    """Press next; give the seconds until the LED had the call, None when it never did. The visitor does not come."""
    if desk.pad is None:
        raise ValueError(desk.code)
    pressed_at = time.monotonic()
    desk.pad.press("next")
    if not desk.panel.wait_until(lambda lines: _CALLING in lines, _SHOWN_SECONDS):
        return None
    at = next(update.at for update in desk.panel.updates if update.at >= pressed_at and _CALLING in update.lines)
    desk.pad.press("noshow")
    desk.panel.wait_until(lambda lines: _IDLE in lines, _SHOWN_SECONDS)
    return at - pressed_at


def _called(database: Path) -> dict[CounterCode, list[str]]:
    query = (
        "SELECT json_extract(payload, '$.counter'), json_extract(payload, '$.ticket_id') FROM events "
        "WHERE type = 'TicketCalled' ORDER BY seq"
    )
    with sqlite3.connect(database) as connection:
        rows = connection.execute(query).fetchall()
    connection.close()
    called: dict[CounterCode, list[str]] = {}
    for counter, ticket in rows:
        called.setdefault(CounterCode(counter), []).append(ticket.split("-")[1])
    return called


def shown_numbers(desk: Desk) -> list[str]:
    """Give the numbers an LED called, each once, in the order of its frames."""
    calls = [update.lines for update in desk.panel.updates if _CALLING in update.lines]
    numbers = [next(line for line in lines if line[0].isascii() and line[0].isalpha()) for lines in calls]
    return [number for at, number in enumerate(numbers) if at == 0 or numbers[at - 1] != number]


def compare(called: Mapping[CounterCode, list[str]], seen: Mapping[CounterCode, list[str]]) -> tuple[int, int]:
    """Count calls of the journal that their LED never showed, and LEDs that showed theirs in another order."""
    missing = sum(len(set(numbers) - set(seen.get(code, ()))) for code, numbers in called.items())
    return missing, sum(seen.get(code, []) != numbers for code, numbers in called.items())
