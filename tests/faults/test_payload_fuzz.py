"""Spoilt payloads at the real controller, over the real broker: each is counted and named, none does any harm."""

import json
import random
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from paho.mqtt.client import Client as Paho
from paho.mqtt.client import MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from broker.catalogue.devices import Client
from broker.codec import decode
from broker.errors import BadMessage
from broker.messages import IssueTicket, TicketGiven
from broker.terms import ClientCode, CounterCode, QueueLetter, RequestId
from broker.topics import Kind, every, parse
from caller.adapters.journal import SqlJournal, verify
from scripts.hallctl.bench.devices import kiosk_client, window_client, write_load_hall
from scripts.hallctl.bench.seating import seats
from scripts.hallctl.bench.stage import HALL, Stage
from tests.faults.mutations import MUTATIONS, Facts

TESTER = ClientCode("tester")
WINDOW = CounterCode("W44")
NODE, KIOSK = window_client(WINDOW), kiosk_client(1)
BURST = 500
PATIENCE_SECONDS = 60.0
OTHERS = ("K05", "N-W08", "caller", "technician", "LED-HALL", "nobody", "bad name", "-", "x" * 60, "K01$")


class Spoiler:
    """One connection that may publish on every topic, and hears every answer."""

    def __init__(self, stage: Stage) -> None:
        self.answers: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._paho = Paho(CallbackAPIVersion.VERSION2, TESTER, protocol=MQTTProtocolVersion.MQTTv5)
        self._paho.max_inflight_messages_set(2_000)
        password = stage.settings(TESTER).password_file
        assert password is not None
        self._paho.username_pw_set(TESTER, password.read_text(encoding="utf-8"))
        self._paho.on_message = self._heard
        self._paho.connect("127.0.0.1", stage.port)
        self._paho.loop_start()
        self._paho.subscribe(every(HALL, Kind.REPLY), 1)

    def send(self, topic: str, payload: bytes) -> None:
        self._paho.publish(topic, payload, qos=1)

    def answered(self) -> int:
        with self._changed:
            return self.answers.total()

    def close(self) -> None:
        self._paho.disconnect()
        self._paho.loop_stop()

    def _heard(self, _client: Paho, _data: object, message: MQTTMessage) -> None:
        reply: Facts = json.loads(message.payload)
        with self._changed:
            self.answers[str(reply.get("reason", reply["kind"]))] += 1


def good_messages(until: str) -> list[tuple[str, Facts]]:
    """One good message of every kind that the controller reads, and the topic it belongs on."""
    node, kiosk = f"request/{NODE}", f"request/{KIOSK}"
    card = {"visit_public": "A" * 44, "boxed": "B" * 200}
    base = {"request_id": "@id", "valid_until": until}
    at_counter = [
        {"kind": kind, "counter": WINDOW}
        for kind in ("call_next", "recall", "start_serving", "complete", "no_show", "park", "reopen_counter")
    ]
    at_counter += [
        {"kind": "pause_counter", "counter": WINDOW, "reason": "pad"},
        {"kind": "transfer_to_counter", "counter": WINDOW, "to_counter": "W45", "reason": "pad"},
        {"kind": "rate", "serving_id": "20261123-K001.1", "stars": 5, "reasons": ["等候"], "counter": WINDOW},
    ]
    usage = {"outcome": "ticket", "last_screen": "K-S06", "lasted_seconds": 12.5, "language": "en"}
    at_kiosk: list[Facts] = [
        {"kind": "issue_ticket", "queue": "K", "language": "zh-Hans"},
        {"kind": "issue_ticket", "queue": "K", "language": "zh-Hans", "card": card},
        {"kind": "identify", "card": card},
        {"kind": "report_slip", "ticket_id": "20261123-K001", "printed": True, "fault": None},
        {"kind": "report_left_sheet", "serial": "HYG-2026-000001", "printed": False, "fault": "jammed"},
        {"kind": "return_to_queue", "ticket_id": "20261123-K001", "card": card},
        {"kind": "report_usage", **usage, "large": False, "with_card": True},
    ]
    device = {"state": "fault", "what": "paper_out", "since": until}
    silent: list[tuple[str, Facts]] = [
        (f"health/{KIOSK}", {"client": KIOSK, "online": True, "at": until, "devices": {"K01.ticket": device}}),
        (f"shown/{NODE}", {"device": "LED-44", "revision": 3, "text": "K001", "at": until}),
    ]
    return [*((node, base | facts) for facts in at_counter), *((kiosk, base | facts) for facts in at_kiosk), *silent]


class Account:
    """What became of every payload: named in the controller's log, answered, or taken in silence."""

    def __init__(self, stage: Stage, spoiler: Spoiler) -> None:
        self.sent = 0
        self.silent = 0
        self.reasons: Counter[str] = Counter()
        self._spoiler = spoiler
        self._log = (stage.folder / "caller.log").open(encoding="utf-8", errors="replace")

    @property
    def known(self) -> int:
        return self.silent + self.reasons.total() + self._spoiler.answered()

    def add(self, topic: str, payload: bytes) -> None:
        self.sent += 1
        if topic.split("/")[3] == "request":
            return
        try:
            decode(parse(topic), payload)
        except BadMessage:
            return
        self.silent += 1

    def settle(self) -> None:
        """Wait until everything sent is accounted for."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            for line in self._log:
                if "a message was not understood: " in line:
                    self.reasons[line.rsplit(": ", 1)[1].strip()[:60]] += 1
            if self.known == self.sent:
                return
            assert time.monotonic() < deadline, f"{self.sent} sent, {self.known} accounted for"
            time.sleep(0.02)

    def close(self) -> None:
        self._log.close()


def spoil(stage: Stage, randomness: random.Random, number: int) -> tuple[str, str, bytes]:
    """Give the name of a mutation, a topic and a spoilt payload."""
    until = (stage.now() + timedelta(seconds=60)).isoformat()
    topic, facts = randomness.choice(good_messages(until))
    facts = {key: f"spoilt-{number:07d}" if value == "@id" else value for key, value in facts.items()}
    if randomness.random() < 0.2:
        topic = f"{topic.split('/')[0]}/{randomness.choice(OTHERS)}"
    name = randomness.choice(sorted(MUTATIONS))
    return name, f"hall/v1/{HALL}/{topic}", MUTATIONS[name](facts, randomness)


@pytest.mark.rig
@pytest.mark.timeout(3_600)
@pytest.mark.req("H-05", "H-06")
def test_spoilt_payloads_do_no_harm(tmp_path: Path, deep: bool, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = 100_000 if deep else 10_000
    randomness = random.Random(20261123)
    catalogue = write_load_hall(tmp_path / "hall")
    spoiler_account = Client(code=TESTER, kind="technician")
    with Stage(tmp_path / "stage", catalogue, tmp_path / "hall", more_clients=(spoiler_account,)) as stage:
        with stage.access_list.open("a", encoding="utf-8") as rules:
            rules.write(f"user {TESTER}\ntopic readwrite hall/#\n")
        stage.seat(seats(catalogue, [WINDOW]))
        stage.start_broker()
        caller = stage.start_caller()
        spoiler = Spoiler(stage)
        kiosk = stage.bus(kiosk_client(2))
        kiosk.connect()
        account = Account(stage, spoiler)
        tried: Counter[str] = Counter()
        for number in range(wanted):
            name, topic, payload = spoil(stage, randomness, number)
            tried[name] += 1
            account.add(topic, payload)
            spoiler.send(topic, payload)
            if account.sent % BURST == 0:
                account.settle()
        account.settle()
        asked_at = time.monotonic()
        good = IssueTicket(
            request_id=RequestId("a-good-request"),
            valid_until=stage.now() + timedelta(seconds=10),
            queue=QueueLetter("K"),
        )
        answer = kiosk.request(good, timeout_seconds=3.0)
        took = time.monotonic() - asked_at
        answers = dict(spoiler.answers)
        account.close()
        kiosk.close()
        spoiler.close()
        assert caller.stop() == 0, caller.tail()
        journal = SqlJournal(stage.database_url, HALL, now=stage.now())
        verdict = verify(journal, catalogue)
        journal.close()
    with capsys.disabled():
        sys.stderr.write(
            f"\n{account.sent} spoilt payloads: {account.reasons.total()} named as bad for {len(account.reasons)} "
            f"reasons, answered {answers}, {account.silent} reports taken; then a ticket in {took * 1000:.0f} ms\n"
        )
    assert isinstance(answer, TicketGiven)
    assert set(tried) == set(MUTATIONS)
    assert verdict.whole, verdict.faults
