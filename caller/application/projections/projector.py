"""Which retained messages follow from the hall, and which of them changed with a batch of events.

Revisions grow with the journal's numbers, over any restart. Only what time alone had changed since the last event may
come back from a restart with a smaller one: readers take the newest message, never the largest revision.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from broker import topics
from broker.messages import BoardState, CatalogueNotice, DisplayState, HallTime, LineState, RatingState
from broker.messages.states import HelpState
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, ZoneCode
from broker.topics import Topic
from caller.application.projections.helping import help_changes, help_state
from caller.application.projections.lines import board_state, counters_of, line_state
from caller.application.projections.windows import display_state, rating_state
from caller.domain import events as e
from caller.domain.hall import Hall

Retained = DisplayState | RatingState | LineState | BoardState

_STEP = 1000


class Projector:
    """Knows what was last said on every retained topic."""

    def __init__(self, hall: Hall, code: HallCode) -> None:
        """Start having said nothing. `code` is the hall's in topics."""
        self._hall = hall
        self._code = code
        self._boards = hall.catalogue.boards
        self._zones: dict[CounterCode, list[ZoneCode]] = {}
        for board in self._boards:
            for counter in counters_of(hall, board):
                self._zones.setdefault(counter, []).append(board.zone)
        self._queues: dict[CounterCode, tuple[QueueLetter, ...]] = {c.code: c.queues for c in hall.catalogue.counters}
        self._queue_zones: dict[QueueLetter, list[ZoneCode]] = {
            queue.letter: [board.zone for board in self._boards if board.shows in ("all", queue.section)]
            for queue in hall.catalogue.queues
        }
        self._stale: set[QueueLetter] = set()
        self._stale_zones: set[ZoneCode] = set()
        self.said: dict[Topic, Retained] = {}

    @property
    def owes_lines(self) -> bool:
        """Whether events have changed lines or boards that `lines` has not given yet."""
        return bool(self._stale or self._stale_zones)

    def everything(self, now: datetime) -> Mapping[Topic, Retained]:
        """Compute every retained state of the hall from nothing; revisions are 0."""
        states: dict[Topic, Retained] = {}
        for counter in self._hall.catalogue.counters:
            states |= self._window(counter.code, now)
        for queue in self._hall.catalogue.queues:
            states[topics.line(self._code, queue.letter)] = line_state(self._hall, queue.letter, now)
        for board in self._boards:
            states[topics.board(self._code, board.zone)] = board_state(self._hall, board, now)
        return states

    def changes(self, events: Iterable[e.AnyEvent], seq: int, now: datetime) -> list[tuple[Topic, Retained]]:
        """Give what windows must show anew after `events`, the last of which has number `seq`.

        What they change for lines and boards is noted and given by `lines`, once for as many batches as one likes.
        """
        counters: set[CounterCode] = set()
        for event in events:
            if isinstance(event, (e.DayBegan, e.NoticePosted, e.NoticeWithdrawn)):
                return self.since(self.everything(now), seq)
            self._touch(event, counters, self._stale)
        self._stale_zones |= {zone for counter in counters for zone in self._zones.get(counter, ())}
        states: dict[Topic, Retained] = {}
        for counter in counters:
            states |= self._window(counter, now)
        return self.since(states, seq)

    def lines(self, seq: int, now: datetime) -> list[tuple[Topic, Retained]]:
        """Give what lines and boards must show anew since they were last asked for."""
        states: dict[Topic, Retained] = {
            topics.line(self._code, queue): line_state(self._hall, queue, now) for queue in self._stale
        }
        zones = self._stale_zones | {zone for queue in self._stale for zone in self._queue_zones[queue]}
        for board in self._boards:
            if board.zone in zones:
                states[topics.board(self._code, board.zone)] = board_state(self._hall, board, now)
        self._stale.clear()
        self._stale_zones.clear()
        return self.since(states, seq)

    def time_passed(self, seq: int, now: datetime) -> list[tuple[Topic, Retained]]:
        """Give what has to be said anew because time passed: openings, notices, pads that ask no longer."""
        return self.since(self.everything(now), seq)

    def since(self, states: Mapping[Topic, Retained], seq: int) -> list[tuple[Topic, Retained]]:
        """Keep the states that differ from what was said, with their new revisions."""
        changed: list[tuple[Topic, Retained]] = []
        for topic, state in states.items():
            before = self.said.get(topic)
            if before is not None and before.model_copy(update={"revision": 0}) == state:
                continue
            revision = max(seq * _STEP, before.revision + 1 if before is not None else 0)
            said = state.model_copy(update={"revision": revision})
            self.said[topic] = said
            changed.append((topic, said))
        return changed

    def help(self, events: Iterable[e.AnyEvent] | None = None) -> list[tuple[Topic, HelpState]]:
        """Give the calls for help that `events` have changed; every kiosk's when there are none given."""
        if events is None:
            states = [(ClientCode(code), help_state(self._hall, code)) for code in self._hall.catalogue.kiosks_by_code]
        else:
            states = list(help_changes(self._hall, events))
        return [(topics.help_at(self._code, client), state) for client, state in states]

    def announce(self, zone: ZoneCode) -> Topic:
        """Give the topic of what is spoken in a zone."""
        return topics.announce(self._code, zone)

    def catalogue_notice(self, revision_hash: str) -> tuple[Topic, CatalogueNotice]:
        """Say which catalogue is in force."""
        return topics.catalogue(self._code), CatalogueNotice(revision=1, hash=revision_hash)

    def time(self, now: datetime) -> tuple[Topic, HallTime]:
        """Say what time it is and whether tickets are given."""
        calendar = self._hall.calendar
        is_open = calendar.is_open(now)
        opens_at = None if is_open else calendar.next_opening(now)
        return topics.time(self._code), HallTime(now=now, open=is_open, opens_at=opens_at)

    def _window(self, counter: CounterCode, now: datetime) -> dict[Topic, Retained]:
        return {
            topics.display(self._code, counter): display_state(self._hall, counter),
            topics.rating(self._code, counter): rating_state(self._hall, counter, now),
        }

    def _touch(self, event: e.AnyEvent, counters: set[CounterCode], queues: set[QueueLetter]) -> None:
        """Enter which counters and queues of the catalogue an event has changed for those who look."""
        counter: CounterCode | None = getattr(event, "counter", None)
        if counter is not None and counter in self._queues:
            counters.add(counter)
            queues.update(self._queues[counter])
        ticket_id = getattr(event, "ticket_id", None)
        if ticket_id is not None and ticket_id in self._hall.tickets:
            queues |= self._queue_zones.keys() & {self._hall.tickets[ticket_id].queue}
        serving_id = getattr(event, "serving_id", None)
        if serving_id is not None and serving_id in self._hall.servings:
            counters |= self._queues.keys() & {self._hall.servings[serving_id].counter}
