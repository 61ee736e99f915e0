"""Whole days for the technicians' tools: plans read from files, many days run on all processors."""

from scripts.hallctl.days.plans import REFERENCE_DAY, hall_plan, reference_plan
from scripts.hallctl.days.working import Ran, run_days

__all__ = ["REFERENCE_DAY", "Ran", "hall_plan", "reference_plan", "run_days"]
