"""The hall as dispatch sees it: its queues and windows as lines and windows, its rules as a policy; who is called next.

A resumed ticket goes first at its counter; everything else is decided by `dispatch`.
"""

from dataclasses import dataclass
from datetime import datetime

from broker.catalogue import Catalogue
from broker.catalogue.hall import Counter as CatalogueCounter
from broker.terms import TicketId
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.dispatch import ClassTerms, Dispatch, Help, Line, Policy, Window
from caller.domain.tickets.dispatch import choose as choose_here
from caller.domain.tickets.floor import Floor

RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Choice:
    """The ticket to call and why, as codes that the console turns into a sentence."""

    ticket_id: TicketId
    reasons: tuple[str, ...]


def choose(hall: Floor, counter: Counter, now: datetime) -> Choice | None:
    """Give who is called next to `counter`; None when nobody waits that it may call."""
    if counter.resumed:
        return Choice(counter.resumed[0], (RESUMED,))
    choice = choose_here(hall.dispatch, hall.dispatch.window_at[counter.code], hall.minutes(now))
    if choice is None:
        return None
    return Choice(TicketId(choice.waiting.ticket), tuple(map(str, choice.reasons)))


def policy_of(catalogue: Catalogue) -> Policy:
    """Give the catalogue's rules as a policy; its classes are in the catalogue's order."""
    rules = catalogue.distribution
    return Policy(
        classes=tuple(
            ClassTerms(
                name=name,
                weight=weight.weight,
                head_start=weight.head_start_minutes,
                growth=weight.growth,
                ordinary=name == "normal",
            )
            for name in rules.classes
            for weight in (rules.policy.weights[name],)
        ),
        exponent=rules.policy.short_matters,
        help=rules.policy.long_lines,
        first_contact=rules.policy.first_contact_minutes if rules.first_contact_first else 0.0,
        overtaken_most=rules.normal_never_overtaken_more_than,
        priority_share=rules.share_of_priority_max,
    )


def dispatch_of(catalogue: Catalogue) -> Dispatch:
    """Give the empty hall, its windows closed: a line for every queue, in the catalogue's order."""
    policy = policy_of(catalogue)
    lines = [
        Line(queue.letter, len(policy.classes), minutes=float(queue.service_minutes)) for queue in catalogue.queues
    ]
    at = {line.code: index for index, line in enumerate(lines)}
    windows = [
        Window(
            counter.code,
            tuple(at[letter] for letter in counter.queues),
            comprehensive=counter.type == "comprehensive",
            helps=_helps(catalogue, counter, at),
        )
        for counter in catalogue.counters
    ]
    return Dispatch(policy, lines, windows)


def _helps(catalogue: Catalogue, counter: CatalogueCounter, at: dict[str, int]) -> tuple[Help, ...]:
    """Give which lines a window helps: by the manager's rules, and a comprehensive one its section's other queues."""
    policy = catalogue.distribution.policy
    rules = {rule.queue: float(rule.minutes) for rule in policy.helps if rule.window == counter.code}
    if counter.type == "comprehensive":
        for queue in catalogue.queues:
            if queue.section == counter.section and queue.letter not in counter.queues:
                rules.setdefault(queue.letter, float(policy.comprehensive_help_minutes))
    return tuple(Help(at[letter], minutes) for letter, minutes in rules.items())
