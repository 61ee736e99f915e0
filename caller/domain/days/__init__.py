"""Whole days as data, run through the hall's own dispatch: drawn from a plan, run, measured. Pure; no clock."""

from caller.domain.days.draw import Visit, draw
from caller.domain.days.measure import Figures, Tally, figures, merged, overtakings, tally
from caller.domain.days.plan import APPOINTMENT, KINDS, ORDINARY, PRIORITY, Desk, Matter, Pause, Plan
from caller.domain.days.policies import ADOPTED, KEEN, LONGEST_WAIT_FIRST, POLICIES, Way
from caller.domain.days.run import Run, floor_of, run

__all__ = [
    "ADOPTED", "APPOINTMENT", "KEEN", "KINDS", "LONGEST_WAIT_FIRST", "ORDINARY", "POLICIES", "PRIORITY", "Desk",
    "Figures", "Matter", "Pause", "Plan", "Run", "Tally", "Visit", "Way", "draw", "figures", "floor_of", "merged",
    "overtakings", "run", "tally",
]  # fmt: skip
