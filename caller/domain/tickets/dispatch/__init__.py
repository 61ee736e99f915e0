"""Dispatch on plain numbers: the same rule calls in the hall, in the forecast and in simulated days."""

from caller.domain.tickets.dispatch.dispatch import Dispatch
from caller.domain.tickets.dispatch.line import Line, Waiting
from caller.domain.tickets.dispatch.policy import ClassTerms, Policy, longest_wait_first, weighted
from caller.domain.tickets.dispatch.reasons import Choice, Code, Reason, before, choose
from caller.domain.tickets.dispatch.window import Help, Window

__all__ = [
    "Choice", "ClassTerms", "Code", "Dispatch", "Help", "Line", "Policy", "Reason", "Waiting", "Window", "before",
    "choose", "longest_wait_first", "weighted",
]  # fmt: skip
