"""Ends what an earlier supervisor left behind when it was killed: by the process ids it noted, if still its own."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from scripts.rig.state import StateFolder, read_json

_PATIENCE_SECONDS = 5.0


def stop_orphans(state: StateFolder) -> None:
    """Stop the programs noted in the state folder whose command line names that folder."""
    noted: dict[str, dict[str, object]] = read_json(state.children_file) or {}
    pids = [facts.get("pid") for facts in noted.values()]
    orphans = [pid for pid in pids if isinstance(pid, int) and _is_ours(pid, state.root)]
    for pid in orphans:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while any(_is_ours(pid, state.root) for pid in orphans) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in orphans:
        if _is_ours(pid, state.root):
            _signal(pid, signal.SIGKILL)


def _is_ours(pid: int, root: Path) -> bool:
    try:
        return str(root).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it ended by itself in between
        os.kill(pid, number)
