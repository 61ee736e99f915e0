"""A hall for one test: the reference catalogue, a clock that stands still until told, a journal in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from broker.catalogue import Catalogue, load
from broker.catalogue.entry import ClockSpan
from broker.contract import BY_KIND
from broker.messages import REPLY, Message, Reply
from broker.terms import CounterCode, HallCode, QueueLetter, RequestId, StaffNo, VisitorKey
from broker.topics import Topic
from caller.adapters.journal.codec import decode_event, decode_state, encode_event, encode_state
from caller.application.controller import Controller, restore
from caller.application.inbox import Ask, Item
from caller.application.ports import Batch, Recorded
from caller.domain import commands as c
from caller.domain.hall import Hall, HallState

HALL = HallCode("H1")
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""09:00 on Monday 2026-11-23 in Shanghai: the reference hall opens."""

CLERK = c.Actor("staff", "4401")
KIOSK = c.Actor("client", "K01")

R = TypeVar("R")


@cache
def reference() -> Catalogue:
    """The hall the project ships."""
    return load(Path("config/hall"))


def around_the_clock() -> Catalogue:
    """The reference hall, open day and night, every day."""
    known = reference()
    spans = tuple(ClockSpan.model_validate(span) for span in ("00:00-12:00", "12:00-24:00"))
    hours = known.hall.hours.model_copy(update={"workdays": spans})
    hall = known.hall.model_copy(update={"hours": hours})
    calendar = known.calendar.model_copy(update={"weekend": (), "holidays": ()})
    return known.model_copy(update={"hall": hall, "calendar": calendar})


class StillClock:
    """A clock that a test moves."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def pass_(self, **time: float) -> None:
        self.time += timedelta(**time)


class MemoryJournal:
    """A journal that keeps what the real one keeps, as text, for the time of one test."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str]] = []
        self.answers: dict[RequestId, str] = {}
        self.snapshot: tuple[int, bytes] | None = None
        self.broken = False

    @property
    def seq(self) -> int:
        return len(self.rows)

    def append(self, batch: Batch) -> int:
        if self.broken:
            raise OSError("the disk is full")
        self.rows += [(type(row.event).__name__, encode_event(row.event)) for row in batch.rows]
        for request_id, reply in batch.answers.items():
            if request_id in self.answers:
                raise AssertionError(f"{request_id} answered twice")
            self.answers[request_id] = reply.model_dump_json()
        return self.seq

    def answers_to(self, request_ids: Sequence[RequestId]) -> Mapping[RequestId, Reply]:
        return {i: REPLY.validate_json(self.answers[i]) for i in request_ids if i in self.answers}

    def events_after(self, seq: int) -> Iterator[Recorded]:
        for number, (kind, payload) in enumerate(self.rows[seq:], start=seq + 1):
            yield Recorded(number, decode_event(kind, 1, payload))

    def newest_snapshot(self) -> tuple[int, HallState] | None:
        return None if self.snapshot is None else (self.snapshot[0], decode_state(self.snapshot[1]))

    def keep_snapshot(self, seq: int, state: HallState) -> None:
        self.snapshot = (seq, encode_state(state))


@dataclass
class Listener:
    """Hears what the controller publishes; it can be away as a broker can."""

    connected: bool = True
    retained: dict[Topic, Message] = field(default_factory=dict[Topic, Message])
    heard: list[tuple[Topic, Message]] = field(default_factory=list[tuple[Topic, Message]])

    def publish(self, topic: Topic, message: Message) -> bool:
        if not self.connected:
            return False
        if BY_KIND[topic.kind].retain:
            self.retained[topic] = message
        self.heard.append((topic, message))
        return True


class TestHall:
    """A controller without threads: every command is one batch unless `batch` is used."""

    __test__ = False

    def __init__(self, catalogue: Catalogue | None = None, journal: MemoryJournal | None = None) -> None:
        self.catalogue = catalogue or reference()
        self.journal = journal or MemoryJournal()
        self.clock = StillClock()
        self.listener = Listener()
        self._requests = 0
        self.hall = Hall(self.catalogue)
        self.controller = self._start()

    def _start(self) -> Controller:
        restored = restore(self.hall, self.journal, 0)
        controller = Controller(
            hall=self.hall, code=HALL, journal=self.journal, publisher=self.listener, clock=self.clock
        )
        controller.remember(restored)
        controller.start()
        return controller

    def restart(self) -> None:
        """Throw the process away and come back from the journal."""
        self.hall = Hall(self.catalogue)
        self.listener.heard.clear()
        self.controller = self._start()

    def request_id(self) -> RequestId:
        self._requests += 1
        return RequestId(f"request-{self.journal.seq}-{self._requests}")

    def ask(self, command: c.Command, *, request_id: RequestId | None = None, actor: c.Actor = CLERK) -> Reply:
        """Have one command done as a batch of its own."""
        return self.batch([command], [request_id or self.request_id()], actor)[0]

    def batch(self, commands: Sequence[c.Command], ids: Sequence[RequestId], actor: c.Actor = CLERK) -> list[Reply]:
        replies: list[Reply] = []
        items: list[Item] = [Ask(cmd, actor, i, replies.append) for cmd, i in zip(commands, ids, strict=True)]
        self.controller.step(items)
        return replies

    def tick(self, **time: float) -> None:
        """Let time pass, then do what time asks for."""
        self.clock.pass_(**time)
        self.controller.tick()

    def issue(self, queue: str = "K", visitor: c.Visitor | None = None) -> Reply:
        return self.ask(c.IssueTicket(QueueLetter(queue), None, None, "zh-Hans", visitor, "code"), actor=KIOSK)

    def sit(self, counter: str = "W44", staff: str = "4401") -> None:
        reply = self.ask(c.SignIn(CounterCode(counter), StaffNo(staff)))
        assert reply.kind == "done", reply


def visitor(name: str = "one", age: int = 40) -> c.Visitor:
    """A person with a card."""
    return c.Visitor(VisitorKey(name), "陈*", age, card_expired=False)
