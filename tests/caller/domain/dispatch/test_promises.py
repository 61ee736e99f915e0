"""What no policy may do to anybody: more overtakings than promised, more than its share of priority calls."""

from dataclasses import replace
from random import Random

import pytest

from caller.domain.tickets.dispatch import Dispatch, Waiting, Window, choose
from tests.caller.domain.dispatch.floors import ADOPTED, GREEN, NORMAL, People, floor, rush


class Judge:
    """Counts for everybody who waits, one by one, how often a later arrival of the same line was called first."""

    def __init__(self) -> None:
        self.overtaken: dict[str, int] = {}

    def called(self, hall: Dispatch, waiting: Waiting) -> None:
        for other in hall.lines[waiting.line].order:
            if other.rank < waiting.rank:
                self.overtaken[other.ticket] = self.overtaken.get(other.ticket, 0) + 1


@pytest.mark.req("Q-05", "Q-10")
def test_nobody_is_overtaken_more_than_five_times() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)))
    people = People(hall)
    mine = people.come(0.0)
    calls = 0
    for number in range(20):
        people.come(1.0 + number, GREEN)
        choice = choose(hall, 0, 1.0 + number)
        assert choice is not None
        hall.called(choice.waiting)
        calls += 1
        if choice.waiting is mine:
            assert str(choice.reasons[0]) == "share:0.5"
            break
    assert calls == 2, "one priority ticket may jump, then an ordinary one has its turn"


@pytest.mark.req("Q-05", "Q-10")
@pytest.mark.parametrize("seed", range(10))
def test_in_a_rush_no_promise_is_broken_and_counts_are_true(seed: int) -> None:
    random = Random(f"rush-{seed}")
    hall, people = rush(random, ADOPTED, lines=5, windows=8, people=150)
    judge = Judge()
    now, jumped, ordinary = 60.0, [0] * 5, [0] * 5
    while any(line.order for line in hall.lines):
        at = random.randrange(8)
        now += 0.3
        if random.random() < 0.3 and people.count < 400:
            people.come(now, GREEN if random.random() < 0.6 else NORMAL, line=random.randrange(5))
        if random.random() < 0.05:
            line = random.choice([line for line in hall.lines if line.order])
            hall.leave(random.choice(line.order))
        waiting = hall.pick(at, now)
        if waiting is None:
            continue
        judge.called(hall, waiting)
        jumped[waiting.line] += waiting.kind != NORMAL and hall.jumps(hall.lines[waiting.line], waiting.rank)
        ordinary[waiting.line] += waiting.kind == NORMAL
        hall.called(waiting)
        assert jumped[waiting.line] <= ordinary[waiting.line] + 1
        for line in hall.lines:
            for other in line.order:
                assert line.overtaken_of(other) == judge.overtaken.get(other.ticket, 0)
    assert max(judge.overtaken.values()) <= 5
    assert sum(judge.overtaken.values()) > 50


@pytest.mark.req("Q-05", "Q-09")
@pytest.mark.parametrize("seed", range(6))
def test_who_is_sent_on_breaks_no_promise_either(seed: int) -> None:
    random = Random(f"sent-{seed}")
    hall, people = rush(random, ADOPTED.unbounded, lines=3, windows=5, people=90)
    hall = Dispatch(ADOPTED, hall.lines, hall.windows)
    judge = Judge()
    now = 60.0
    for _ in range(400):
        now += 0.3
        full = [line for line in hall.lines if line.order]
        if not full:
            break
        if random.random() < 0.2:
            sent = random.choice(random.choice(full).order)
            hall.leave(sent)
            judge.overtaken.pop(sent.ticket, None)
            elsewhere = (sent.line + 1) % 3
            hall.join(Waiting(sent.ticket, elsewhere, sent.kind, sent.since, sent.rank))
        if random.random() < 0.5:
            people.come(now, GREEN, line=random.randrange(3))
        waiting = hall.pick(random.randrange(5), now)
        if waiting is not None:
            judge.called(hall, waiting)
            hall.called(waiting)
    assert max(judge.overtaken.values()) == 5


@pytest.mark.req("Q-05", "Q-09")
def test_who_was_sent_to_one_window_overtakes_the_queue_no_more_often_than_others() -> None:
    policy = replace(ADOPTED, overtaken_most=2)
    hall = floor(policy, {"K": 5.0}, Window("W1", (0,)), Window("W2", (0,)))
    people = People(hall)
    mine = people.come(0.0)
    sent = [people.come(1.0 + number, GREEN, only=1) for number in range(3)]
    assert not hall.breaks_promise(sent[0])
    assert [people.call(1, 9.0), people.call(1, 9.0)] == sent[:2]
    assert hall.lines[0].overtaken_of(mine) == 2
    assert hall.breaks_promise(sent[2])
    assert [people.call(1, 9.0), people.call(1, 9.0)] == [mine, sent[2]]


@pytest.mark.req("Q-05")
def test_a_line_stands_up_again_as_it_was() -> None:
    random = Random("again")
    hall, people = rush(random, ADOPTED, lines=3, windows=5, people=90)
    for number in range(40):
        people.call(number % 5, 60.0 + number)
    again, _ = rush(Random("again"), ADOPTED, lines=3, windows=5, people=0)
    for old, new in zip(hall.lines, again.lines, strict=True):
        new.marks = old.marks.copy()
        for waiting in random.sample(old.order, len(old.order)):
            new.join(waiting)
        assert new.order == old.order
        assert [new.overtaken_of(one) for one in new.order] == [old.overtaken_of(one) for one in old.order]
        assert new.overtaken == old.overtaken
