"""Random days: whatever is asked in whatever order, what may never happen never happens.

No number twice, no ticket at two windows, no move outside the table, replay equals the live hall, retained states equal
the projection computed from nothing.
"""

from collections import Counter as Count
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.terms import ClientCode, CounterCode, QueueLetter, ServingId, StaffNo, TicketId, VisitorKey
from caller.adapters.journal.codec import decode_state, digest, encode_state
from caller.application.controller import restore
from caller.application.projections import Projector
from caller.domain import commands as c
from caller.domain.hall import Hall
from caller.domain.tickets.dispatch import choose
from caller.domain.tickets.ticket import AT_COUNTER, TicketState
from tests.caller.domain.judge import Judge
from tests.caller.halls import HALL, TestHall, around_the_clock, visitor

COUNTERS = ("W08", "W09", "W39", "W44", "W45", "W59", "W99")
QUEUES = ("A", "J", "K", "D", "Z")
PEOPLE = ("p1", "p2", "p3", "p4", "p5", "p6", "old")
STAFF = ("0801", "0802", "0901", "3901", "4401", "4501", "5901")
STEPS_A_DAY = 100

counter = st.sampled_from(COUNTERS).map(CounterCode)
queue = st.sampled_from(QUEUES).map(QueueLetter)
person = st.sampled_from((*PEOPLE, None))
pick = st.integers(0, 200)

Wait: TypeAlias = timedelta
Step: TypeAlias = "c.Command | Wait | tuple[str, int, CounterCode]"

waits = st.sampled_from([1, 5, 6, 21, 31, 600, 1_900, 40_000, -3_600]).map(lambda s: timedelta(seconds=s))
at_counter = st.one_of(
    *(
        st.builds(kind, counter)
        for kind in (c.CallNext, c.CallNext, c.Recall, c.StartServing, c.StartServing, c.Complete, c.NoShow, c.Park)
    ),
    st.builds(c.ReopenCounter, counter),
    st.builds(c.ReopenCounter, counter),
    st.builds(c.SignOut, counter),
    st.builds(c.PauseCounter, counter, st.just("休息")),
    st.builds(c.SignIn, counter, st.sampled_from(STAFF).map(StaffNo)),
    st.builds(c.SignIn, counter, st.sampled_from(STAFF).map(StaffNo)),
    st.builds(c.Transfer, counter, st.none() | queue, st.none() | counter, st.sampled_from(["转办", ""])),
)
issue = person.map(
    lambda p: c.IssueTicket(
        QueueLetter("K"), None, None, "zh-Hans", None if p is None else visitor(p, 75 if p == "old" else 30), "x"
    )
)


def _elsewhere(issued: c.IssueTicket, letter: QueueLetter) -> c.IssueTicket:
    return replace(issued, queue=letter)


issues = st.builds(_elsewhere, issue, queue)
by_pick = st.tuples(st.sampled_from(["resume", "return", "rate", "rate_kiosk", "slip"]), pick, counter)
work = st.tuples(st.just("work"), pick, st.sampled_from(("W44", "W44", "W45", "W08", "W59")).map(CounterCode))
short = st.sampled_from([1, 5, 6, 21, 31]).map(lambda seconds: timedelta(seconds=seconds))


def _step(number: int) -> st.SearchStrategy[Step]:
    """Weigh the kinds of step so that random days come far: half of them are a clerk's sensible next move."""
    shares = ((50, work), (62, at_counter), (78, issue), (88, by_pick), (91, issues), (97, short))
    return next((kind for below, kind in shares if number < below), waits)


steps = st.lists(st.integers(0, 99).flatmap(_step), min_size=STEPS_A_DAY, max_size=STEPS_A_DAY * 3 // 2)


def sensible(hall: TestHall, number: int, code: CounterCode) -> c.Command:
    """Do what a clerk at this counter might do next."""
    counter = hall.hall.counters[code]
    ticket = hall.hall.tickets.get(counter.ticket_id) if counter.ticket_id is not None else None
    if counter.staff is None:
        return c.SignIn(code, StaffNo(f"{code[1:]}01"))
    if ticket is None:
        return c.ReopenCounter(code) if counter.paused_since else c.CallNext(code)
    elsewhere = c.Transfer(code, QueueLetter("K"), None, "转办")
    if ticket.state is TicketState.CALLED:
        return (c.StartServing(code), c.StartServing(code), c.NoShow(code), c.Recall(code), elsewhere)[number % 5]
    return (c.Complete(code), c.Complete(code), c.Park(code), elsewhere)[number % 4]


def meant(hall: TestHall, step: tuple[str, int, CounterCode]) -> c.Command:
    """Turn a random pick into a command about some ticket or serving there is."""
    what, number, code = step
    if what == "work":
        return sensible(hall, number, code)
    wanted = {"resume": TicketState.PARKED, "return": TicketState.NO_SHOW}.get(what)
    likely = sorted(i for i, t in hall.hall.tickets.items() if number % 4 == 0 or wanted in (None, t.state))
    tickets = likely or [TicketId("20261123-K001")]
    ticket_id = tickets[number % len(tickets)]
    ticket = hall.hall.tickets.get(ticket_id)
    owner = ticket.visitor if ticket is not None and ticket.visitor is not None else VisitorKey("nobody")
    servings = sorted(hall.hall.servings) or [ServingId("none")]
    serving = servings[number % len(servings)]
    match what:
        case "resume":
            return c.Resume(code, ticket_id)
        case "return":
            return c.ReturnToQueue(ticket_id, owner)
        case "rate":
            at = hall.hall.servings[serving].counter if serving in hall.hall.servings else code
            return c.Rate(serving, number % 5 + 1, (), "rater", at, None)
        case "rate_kiosk":
            return c.Rate(serving, number % 5 + 1, (), "kiosk", None, owner)
        case _:
            return c.ReportSlip(ticket_id, bool(number % 2), None if number % 2 else "paper_out")


class Watch:
    """Remembers every number there ever was."""

    def __init__(self) -> None:
        self.numbers: set[TicketId] = set()
        self.open_numbers: Count[str] = Count()

    def check(self, hall: Hall, before: set[TicketId]) -> None:
        for ticket_id in hall.tickets.keys() - before:
            assert ticket_id not in self.numbers, f"{ticket_id} was given twice"
            self.numbers.add(ticket_id)
        held = [c.ticket_id for c in hall.counters.values() if c.ticket_id is not None]
        assert len(held) == len(set(held)), "one ticket at two windows"
        at_counters = {t.ticket_id for t in hall.tickets.values() if t.state in AT_COUNTER}
        assert at_counters == set(held), "a called ticket that no window holds, or the other way round"
        walking = [t.number for t in hall.tickets.values() if t.state in AT_COUNTER | {TicketState.WAITING}]
        assert len(walking) == len(set(walking)), "one number in two hands"
        waiting = {t.ticket_id for t in hall.tickets.values() if t.state is TicketState.WAITING}
        in_lines = [i for line in hall.lines.values() for i in line]
        resumed = [i for counter in hall.counters.values() for i in counter.resumed]
        assert sorted(in_lines + resumed) == sorted(waiting), "who waits stands in exactly one line"


def live_a_day(day: list[Step]) -> int:
    """Do every step on a fresh hall, looking after each; give how many were done."""
    hall = TestHall(around_the_clock())
    for code, no in (("W44", "4401"), ("W08", "0801"), ("W39", "3901")):
        hall.sit(code, no)
    watch = Watch()
    judge = Judge(hall.catalogue.distribution.normal_never_overtaken_more_than)
    for step in day:
        before = set(hall.hall.tickets)
        judge.look(hall.hall)
        if isinstance(step, timedelta):
            hall.tick(seconds=step.total_seconds())
        else:
            hall.ask(meant(hall, step) if isinstance(step, tuple) else step)
        watch.check(hall.hall, before)
        judge.check(hall.hall)
    _replay_equals_live(hall)
    _dispatch_is_the_same(hall.hall, Hall(hall.catalogue, decode_state(encode_state(hall.hall.state))))
    _retained_equals_projection(hall)
    return len(day)


def _replay_equals_live(hall: TestHall) -> None:
    again = Hall(hall.catalogue)
    restore(again, hall.journal, 0)
    assert digest(again.state) == digest(hall.hall.state)
    assert {q: line.places for q, line in again.lines.items()} == {
        q: line.places for q, line in hall.hall.lines.items()
    }


def _dispatch_is_the_same(hall: Hall, again: Hall) -> None:
    """Who comes back from a snapshot calls the same people for the same reasons."""
    for live, back in zip(hall.dispatch.lines, again.dispatch.lines, strict=True):
        assert (live.order, live.overtaken, live.credit) == (back.order, back.overtaken, back.credit)
        assert sorted(a.waiting.rank for a in live.aside) == sorted(a.waiting.rank for a in back.aside)
    now = 0.0 if hall.state.latest_arrival is None else hall.minutes(hall.state.latest_arrival) + 5
    for at in range(len(hall.dispatch.windows)):
        assert choose(hall.dispatch, at, now) == choose(again.dispatch, at, now)


def _retained_equals_projection(hall: TestHall) -> None:
    hall.tick()
    for topic, state in Projector(hall.hall, HALL).everything(hall.clock.now()).items():
        kept = hall.listener.retained[topic]
        assert kept.model_copy(update={"revision": 0}) == state, str(topic)


class Counted:
    steps = 0


@pytest.mark.req("Q-06", "H-06", "Q-07")
@pytest.mark.timeout(600)
@settings(max_examples=510)
@given(steps)
def test_random_days(day: list[Step]) -> None:
    Counted.steps += live_a_day(day)


@pytest.mark.req("Q-06", "H-06", "Q-07")
def test_enough_steps_were_done() -> None:
    assert Counted.steps >= 50_000, "the random days must be at least this long in all"


@pytest.mark.deep
@pytest.mark.timeout(3_600)
@pytest.mark.req("Q-06", "H-06", "Q-07")
def test_a_million_random_steps() -> None:
    done = 0

    @settings(max_examples=5_000, database=None)
    @given(steps)
    def days(day: list[Step]) -> None:
        nonlocal done
        done += live_a_day(day)

    while done < 1_000_000:
        days()


def test_visits_at_a_kiosk_are_counted_by_outcome_and_last_screen() -> None:
    hall = TestHall()
    hall.ask(c.ReportVisit(ClientCode("K01"), "given_up", "menu", 12.5, "en", large=False, with_card=True))
    hall.ask(c.ReportVisit(ClientCode("K01"), "ticket", "ticket", 30.0, "en", large=False, with_card=True))
    day = hall.hall.state.visits[ClientCode("K01")]
    assert (dict(day.visits), dict(day.given_up_on), day.seconds) == ({"given_up": 1, "ticket": 1}, {"menu": 1}, 42.5)
