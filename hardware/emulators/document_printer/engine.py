"""The mechanism at work on one job: `python -m hardware.emulators.document_printer.engine FOLDER URL DOCUMENT`.

Started by `ippeveprinter` for every job. Says on standard error how the printer is (`STATE:`) and how far the job is
(`ATTR:`), waits where paper is missing or jammed, and stops when the job is cancelled. Exit code 0: all printed.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from hardware.emulators.document_printer.mechanism import (
    FAILING,
    REASONS,
    STATE_JOB,
    STOPPING,
    UNPLUGGED,
    Mechanism,
)
from hardware.links.http_post import post
from hardware.ports.faults import DeviceError
from hardware.protocols import ipp
from hardware.protocols.ipp import Attribute, Group, Operation, Tag

_LOOK_SECONDS = 0.05
_STOPPING_JOB = "processing-to-stop-point"


class Engine:
    """One job."""

    def __init__(self, mechanism: Mechanism, url: str, job: int) -> None:
        """Take the body, the printer's own address and the job's number."""
        self._mechanism = mechanism
        self._url = url
        self._job = job

    def run(self, document: Path) -> int:
        """Print sheet after sheet. Gives the exit code."""
        sheets, printed = _sheets(document), 0
        while printed < sheets:
            if not self._ready() or not self._pulled_through(document, printed):
                self._mechanism.drop(document, sheets=printed, complete=False)
                return 1
            printed += 1
            _say(f"ATTR: job-impressions-completed={printed} job-media-sheets-completed={printed}")
        self._mechanism.drop(document, sheets=printed, complete=True)
        return 0

    def _ready(self) -> bool:
        """Wait while something keeps a sheet from being drawn in; False when the job is over instead."""
        while self.tell() & STOPPING:
            if self._cancelled():
                return False
            time.sleep(_LOOK_SECONDS)
        return FAILING not in self._mechanism.read()[0]

    def _pulled_through(self, document: Path, printed: int) -> bool:
        self._mechanism.come_true()
        faults, seconds = self._mechanism.read()
        if UNPLUGGED in faults:
            self._mechanism.drop(document, sheets=printed, complete=False)
            # the current is gone for all that the printer is: its electronics are the head of this group
            os.killpg(0, signal.SIGKILL)
        if faults & STOPPING:
            return self._ready()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.tell() & STOPPING:
                return self._ready()
            time.sleep(_LOOK_SECONDS)
        return True

    def tell(self) -> frozenset[str]:
        """Say how the printer is; gives the faults that hold."""
        faults, _ = self._mechanism.read()
        on = [reason for fault, reason in REASONS.items() if fault in faults]
        off = [reason for fault, reason in REASONS.items() if fault not in faults]
        for sign, reasons in (("-", off), ("+", on)):
            if reasons:
                _say(f"STATE: {sign}{','.join(reasons)}")
        return faults

    def _cancelled(self) -> bool:
        asked = (
            Attribute("job-id", Tag.INTEGER, (self._job,)),
            Attribute("requested-attributes", Tag.KEYWORD, ("job-state-reasons", "job-state")),
        )
        body = ipp.request(Operation.GET_JOB_ATTRIBUTES, 1, self._url, *asked)
        try:
            raw = post(self._url, body, content_type="application/ipp", device="engine", timeout_seconds=2.0)
            reasons = ipp.answer(raw).first(Group.JOB).get("job-state-reasons", ())
        except (DeviceError, ipp.BadIpp):
            return False
        return any(str(reason).startswith((_STOPPING_JOB, "job-canceled")) for reason in reasons)


def _sheets(document: Path) -> int:
    said = subprocess.run(["pdfinfo", str(document)], capture_output=True, text=True, check=False).stdout
    return next((int(line.split()[-1]) for line in said.splitlines() if line.startswith("Pages:")), 1)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> int:
    """Work one job off, or only say how the printer is."""
    folder, url, document = sys.argv[1:4]
    engine = Engine(Mechanism(Path(folder)), url, int(os.environ.get("IPP_JOB_ID", "0")))
    engine.tell()
    return 0 if os.environ.get("IPP_JOB_NAME") == STATE_JOB else engine.run(Path(document))


if __name__ == "__main__":
    sys.exit(main())
