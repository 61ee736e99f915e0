"""A day as data: which matters people come for, how many and when, which windows there are and when they are away.

Plain numbers, times in minutes since opening. A plan says what is expected; `draw.py` makes one day of it.
"""

from dataclasses import dataclass, replace

ORDINARY, PRIORITY, APPOINTMENT = 0, 1, 2
KINDS = ("normal", "green", "appointment")
"""The classes of a simulated day, at the indexes above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What people come for: its share of all tickets, minutes of service on average, coefficient of variation."""

    code: str
    share: float
    minutes: float
    cv: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A window is away until `minutes` after `at`, from then on or as soon as its visitor has gone.

    Waves follow one another: who goes late comes back with the others.
    """

    at: float
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A window of the plan: the matters it takes (indexes, the liked ones first), how slow it is, when it is away."""

    code: str
    matters: tuple[int, ...]
    fixed: int
    slowness: float = 1.0
    comprehensive: bool = False
    opens: float = 0.0
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole day. `profile` weighs equal parts of the opening hours; the two `_sd` are of factors of the day."""

    matters: tuple[Matter, ...]
    desks: tuple[Desk, ...]
    tickets: float
    lasts: float
    profile: tuple[float, ...] = (1.0,)
    no_show_share: float = 0.0
    no_show_costs: float = 0.0
    priority_share: float = 0.0
    appointment_share: float = 0.0
    appointment_every: float = 10.0
    appointment_last: float = 0.0
    appointment_early: float = 0.0
    appointment_spread: float = 0.0
    walk: float = 0.0
    turn_around: float = 0.0
    volume_sd: float = 0.0
    service_sd: float = 0.0

    def window_minutes(self, matter: int) -> float:
        """Give what a ticket of a matter is expected to take a window, with the walk and those who do not come."""
        served = self.matters[matter].minutes * (1 - self.no_show_share) + self.no_show_share * self.no_show_costs
        return served + self.walk * (1 - self.no_show_share) + self.turn_around

    def at_load(self, load: float) -> "Plan":
        """The same day with as many visitors as make `load` of the windows' time work."""
        time = sum(
            (self.lasts - desk.opens - sum(pause.minutes for pause in desk.pauses)) / desk.slowness
            for desk in self.desks
        )
        shares = sum(matter.share for matter in self.matters)
        mean = sum(matter.share * self.window_minutes(at) for at, matter in enumerate(self.matters)) / shares
        return replace(self, tickets=load * time / mean)

    def fixed(self) -> "Plan":
        """The same hall as most halls run it: every window has one matter and nothing else."""
        desks = (replace(desk, matters=(desk.fixed,), comprehensive=False) for desk in self.desks)
        return replace(self, desks=tuple(desks))
