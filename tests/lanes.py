"""The two lanes of a whole run: parts, as many side by side as there are processors, then programs, two side by side.

Parts are tests that open no socket and start no program: nothing but the number of processors bounds how many run at
once. Everything else has clocks, devices and whole halls in it: most of its time it waits, and leaves a processor to
one neighbour. Tests that share a hall stay in one process, in their order; of all others each file does.
"""

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from pathlib import PurePosixPath

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import no_sockets

SHARED_HALLS = ("tests/faults", "tests/rig")
"""Folders whose tests share one running hall, the longest first."""
OWN_HALLS = ("tests/rig/test_kiosk_scenarios.py", "tests/rig/test_starts.py")
"""Files there that start halls of their own."""
LONG = (*SHARED_HALLS, *OWN_HALLS, "tests/caller/domain/test_properties.py")
"""What takes longest begins first, so that no process is left with it alone at the end."""


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


def unit_of(nodeid: str) -> str:
    """What must stay together with a test: all that share its hall, else its file."""
    file = nodeid.partition("::")[0]
    folder = str(PurePosixPath(file).parent)
    return folder if folder in SHARED_HALLS and file not in OWN_HALLS else file


def turns(nodeids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Give every test the turn of its unit, the lowest first: the long ones, then those of many tests."""
    units = {nodeid: unit_of(nodeid) for nodeid in nodeids}
    sizes = Counter(units.values())
    return {
        nodeid: (LONG.index(unit), 0) if unit in LONG else (len(LONG), -sizes[unit]) for nodeid, unit in units.items()
    }


class Units(LoadScopeScheduling):
    """Gives the next unit, in the order of the tests, to the process that has nothing left to do."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
