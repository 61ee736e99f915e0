"""The printer's body on disk: which faults it has now, how fast it is, what came out of it.

The emulator writes `faults.json`, the engine (a process of its own per job) reads it and adds to `out/`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from shutil import copy2

STATE_JOB = "state"
"""A job of this name prints nothing: it lets the printer say how it is between jobs."""

REASONS = {
    "paper_out": "media-needed",  # at media-empty its electronics would take no job, and so could never be told better
    "jam": "media-jam",
    "toner_out": "toner-empty",
    "cover_open": "cover-open",
    "paper_low": "media-low",
    "toner_low": "toner-low",
}
"""Fault → what the printer says of it (`printer-state-reasons`)."""

UNPLUGGED = "unplugged"
MIDWAY = {"jam_midway": "jam", "paper_out_midway": "paper_out", "unplugged_midway": UNPLUGGED}
"""Faults that nobody knows of until the next sheet is on its way: then the other one begins."""

STOPPING = frozenset({"paper_out", "jam", "toner_out", "cover_open"})
FAILING = "failing"


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """What came out: the file, how many sheets of it, whether all.

    `arrived` is when its last byte had reached the printer, in seconds since 1970 by the computer's clock.
    """

    pdf: Path
    sheets: int
    complete: bool
    arrived: float


@dataclass(frozen=True, slots=True)
class Mechanism:
    """The body in its folder."""

    folder: Path

    @property
    def out(self) -> Path:
        """Where sheets lie."""
        return self.folder / "out"

    def set_up(self) -> None:
        """Make the folder: sound, fast, an empty tray."""
        self.out.mkdir(parents=True, exist_ok=True)
        if not self._faults.exists():
            self.write(frozenset(), seconds_per_sheet=0.0)

    def write(self, faults: frozenset[str], *, seconds_per_sheet: float) -> None:
        """Set the faults that hold and how long a sheet takes."""
        draft = self._faults.with_suffix(".part")
        draft.write_text(json.dumps({"faults": sorted(faults), "seconds": seconds_per_sheet}), encoding="ascii")
        draft.replace(self._faults)

    def read(self) -> tuple[frozenset[str], float]:
        """Give the faults that hold and the seconds a sheet takes."""
        body = json.loads(self._faults.read_text(encoding="ascii"))
        return frozenset(body["faults"]), float(body["seconds"])

    def come_true(self) -> None:
        """Let the faults begin that waited for a sheet to be on its way."""
        faults, seconds = self.read()
        self.write(frozenset(MIDWAY.get(fault, fault) for fault in faults), seconds_per_sheet=seconds)

    def drop(self, document: Path, *, sheets: int, complete: bool) -> None:
        """Let a document, or so many sheets of it, fall into the tray."""
        number = len(list(self.out.glob("*.pdf"))) + 1
        name = f"{number:04d}-{sheets}{'' if complete else '-spoilt'}.pdf"
        draft = self.out / f"{name}.part"
        copy2(document, draft)  # with the time at which its last byte was written
        draft.replace(self.out / name)

    @property
    def documents(self) -> tuple[PrintedDocument, ...]:
        """What lies in the tray, the newest last."""
        found: list[PrintedDocument] = []
        for path in sorted(self.out.glob("*.pdf")):
            parts = path.stem.split("-")
            arrived = path.stat().st_mtime
            found.append(PrintedDocument(path, int(parts[1]), complete="spoilt" not in parts, arrived=arrived))
        return tuple(found)

    @property
    def _faults(self) -> Path:
        return self.folder / "faults.json"
