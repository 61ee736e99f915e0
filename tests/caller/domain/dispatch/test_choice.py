"""Who is called next, and why."""

from random import Random

import pytest

from caller.domain.tickets.dispatch import (
    Dispatch,
    Help,
    Policy,
    Waiting,
    Window,
    before,
    choose,
    longest_wait_first,
)
from tests.caller.domain.dispatch.floors import ADOPTED, BOOKED, GREEN, TERMS, People, clerk, floor, rush

LONGEST = longest_wait_first(tuple(terms.name for terms in TERMS), "normal")


def codes(hall: Dispatch, at: int, now: float) -> list[str]:
    choice = choose(hall, at, now)
    assert choice is not None
    return [str(reason) for reason in choice.reasons]


@pytest.mark.req("Q-05")
def test_the_longest_waiting_goes_first_inside_a_class() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)))
    people = People(hall)
    first, second = people.come(0.0), people.come(1.0)
    assert codes(hall, 0, 10.0) == ["longest_waiting", "waited:10"]
    assert [people.call(0, 10.0), people.call(0, 11.0), people.call(0, 12.0)] == [first, second, None]


@pytest.mark.req("Q-05", "Q-10")
def test_a_green_ticket_is_called_at_the_next_next() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)))
    people = People(hall)
    for minute in range(10):
        people.come(float(minute))
    old = people.come(10.0, GREEN)
    assert codes(hall, 0, 10.5) == ["class:green", "waited:0.5"]
    assert people.call(0, 10.5) is old


@pytest.mark.req("Q-05", "Q-11")
def test_who_booked_counts_from_the_booked_time() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)))
    people = People(hall)
    early = people.come(60.0, BOOKED)
    ordinary = people.come(30.0)
    assert people.call(0, 40.0) is ordinary
    late = people.come(41.0)
    assert people.call(0, 52.0) is late, "ten minutes ahead of the booked time count for little yet"
    assert people.call(0, 53.0) is early


@pytest.mark.req("Q-05", "W-01")
def test_a_long_line_is_helped_by_who_can_do_both() -> None:
    windows = [Window("W1", (0,)), Window("W2", (0, 1)), Window("W3", (1,)), Window("W4", (1,))]
    hall = floor(ADOPTED, {"A": 5.0, "B": 5.0}, *windows)
    people = People(hall)
    people.come(0.0, line=1, name="B1")
    for minute in range(1, 9):
        people.come(float(minute), line=0, name=f"A{minute}")
    assert codes(hall, 1, 10.0) == ["long_line:8", "waited:9"]
    assert hall.pick(2, 10.0) is people.came["B1"]


@pytest.mark.req("Q-05")
def test_a_short_matter_goes_before_a_long_one_that_waited_a_little_longer() -> None:
    hall = floor(ADOPTED, {"long": 20.0, "short": 2.0}, Window("W1", (0, 1)), Window("W2", (1,)), Window("W3", (0,)))
    people = People(hall)
    long, short = people.come(0.0, line=0), people.come(2.0, line=1)
    assert codes(hall, 0, 20.0) == ["short_matter:2", "waited:18"]
    assert [str(reason) for reason in before(hall, 0, short, long, 20.0)] == ["short_matter:2", "waited:18"]


@pytest.mark.req("Q-05")
def test_why_before_me_is_answered_by_what_decided() -> None:
    hall = floor(ADOPTED, {"A": 5.0, "B": 5.0}, Window("W1", (0,)), Window("W2", (1,)))
    people = People(hall)
    mine = people.come(1.0)
    elsewhere = people.come(0.0, line=1)
    green = people.come(2.0, GREEN)
    earlier = people.come(0.5)

    def why(at: int, called: Waiting, other: Waiting) -> list[str]:
        return [str(reason) for reason in before(hall, at, called, other, 10.0)]

    assert why(0, green, elsewhere) == ["not_served_here:B"]
    assert why(0, green, mine) == ["class:green"]
    hall.called(green)
    assert why(0, earlier, mine) == ["came_earlier:0.5"]


@pytest.mark.req("Q-05")
def test_a_rule_of_the_manager_sends_help_when_the_wait_is_long() -> None:
    hall = floor(ADOPTED, {"Q": 5.0, "R": 5.0}, Window("W1", (1,), helps=(Help(0, 15.0),)))
    people = People(hall)
    waiting = people.come(0.0)
    assert hall.pick(0, 15.0) is None
    assert hall.pick(0, 15.1) is waiting
    assert codes(hall, 0, 16.0) == ["helps:16", "longest_waiting", "waited:16"]


@pytest.mark.req("Q-05", "Q-12")
def test_a_returning_visitor_goes_to_the_clerk_who_knows_the_case() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)), Window("W2", (0,)))
    people = People(hall)
    first, returned = people.come(0.0), people.come(5.0, knows=clerk(1))
    assert hall.pick(0, 6.0) is first
    assert hall.pick(1, 6.0) is returned
    assert codes(hall, 1, 6.0) == ["known_clerk", "waited:1"]
    hall.called(first)
    assert hall.pick(0, 6.0) is returned, "no window is kept idle for anybody"
    hall.windows[0].idle_since, hall.windows[1].idle_since = 1.0, 2.0
    assert hall.place(returned, 6.0) == 1
    assert hall.place(first, 6.0) == 0


@pytest.mark.req("Q-09")
def test_who_was_sent_to_one_window_waits_for_it_as_long_as_somebody_sits_there() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)), Window("W2", (0,)))
    people = People(hall)
    sent = people.come(0.0, only=1)
    assert hall.pick(0, 9.0) is None
    assert codes(hall, 1, 9.0) == ["sent_here", "longest_waiting", "waited:9"]
    hall.close(1)
    hall.seat(1, None)
    assert hall.pick(0, 9.0) is sent
    hall.seat(1, clerk(1))
    assert hall.pick(0, 9.0) is None
    hall.called(sent)
    assert hall.pick(1, 9.0) is None


@pytest.mark.req("Q-06")
def test_who_came_back_lets_two_others_go_first() -> None:
    hall = floor(ADOPTED, {"K": 5.0}, Window("W1", (0,)))
    people = People(hall)
    back = people.come(0.0, others_first=2)
    others = [people.come(1.0), people.come(2.0), people.come(3.0)]
    assert len(hall.lines[0]) == 4
    assert [people.call(0, 9.0) for _ in range(4)] == [others[0], others[1], back, others[2]]
    alone = people.come(10.0, others_first=2)
    assert people.call(0, 11.0) is alone, "nobody is there to go first"


@pytest.mark.req("Q-05")
def test_an_arriving_ticket_takes_the_least_flexible_window_that_is_longest_idle() -> None:
    windows = [Window("W1", (0, 1), comprehensive=True), Window("W2", (0, 1)), Window("W3", (0,)), Window("W4", (0,))]
    hall = floor(ADOPTED, {"A": 5.0, "B": 5.0}, *windows)
    people = People(hall)
    waiting = people.come(9.0)
    assert hall.place(waiting, 9.0) is None
    for at, since in enumerate((1.0, 2.0, 4.0, 3.0)):
        hall.windows[at].idle_since = since
    taken: list[int | None] = []
    for _ in range(5):
        at = hall.place(waiting, 9.0)
        taken.append(at)
        if at is not None:
            hall.windows[at].idle_since = None
    assert taken == [3, 2, 1, 0, None]


@pytest.mark.req("Q-05")
@pytest.mark.parametrize("policy", [ADOPTED, ADOPTED.unbounded, LONGEST])
@pytest.mark.parametrize("seed", range(8))
def test_the_quick_choice_is_the_reasoned_one(policy: Policy, seed: int) -> None:
    random = Random(f"alike-{seed}")
    hall, people = rush(random, policy, lines=6, windows=12, people=120)
    for name, waiting in list(people.came.items())[::9]:
        hall.leave(waiting)
        sent, knows = random.randrange(12), random.randrange(12)
        people.come(waiting.since, waiting.kind, line=waiting.line, name=name, only=sent if sent < 6 else None,
                    knows=clerk(knows), others_first=random.choice((0, 0, 2)))  # fmt: skip
    now, calls = 60.0, 0
    while any(len(line) for line in hall.lines):
        at = random.randrange(12)
        now += random.uniform(0, 1)
        choice = choose(hall, at, now)
        assert hall.pick(at, now) is (choice.waiting if choice is not None else None)
        if choice is not None:
            assert choice.reasons
            hall.called(choice.waiting)
            calls += 1
        if random.random() < 0.05:
            hall.seat(at, None if hall.windows[at].clerk else clerk(at))
        for idle in range(12):
            if now > 200 and hall.windows[idle].clerk is None:
                hall.seat(idle, clerk(idle))
    assert calls > 60


@pytest.mark.req("Q-05")
def test_a_copy_goes_its_own_way() -> None:
    hall, people = rush(Random("copy"), ADOPTED, lines=4, windows=6, people=40)
    twin = hall.copy()
    before_it = [list(line) for line in hall.lines]
    ghost = People(twin, people.count)
    calls = [ghost.call(number % 6, 60.0 + number) for number in range(60)]
    assert sum(call is not None for call in calls) > 20
    assert [list(line) for line in hall.lines] == before_it
    assert [people.call(number % 6, 60.0 + number) for number in range(60)] == calls
