"""Who sits at which window before a bench or a load test begins: one person each, as the catalogue allows.

They sit down through the real controller, on the journal that `hall-caller` is then started on: nothing is written into
the journal by hand.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from broker.catalogue import Catalogue
from broker.messages import Message, Refused, Reply
from broker.terms import CounterCode, HallCode, QueueLetter, RequestId, StaffNo
from broker.topics import Topic
from caller.adapters.journal import SqlJournal
from caller.application.controller import Controller, restore
from caller.application.inbox import Ask, Item
from caller.domain.commands import Actor, IssueTicket, SignIn
from caller.domain.hall import Hall


class NobodyFits(Exception):
    """Raised when the catalogue has too few people for the windows wanted. `counter` is the one left over."""

    def __init__(self, counter: CounterCode) -> None:
        """Keep the window."""
        super().__init__(f"nobody is left who may serve {counter}")
        self.counter = counter


class Silence:
    """A publisher that nobody listens to."""

    connected = False

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send nothing."""
        del topic, message
        return False


class FixedClock:
    """A clock that stands at one moment until it is set."""

    def __init__(self, now: datetime) -> None:
        """Stand at `now`, aware."""
        self.time = now

    def now(self) -> datetime:
        """Give the moment."""
        return self.time


def seats(catalogue: Catalogue, counters: Iterable[CounterCode]) -> Mapping[CounterCode, StaffNo]:
    """Choose a person for each window: those who may serve few windows first. Raises `NobodyFits`."""
    free = sorted(catalogue.staff_members, key=lambda member: len(member.windows))
    chosen: dict[CounterCode, StaffNo] = {}
    for code in counters:
        member = next((member for member in free if code in member.windows), None)
        if member is None:
            raise NobodyFits(code)
        free.remove(member)
        chosen[code] = member.no
    return chosen


def sit_down(
    database_url: str,
    hall: HallCode,
    catalogue: Catalogue,
    *,
    seating: Mapping[CounterCode, StaffNo],
    visitors: Mapping[QueueLetter, int],
    now: datetime,
) -> None:
    """Have everybody sign in, and so many visitors come, at `now`, on the journal behind `database_url`.

    Raises `AssertionError` when the hall refuses somebody.
    """
    journal = SqlJournal(database_url, hall, now=now)
    house = Hall(catalogue)
    restore(house, journal, 0)
    controller = Controller(hall=house, code=hall, journal=journal, publisher=Silence(), clock=FixedClock(now))
    controller.start()
    replies: list[Reply] = []
    signing: list[Item] = [
        Ask(SignIn(counter, staff), Actor("staff", staff), RequestId(f"sit-{counter}-{staff}"), replies.append)
        for counter, staff in seating.items()
    ]
    coming: list[Item] = [
        Ask(
            IssueTicket(queue, None, None, "zh-Hans", None, f"{queue}-{number}"),
            Actor("client", "K01"),
            RequestId(f"visitor-of-{queue}-{number}"),
            replies.append,
        )
        for queue, count in visitors.items()
        for number in range(count)
    ]
    controller.step([*signing, *coming])
    journal.close()
    refused = [reply for reply in replies if isinstance(reply, Refused)]
    if refused:
        raise AssertionError(f"somebody may not sit down or come: {refused[0]}")
