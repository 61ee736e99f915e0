"""A hall for the console's tests: the real controller, journal and catalogue, a clock moved by hand, a silent bus."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from threading import Event, Thread

from argon2 import PasswordHasher

from broker.catalogue import Catalogue, load
from broker.messages import Health, Message, Refused, Reply, Shown
from broker.terms import CounterCode, HallCode, QueueLetter, RequestId, ServiceCode, StaffNo, TicketId, VisitorKey
from broker.topics import Topic
from caller.adapters.journal import SqlJournal
from caller.application.controller import Controller
from caller.application.inbox import BusChanged, Heard
from caller.console.accounts import Accounts, Credentials, mint
from caller.domain import commands as c
from caller.domain.hall import Hall

MORNING = datetime(2026, 11, 23, 1, 0, 30, tzinfo=UTC)
"""Monday 09:00:30 in the hall."""
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes that cost nothing: what is tested is who gets in, not how slowly."""


@cache
def reference_catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "config" / "hall")


class HandClock:
    """Stands still until moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


class ListeningBus:
    """Takes everything; `connected` is what the console shows."""

    def __init__(self) -> None:
        self.connected = True

    def publish(self, topic: Topic, message: Message) -> bool:
        return self.connected


class RefusedInRehearsal(Exception):
    """Raised when a step that prepares a test is refused."""


class Rehearsal:
    """A hall at work, driven from a test."""

    def __init__(self, folder: Path, now: datetime = MORNING) -> None:
        self.catalogue = reference_catalogue()
        self.clock = HandClock(now)
        self.bus = ListeningBus()
        self.folder = folder
        self._ids = count(1)
        self._visitors = count(1)
        self._ready = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(30)

    def _run(self) -> None:
        """Everything of the journal happens on one thread, as in the program."""
        journal = SqlJournal(f"sqlite:///{self.folder / 'journal.db'}", HallCode("demo"), now=self.clock.now())
        self.desk = Controller(
            hall=Hall(self.catalogue), code=HallCode("demo"), journal=journal, publisher=self.bus, clock=self.clock
        )
        self._ready.set()
        self.desk.run()
        journal.close()

    def stop(self) -> None:
        self.desk.stop()
        self._thread.join()

    def ask(self, command: c.Command, actor: c.Actor | None = None) -> Reply:
        """Do what a test needs done; a refusal is the test's mistake."""
        actor = actor or c.Actor("client", "K01")
        reply = self.desk.ask(command, actor=actor, request_id=RequestId(f"rehearsal-{next(self._ids):06}"))
        if isinstance(reply, Refused):
            raise RefusedInRehearsal(reply.reason)
        return reply

    def sit(self, staff: str, window: str) -> None:
        self.ask(c.SignIn(CounterCode(window), StaffNo(staff)), c.Actor("staff", staff))

    def take_ticket(
        self, queue: str, service: str | None = None, *, name: str = "陈*", age: int = 41, card: bool = True
    ) -> TicketId:
        number = next(self._visitors)
        visitor = c.Visitor(VisitorKey(f"visitor-{number}"), name, age, card_expired=False) if card else None
        reply = self.ask(
            c.IssueTicket(
                queue=QueueLetter(queue),
                service=None if service is None else ServiceCode(service),
                situation=None,
                language="zh-Hans",
                visitor=visitor,
                code=f"code-{number}",
            )
        )
        assert reply.kind == "ticket_given"
        return reply.ticket.ticket_id

    def hear(self, report: Health | Shown) -> None:
        self.desk.post(Heard(report))

    def cut_bus(self, *, connected: bool) -> None:
        self.bus.connected = connected
        self.desk.post(BusChanged(connected))


def rehearsal_accounts(catalogue: Catalogue, folder: Path) -> tuple[Accounts, dict[StaffNo, Credentials]]:
    """Mint accounts whose hashes are cheap."""
    path = folder / "accounts.json"
    credentials = mint(catalogue, path, randomness=Random(7), hasher=QUICK)
    return Accounts.load(path, QUICK), credentials


def running_hall(folder: Path) -> Iterator[Rehearsal]:
    """Give a hall and stop it afterwards: for fixtures."""
    hall = Rehearsal(folder)
    yield hall
    hall.stop()
