"""A whole hall for a bench, as `scripts/run` starts it: kiosks with all their devices, sandboxes, spooler, the rig."""

import json
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.hallctl.bench.door import Door
from scripts.hallctl.bench.processes import LOOPBACK, ProgramDied, Running
from scripts.hallctl.rig import Rig

_READY_SECONDS = 180.0
_END_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class WholeHall:
    """A hall that runs: its rig, and the port of each kiosk's door."""

    rig: Rig
    ports: Mapping[str, int]

    def door(self, kiosk: str) -> Door:
        """Give a kiosk's door."""
        return Door(f"http://{LOOPBACK}:{self.ports[kiosk]}")


@contextmanager
def whole_hall(folder: Path, *options: str) -> Generator[WholeHall]:
    """Start a hall in a folder, with more options of `scripts/run`; stop it at the end. Raises `ProgramDied`."""
    ready = folder / "ready.json"
    arguments = ["scripts.rig", "--state", str(folder / "hall"), "--fresh", "--ready-file", str(ready), *options]
    program = Running.module("scripts/run", arguments, folder / "hall.log")
    try:
        deadline = time.monotonic() + _READY_SECONDS
        while not ready.exists():
            if not program.alive or time.monotonic() > deadline:
                raise ProgramDied(program.name, None, program.tail())
            time.sleep(0.05)
        facts = json.loads(ready.read_text(encoding="utf-8"))
        yield WholeHall(Rig(facts["rig_url"]), facts["ports"])
    finally:
        program.stop(_END_SECONDS)
