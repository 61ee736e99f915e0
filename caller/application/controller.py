"""The controller: the only writer. `decide → append → apply → publish`, a batch at a time.

It takes what is in the inbox, decides and applies each command, writes all events and answers in one transaction, and
only then replies and publishes. If the write fails the process must end: nobody was told anything, and the next start
comes back from the journal.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Condition, Event
from time import monotonic
from typing import TypeVar

from broker.catalogue import Catalogue
from broker.messages import Announcement, Health, Reply
from broker.terms import HallCode, RequestId
from caller.application.deciding import Deciding
from caller.application.devices import DeviceWatch
from caller.application.inbox import Answered, Ask, BusChanged, ClockMoved, Heard, Item, Question, Stop
from caller.application.ports import Batch, Clock, HallAway, Journal, Publisher, Recorded, Row, Scene
from caller.application.projections import Projector
from caller.application.projections.announcements import announcements
from caller.application.replies import refuse
from caller.domain.apply import apply
from caller.domain.calendar import HallCalendar
from caller.domain.cases.commands import CheckDeadlines
from caller.domain.commands import Actor, BeginDay, Command, LapseRating
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.refusals import Refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

LARGEST_BATCH = 512
TICK_SECONDS = 1.0
SNAPSHOT_EVERY = 10_000
_TIMER = Actor("timer", "hall")


class Controller:
    """One hall's writer. Make it, then `run()` it on a thread of its own; everything else may come from any thread."""

    def __init__(
        self,
        *,
        hall: Hall,
        code: HallCode,
        journal: Journal,
        publisher: Publisher,
        clock: Clock,
        snapshot_at: int = 0,
        lines_every_seconds: float = 0.0,
    ) -> None:
        """Take a hall as the journal says it is (see `restore`); `snapshot_at` is the event of the newest snapshot.

        Windows are told of every batch at once. Lines and boards are told at most every `lines_every_seconds`: in a
        rush they change with every ticket, and nobody reads them that quickly.
        """
        self._hall = hall
        self._journal = journal
        self._publisher = publisher
        self._clock = clock
        self._inbox: SimpleQueue[Item] = SimpleQueue()
        self._projector = Projector(hall, code)
        self._devices = DeviceWatch(hall.catalogue)
        self._catalogue_hash = hall.catalogue.kiosk_copy.revision_hash
        self._changed = Condition()
        self._revision = 0
        self._stopped = Event()
        self._snapshot_at = snapshot_at
        self._next_tick = 0.0
        self._lines_every_seconds = lines_every_seconds
        self._next_lines = 0.0
        self._spoken: list[Announcement] = []
        self._followers: list[Callable[[int, AnyEvent], None]] = []

    # ------------------------------------------------------------------------------------- from other threads

    @property
    def revision(self) -> int:
        """Grows whenever something that is shown has changed."""
        return self._revision

    @property
    def catalogue(self) -> Catalogue:
        """The hall as data; it does not change while the program runs."""
        return self._hall.catalogue

    @property
    def calendar(self) -> HallCalendar:
        """The hall's calendar."""
        return self._hall.calendar

    def follow(self, follower: Callable[[int, AnyEvent], None]) -> None:
        """Have every event told once it is on disk, with its number; `follower` only posts. Before `run`."""
        self._followers.append(follower)

    def refuse(self, request_id: RequestId, refusal: Refusal, answer: Callable[[Reply], None]) -> None:
        """Have a refusal that was decided at the edge journalled and told."""
        self.post(Answered(refuse(self._hall.calendar.zone, refusal, request_id), answer))

    def post(self, item: Item) -> None:
        """Put something before the controller."""
        self._inbox.put(item)

    def ask(self, command: Command, *, actor: Actor, request_id: RequestId, timeout_seconds: float = 3.0) -> Reply:
        """Have a command decided and wait for the answer, which is on disk then. Raises `HallAway`.

        Whoever was told that the hall is away finds nothing done behind their back later: it is `TooLate` then.
        """
        answers: SimpleQueue[Reply] = SimpleQueue()
        until = self._clock.now() + timedelta(seconds=timeout_seconds)
        self.post(Ask(command, actor, request_id, answers.put, until))
        try:
            return answers.get(timeout=timeout_seconds)
        except Empty:
            raise HallAway from None

    def read(self, question: Callable[[Scene], T], timeout_seconds: float = 3.0) -> T:
        """Have a quick question answered between two batches. Raises `HallAway`, or what the question raises."""
        asked = Question(question)
        self.post(asked)
        return asked.wait(timeout_seconds)

    def wait_for_change(self, after: int, timeout_seconds: float) -> int:
        """Wait until something that is shown has changed since `after`."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision > after, timeout_seconds)
            return self._revision

    def clock_moved(self) -> None:
        """Have the new time told; it is on its way to everybody when this returns. Raises `HallAway`."""
        self.post(ClockMoved())
        self.read(lambda scene: scene.now)

    def stop(self, timeout_seconds: float = 5.0) -> None:
        """Finish what is in the inbox and end."""
        self.post(Stop())
        self._stopped.wait(timeout_seconds)

    # ------------------------------------------------------------------------------------- on its own thread

    def run(self) -> None:
        """Work until stopped. Any exception means the journal could not be written: the process must end."""
        self.start()
        running = True
        while running:
            running = self.step(self._gather())
        self._keep_snapshot()
        self._stopped.set()

    def start(self) -> None:
        """Begin the day if it has to, and say everything once."""
        self.tick()
        self.say_everything()
        self._say_young()

    def step(self, items: list[Item]) -> bool:
        """Do one batch; False when it held a `Stop`."""
        self._commit(self._decide(items))
        if any(isinstance(item, ClockMoved) for item in items):
            self.tick()
        for item in items:
            if isinstance(item, BusChanged):
                self._bus_changed(item)
            elif isinstance(item, Question):
                item.answer(self._scene())
        self._say_lines()
        if monotonic() >= self._next_tick:
            self.tick()
        return not any(isinstance(item, Stop) for item in items)

    def say_everything(self) -> None:
        """Publish every retained state: at the start, and when the broker comes back without them."""
        self._projector.since(self._projector.everything(self._clock.now()), self._journal.seq)
        for topic, state in self._projector.said.items():
            self._publisher.publish(topic, state)
        for topic, called in self._projector.help():
            self._publisher.publish(topic, called)
        self._publisher.publish(*self._projector.catalogue_notice(self._catalogue_hash))
        self._publisher.publish(*self._projector.time(self._clock.now()))

    def _gather(self) -> list[Item]:
        due = min(self._next_tick, self._next_lines) if self._projector.owes_lines else self._next_tick
        wait = max(0.0, due - monotonic())
        try:
            items = [self._inbox.get(timeout=wait)]
        except Empty:
            return []
        while len(items) < LARGEST_BATCH:
            try:
                items.append(self._inbox.get_nowait())
            except Empty:
                break
        return items

    def _decide(self, items: list[Item]) -> Deciding:
        asked = [item.request_id for item in items if isinstance(item, (Ask, Answered))]
        known = self._journal.answers_to(asked)
        deciding = Deciding(self._hall, known, self._clock.now())
        for item in items:
            match item:
                case Ask():
                    deciding.ask(item)
                case Answered():
                    deciding.answered(item)
                case Heard():
                    self._hear(item, deciding)
                case _:
                    pass
        return deciding

    def _hear(self, heard: Heard, deciding: Deciding) -> None:
        if isinstance(heard.report, Health):
            for report in self._devices.hear_health(heard.report, deciding.now):
                deciding.timer(report)
        else:
            self._devices.hear_shown(heard.report)
        self._note_change()

    def _commit(self, deciding: Deciding) -> None:
        """Write the batch, then tell: the order everything else relies on."""
        if deciding.rows or deciding.answers:
            before = self._journal.seq
            seq = self._journal.append(Batch(deciding.rows, deciding.answers))
            for tell, reply in deciding.tellings:
                tell(reply)
            self._publish(deciding.rows, before, seq)
        else:
            for tell, reply in deciding.tellings:
                tell(reply)

    def _publish(self, rows: list[Row], before: int, seq: int) -> None:
        now = self._clock.now()
        events = [row.event for row in rows]
        for topic, state in self._projector.changes(events, seq, now):
            self._publisher.publish(topic, state)
        for topic, called in self._projector.help(events):
            self._publisher.publish(topic, called)
        for number, event in enumerate(events, start=before + 1):
            for follow in self._followers:
                follow(number, event)
            for spoken in announcements(self._hall, number, event):
                self._publisher.publish(self._projector.announce(spoken.zone), spoken)
                self._spoken.append(spoken)
        if events:
            self._note_change()

    def _say_lines(self) -> None:
        if not self._projector.owes_lines or monotonic() < self._next_lines:
            return
        self._next_lines = monotonic() + self._lines_every_seconds
        for topic, state in self._projector.lines(self._journal.seq, self._clock.now()):
            self._publisher.publish(topic, state)

    def tick(self) -> None:
        """Do what time asks for: the day, ratings that lapse, what is shown by the clock, the time itself."""
        self._next_tick = monotonic() + TICK_SECONDS
        now = self._clock.now()
        self._forget_old(now)
        deciding = Deciding(self._hall, {}, now)
        deciding.timer(BeginDay(self._hall.calendar.day_of(now)))
        for counter in self._hall.counters.values():
            if counter.last_serving is not None:
                deciding.timer(LapseRating(counter.last_serving))
        deciding.timer(CheckDeadlines())
        self._commit(deciding)
        changed = self._projector.time_passed(self._journal.seq, now)
        for topic, state in changed:
            self._publisher.publish(topic, state)
        self._publisher.publish(*self._projector.time(now))
        if self._devices.compare(self._hall, now) or changed:
            self._note_change()
        if self._journal.seq - self._snapshot_at >= SNAPSHOT_EVERY:
            self._keep_snapshot()

    def _bus_changed(self, change: BusChanged) -> None:
        log.info("the broker is %s", "back" if change.connected else "away")
        if change.connected:
            self.say_everything()
            self._say_young()
        self._note_change()

    def _say_young(self) -> None:
        """Say again what nobody may have heard, if it is still worth saying: same ids, so nobody speaks it twice."""
        self._forget_old(self._clock.now())
        for spoken in self._spoken:
            self._publisher.publish(self._projector.announce(spoken.zone), spoken)

    def _forget_old(self, now: datetime) -> None:
        self._spoken = [spoken for spoken in self._spoken if spoken.said_at <= now < spoken.valid_until]

    def _keep_snapshot(self) -> None:
        if self._journal.seq > self._snapshot_at:
            self._journal.keep_snapshot(self._journal.seq, self._hall.state)
            self._snapshot_at = self._journal.seq

    def _note_change(self) -> None:
        with self._changed:
            self._revision += 1
            self._changed.notify_all()

    def _scene(self) -> Scene:
        return Scene(
            hall=self._hall,
            devices=self._devices,
            catalogue=self._hall.catalogue,
            now=self._clock.now(),
            bus_connected=self._publisher.connected,
            seq=self._journal.seq,
        )

    def remember(self, recorded: list[Recorded]) -> None:
        """Take the newest events of the journal, which may have to be spoken again."""
        self._spoken = [spoken for one in recorded for spoken in announcements(self._hall, one.seq, one.event)]


def restore(hall: Hall, journal: Journal, after: int) -> list[Recorded]:
    """Bring `hall` up to the end of the journal from event `after`; give the last events for `Controller.remember`.

    Some of these may be older than `after`: a snapshot is taken at every orderly stop.
    """
    recent: list[Recorded] = []
    for recorded in journal.events_after(max(0, after - LARGEST_BATCH)):
        if recorded.seq > after:
            apply(hall, recorded.event)
        recent.append(recorded)
        if len(recent) > LARGEST_BATCH:
            del recent[: LARGEST_BATCH // 2]
    return recent
