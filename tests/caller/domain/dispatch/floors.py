"""Small halls on plain numbers for the tests of dispatch, and a slow judge that counts overtakings one by one."""

from dataclasses import dataclass, field
from random import Random

from caller.domain.tickets.dispatch import ClassTerms, Dispatch, Line, Policy, Waiting, Window, weighted

NORMAL, GREEN, BOOKED = 0, 1, 2
TERMS = (
    ClassTerms(name="normal", ordinary=True),
    ClassTerms(name="green", weight=4.0, head_start=5.0, growth=0.15),
    ClassTerms(name="appointment", weight=2.0, head_start=10.0),
)
ADOPTED = weighted(*TERMS)


def clerk(at: int) -> str:
    """Name who sits at a window."""
    return f"clerk {at}"


def floor(policy: Policy, lines: dict[str, float], *windows: Window) -> Dispatch:
    """Give a hall with these lines (and the minutes of their tickets); the windows are open and free."""
    made = [Line(code, len(policy.classes), minutes=minutes) for code, minutes in lines.items()]
    hall = Dispatch(policy, made, windows)
    for at in range(len(windows)):
        hall.seat(at, clerk(at))
        hall.open(at)
    return hall


@dataclass
class People:
    """Numbers whoever comes."""

    hall: Dispatch
    count: int = 0
    came: dict[str, Waiting] = field(default_factory=dict[str, Waiting])

    def come(self, since: float, kind: int = NORMAL, *, line: int = 0, name: str = "", only: int | None = None,
             knows: str | None = None, others_first: int = 0) -> Waiting:  # fmt: skip
        self.count += 1
        name = name or f"t{self.count}"
        waiting = Waiting(name, line, kind, since, self.count, knows=knows, only=only)
        self.hall.join(waiting, others_first=others_first)
        self.came[name] = waiting
        return waiting

    def call(self, at: int, now: float) -> Waiting | None:
        waiting = self.hall.pick(at, now)
        if waiting is not None:
            self.hall.called(waiting)
        return waiting


def rush(random: Random, policy: Policy, *, lines: int, windows: int, people: int) -> tuple[Dispatch, People]:
    """Give a hall full of people of all classes, at windows of one to four lines."""
    made = {f"L{number}": random.uniform(2, 20) for number in range(lines)}
    desks = [
        Window(f"W{at}", tuple(random.sample(range(lines), random.randint(1, min(4, lines)))), at % 7 == 0)
        for at in range(windows)
    ]
    hall = floor(policy, made, *desks)
    crowd = People(hall)
    since = sorted(random.uniform(0, 60) for _ in range(people))
    for at in since:
        kind = random.choices((NORMAL, GREEN, BOOKED), (0.6, 0.25, 0.15))[0]
        booked = at + random.uniform(0, 15) if kind == BOOKED else at
        crowd.come(booked, kind, line=random.randrange(lines))
    return hall, crowd
