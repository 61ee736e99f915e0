"""`hallctl bench`: how quick the hall is, as ratios taken in one run. One module per bench; `command` is the verb."""

from scripts.hallctl.bench.command import app

__all__ = ["app"]
