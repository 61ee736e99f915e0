"""What follows from things that happened to cases: messages to people, reports to the province, shredding.

Every event is looked at once, in order, on a thread of its own: `cursor` remembers the last one over any restart, and
each message has a key made from its event, so that nobody is told twice. A gateway that is away is tried again later;
nothing is passed over.
"""

import copy
import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from queue import Empty, SimpleQueue
from typing import Protocol

from broker.terms import CaseId, FieldKey, HallCode
from caller.application.cases.news_words import report_of, said_of
from caller.application.cases.terms import KeepingTerms
from caller.application.outside import Outside
from caller.application.ports import Desk, HallAway, Recorded, Scene
from caller.application.ports.outside import OutsideAway, TextMessage
from caller.application.ports.vault import Vault
from caller.domain.cases import events as e
from caller.domain.cases.case import Case
from caller.domain.events import AnyEvent, DayBegan

log = logging.getLogger(__name__)

_CLOSED = (e.CaseCompleted, e.CaseRefused, e.AcceptanceRefused, e.CaseWithdrawn)
_PHONES = (FieldKey("p_phone"), FieldKey("a_phone"))


class Cursor(Protocol):
    """Remembers how far the news is."""

    def read(self) -> int:
        """Give the number of the last event that was dealt with; 0 at the beginning. Raises OSError."""
        ...

    def write(self, seq: int) -> None:
        """Keep it. Raises OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Happened:
    """A case as it is now, after an event, and the hall's day."""

    case: Case
    today: date


class News:
    """Deals with events, one after the other."""

    def __init__(
        self,
        *,
        hall: HallCode,
        desk: Desk,
        vault: Vault,
        outside: Outside,
        cursor: Cursor,
        terms: KeepingTerms,
        again_seconds: float = 30.0,
    ) -> None:
        """Send through `outside`; try again after `again_seconds` when a system is away."""
        self._hall = hall
        self._desk = desk
        self._vault = vault
        self._outside = outside
        self._cursor = cursor
        self._terms = terms
        self._again_seconds = again_seconds
        self._events: SimpleQueue[Recorded] = SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def begin(self, earlier: Iterable[Recorded]) -> None:
        """Deal with what happened since the last program, then with what is told."""
        for recorded in earlier:
            self._events.put(recorded)
        self._thread.start()

    def tell(self, seq: int, event: AnyEvent) -> None:
        """Take an event that is on disk. Only posts: the controller calls this."""
        self._events.put(Recorded(seq, event))

    def stop(self) -> None:
        """End after the event under way."""
        self._stopping.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                recorded = self._events.get(timeout=0.2)
            except Empty:
                continue
            while not self._stopping.is_set() and not self._dealt_with(recorded):
                self._stopping.wait(self._again_seconds)

    def _dealt_with(self, recorded: Recorded) -> bool:
        try:
            self.deal(recorded)
        except (OutsideAway, HallAway) as away:
            log.warning("event %s waits: %s", recorded.seq, type(away).__name__)
            return False
        self._cursor.write(recorded.seq)
        return True

    def deal(self, recorded: Recorded) -> None:
        """Do everything that follows from an event. Raises `OutsideAway`, `HallAway`, `VaultLocked`, OSError."""
        event = recorded.event
        if isinstance(event, DayBegan):
            self._shred()
            return
        case_id: CaseId | None = getattr(event, "case_id", None)
        happened = None if case_id is None else self._desk.read(lambda scene: _happened(scene, case_id))
        if happened is None:
            return
        key = f"{self._hall}-{recorded.seq}"
        for report in report_of(event, happened.case, key):
            self._outside.outbox.send(report)
        self._message(event, happened.case, key)
        self._keep(event, happened)

    def _message(self, event: AnyEvent, case: Case, key: str) -> None:
        sentence = said_of(event, case, self._desk.read(lambda scene: scene.catalogue))
        if sentence is None:
            return
        values = self._vault.values(case.record)
        phone = next((text for name in _PHONES if (text := values.get(name))), None)
        if phone is None:
            log.info("message %s has nobody to go to: no phone was given", key)
            return
        self._outside.messenger.send(TextMessage(key, phone, sentence))

    def _keep(self, event: AnyEvent, happened: Happened) -> None:
        case = happened.case
        if case.parent is not None:
            return
        if isinstance(event, e.DraftLapsed):
            log.info("draft %s lapsed: %s records shredded", case.case_id, self._vault.forget_case(case.record))
        elif isinstance(event, _CLOSED):
            self._vault.keep_until(case.record, ["page", "signature"], self._terms.scans_until(happened.today))
            self._vault.keep_until(case.record, ["fields"], self._terms.form_until(happened.today))

    def _shred(self) -> None:
        now, today = self._desk.read(lambda scene: (scene.now, scene.hall.calendar.day_of(scene.now)))
        done = self._vault.shred(now, today)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(done.records.items())) or "nothing"
        log.info("shredded on %s: %s", today, told)


def _happened(scene: Scene, case_id: CaseId) -> Happened | None:
    case = scene.hall.state.cases.cases.get(case_id)
    return None if case is None else Happened(copy.deepcopy(case), scene.hall.calendar.day_of(scene.now))
