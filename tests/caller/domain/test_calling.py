"""Who the hall calls next, asked of the whole controller: the policy of its catalogue, its promises, its reasons."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from broker.catalogue import Catalogue
from broker.catalogue.rules import HelpRule
from broker.messages import Refused, TicketAtCounter
from broker.terms import CounterCode, QueueLetter, TicketNumber
from caller.adapters.journal.codec import decode_state, encode_state
from caller.domain import commands as c
from caller.domain.events import TicketCalled
from caller.domain.hall import Hall
from caller.domain.tickets.calling import policy_of
from scripts.hallctl.bench.seating import seats
from tests.caller.domain.judge import Judge
from tests.caller.halls import TestHall, reference, visitor

W44, W45 = CounterCode("W44"), CounterCode("W45")


def call(hall: TestHall, code: CounterCode = W44) -> TicketNumber | None:
    """Have the next one called and served; give the number."""
    reply = hall.ask(c.CallNext(code))
    if isinstance(reply, Refused):
        assert reply.reason == "NobodyWaiting"
        return None
    assert isinstance(reply, TicketAtCounter)
    hall.ask(c.StartServing(code))
    hall.ask(c.Complete(code))
    return reply.number


def reasons(hall: TestHall) -> tuple[str, ...]:
    """Why the last call was made, from the journal."""
    return next(
        event.reasons
        for row in reversed(list(hall.journal.events_after(0)))
        if isinstance(event := row.event, TicketCalled)
    )


@pytest.mark.req("Q-10")
def test_with_ten_waiting_who_is_91_is_called_at_the_next_next() -> None:
    hall = TestHall()
    hall.sit()
    for _ in range(10):
        hall.issue()
        hall.tick(seconds=30)
    hall.issue(visitor=visitor("old", 91))
    hall.tick(seconds=30)
    assert call(hall) == "K011"
    assert reasons(hall) == ("class:green", "waited:0.5")
    assert call(hall) == "K001"
    assert reasons(hall) == ("longest_waiting", "waited:5.5")


@pytest.mark.req("Q-05", "Q-10")
def test_ordinary_and_priority_tickets_take_turns_where_both_wait() -> None:
    hall = TestHall()
    hall.sit()
    hall.issue()
    numbers: list[TicketNumber | None] = []
    for number in range(9):
        hall.issue(visitor=visitor(f"old-{number}", 80))
        hall.issue()
        numbers += [call(hall)]
    assert numbers[:4] == ["K002", "K001", "K004", "K003"], "priority tickets jump in every second call at most"


@pytest.mark.req("Q-05")
def test_200_tickets_in_23_queues_at_64_windows() -> None:
    catalogue = reference()
    hall, random = TestHall(), Random("q-05")
    for code, staff in seats(catalogue, [counter.code for counter in catalogue.counters]).items():
        hall.sit(code, staff)
    letters = [queue.letter for queue in catalogue.queues]
    for number in range(200):
        old = visitor(f"old-{number}", 75) if random.random() < 0.3 else None
        hall.issue(letters[number % 23] if number < 69 else random.choice("AKFH"), old)
        hall.tick(seconds=random.uniform(1, 30))
    judge = Judge(catalogue.distribution.normal_never_overtaken_more_than)
    windows = [counter for counter in catalogue.counters if counter.queues]
    called: list[TicketNumber] = []
    while any(len(line) for line in hall.hall.lines.values()):
        window = random.choice(windows)
        helped = {letter for letter in letters if window.type == "comprehensive"
                  and catalogue.queue(letter).section == window.section}  # fmt: skip
        judge.look(hall.hall)
        number = call_only(hall, window.code)
        judge.check(hall.hall)
        if number is not None:
            assert number[0] in {*window.queues, *helped}
            called.append(number)
            hall.ask(c.StartServing(window.code))
            hall.ask(c.Complete(window.code))
        hall.tick(seconds=random.uniform(1, 10))
    assert len(set(called)) == len(called) == 200
    assert 0 < max(judge.overtaken.values()) <= 5


def call_only(hall: TestHall, code: CounterCode) -> TicketNumber | None:
    reply = hall.ask(c.CallNext(code))
    return reply.number if isinstance(reply, TicketAtCounter) else None


@pytest.mark.req("H-06", "Q-05")
def test_what_dispatch_remembers_stands_in_the_snapshot() -> None:
    hall, random = TestHall(), Random("snapshot")
    for code, staff in (("W44", "4401"), ("W45", "4501"), ("W36", "3601")):
        hall.sit(code, staff)
    for number in range(60):
        hall.issue("K" if number % 3 else "H", visitor(f"old-{number}", 75) if number % 4 == 0 else None)
        hall.tick(seconds=20)
    hall.ask(c.CallNext(W44))
    hall.ask(c.Transfer(W44, None, W45, "转办"))
    for _ in range(9):
        call(hall, random.choice((W44, W44, CounterCode("W36"))))
    again = Hall(hall.catalogue, decode_state(encode_state(hall.hall.state)))
    assert sum(line.overtaken for line in hall.hall.dispatch.lines) > 0
    now = hall.hall.minutes(hall.clock.now())
    for old, new in zip(hall.hall.dispatch.lines, again.dispatch.lines, strict=True):
        assert (new.order, new.overtaken, new.credit) == (old.order, old.overtaken, old.credit)
    for at in range(len(again.dispatch.windows)):
        assert again.dispatch.pick(at, now) == hall.hall.dispatch.pick(at, now)


@pytest.mark.req("Q-05")
def test_a_clock_that_is_set_back_changes_no_order() -> None:
    hall = TestHall()
    hall.sit()
    hall.tick(hours=1)
    hall.issue()
    hall.clock.pass_(minutes=-50)
    hall.issue()
    assert [call(hall), call(hall)] == ["K001", "K002"]


def ruled(catalogue: Catalogue, rule: HelpRule) -> Catalogue:
    policy = catalogue.distribution.policy.model_copy(update={"helps": (rule,)})
    distribution = catalogue.distribution.model_copy(update={"policy": policy})
    return catalogue.model_copy(update={"distribution": distribution})


@pytest.mark.req("Q-05")
def test_a_manager_s_rule_lets_another_window_help() -> None:
    rule = HelpRule(queue=QueueLetter("K"), minutes=30, window=CounterCode("W36"))
    hall = TestHall(ruled(reference(), rule))
    hall.sit("W36", "3601")
    hall.issue("K")
    hall.tick(minutes=30)
    assert call(hall, CounterCode("W36")) is None
    hall.tick(seconds=1)
    assert call(hall, CounterCode("W36")) == "K001"
    assert reasons(hall)[0] == "helps:30"


@pytest.mark.req("Q-05", "W-01")
def test_a_comprehensive_window_helps_its_section_when_the_wait_is_long() -> None:
    catalogue = reference()
    minutes = catalogue.distribution.policy.comprehensive_help_minutes
    hall = TestHall()
    hall.sit("W24", "2401")
    hall.issue("Q")
    assert "Q" in catalogue.counter(CounterCode("W24")).queues
    hall.sit("W35", "3501")
    hall.issue("G")
    hall.tick(minutes=minutes)
    assert call(hall, CounterCode("W35")) is None
    hall.tick(seconds=1)
    assert call(hall, CounterCode("W35")) == "G001"


def test_the_catalogue_s_policy_is_the_adopted_one() -> None:
    policy = policy_of(reference())
    green = policy.classes[policy.class_at("green")]
    assert (green.weight, green.head_start, green.growth) == (4.0, 5.0, 0.15)
    assert [terms.name for terms in policy.classes if terms.ordinary] == ["normal"]
    assert (policy.exponent, policy.help, policy.overtaken_most, policy.priority_share) == (0.5, 0.25, 5, 0.5)
    assert replace(policy, overtaken_most=None, priority_share=None) == policy.unbounded
    assert timedelta(minutes=policy.first_contact) == timedelta(minutes=10)
