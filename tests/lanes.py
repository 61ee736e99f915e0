"""The two lanes of a whole run: parts, several processes side by side, then programs, alone on the machine.

Parts are tests that open no socket and start no program: nothing but the number of processors bounds how many run at
once. Everything else has clocks, devices and whole halls in it and wants the machine for itself.
"""

from enum import Enum

import pytest

from tests import no_sockets


class Lane(Enum):
    """Which tests a run takes; without one it takes all."""

    PARTS = "parts"
    PROGRAMS = "programs"

    @classmethod
    def of(cls, config: pytest.Config) -> "Lane | None":
        """The lane asked for with `--lane`, or None."""
        asked = config.getoption("--lane", None)
        return None if asked is None else cls(str(asked))

    def takes(self, item: pytest.Item) -> bool:
        """Whether the test runs in this lane."""
        is_part = no_sockets.policy_for(item) is no_sockets.Policy.NOTHING
        return is_part is (self is Lane.PARTS)
