"""One batch being decided: events so far, answers so far, and who is to be told once both are on disk."""

from collections.abc import Callable, Mapping
from datetime import datetime

from broker.messages import Reply
from broker.terms import RequestId
from caller.application.inbox import Answered, Ask
from caller.application.ports import Row
from caller.application.replies import refuse_here, reply_to
from caller.domain.apply import apply
from caller.domain.commands import Actor, Command
from caller.domain.decide import decide
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.refusals import Refusal, TooLate
from caller.domain.tickets.ticket import Ticket

_TIMER = Actor("timer", "hall")


class Deciding:
    """Collects a batch. Each command sees the hall as the ones before it left it."""

    def __init__(self, hall: Hall, known: Mapping[RequestId, Reply], now: datetime) -> None:
        """Start an empty batch at `now`; `known` are answers the journal already has to requests of this batch."""
        self.now = now
        self.rows: list[Row] = []
        self.answers: dict[RequestId, Reply] = {}
        self.tellings: list[tuple[Callable[[Reply], None], Reply]] = []
        self._hall = hall
        self._answered_before = known

    def ask(self, ask: Ask) -> None:
        """Decide one command; a request that was answered before gets that answer again and has no second effect."""
        known = self._known(ask.request_id)
        if known is None:
            known = self._decide(ask)
            self.answers[ask.request_id] = known
        self.tellings.append((ask.answer, known))

    def answered(self, item: Answered) -> None:
        """Keep an answer that was decided at the edge."""
        known = self._known(item.request_id)
        if known is None:
            known = item.reply
            self.answers[item.request_id] = known
        self.tellings.append((item.answer, known))

    def timer(self, command: Command) -> None:
        """Do what the hall itself wants; it is never refused and nobody waits for an answer."""
        for event in decide(self._hall, command, _TIMER, self.now):
            apply(self._hall, event)
            self.rows.append(Row(event, _TIMER, None))

    def _known(self, request_id: RequestId) -> Reply | None:
        return self.answers.get(request_id) or self._answered_before.get(request_id)

    def _decide(self, ask: Ask) -> Reply:
        try:
            if ask.valid_until is not None and ask.valid_until < self.now:
                raise TooLate
            events = decide(self._hall, ask.command, ask.actor, self.now)
        except Refusal as refusal:
            return refuse_here(self._hall, refusal, ask.request_id)
        for event in events:
            apply(self._hall, event)
            self.rows.append(Row(event, ask.actor, ask.request_id))
        return reply_to(self._hall, ask.command, ask.request_id, self._ticket_of(events))

    def _ticket_of(self, events: list[AnyEvent]) -> Ticket | None:
        ticket_id = getattr(events[0], "ticket_id", None) if events else None
        return self._hall.tickets.get(ticket_id) if ticket_id is not None else None
