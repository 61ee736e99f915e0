"""One hall of real programs for all the rig's tests, worked through `hallctl` as a technician would."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from scripts.hallctl.__main__ import make_app

ROOT = Path(__file__).parents[2]
_READY_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Told:
    """What a verb came to: exit code, and its JSON."""

    code: int
    facts: dict[str, Any]

    @property
    def lines(self) -> list[str]:
        return self.facts["lines"]


@dataclass(frozen=True, slots=True)
class RunningHall:
    """A hall under `scripts.rig`, with what its ready file says."""

    state: Path
    ready: dict[str, Any]
    process: subprocess.Popen[bytes]

    def tell(self, *words: str) -> Told:
        """Run a verb of `hallctl` in this process, whatever it comes to: starting Python anew takes longer."""
        done = CliRunner().invoke(make_app(words[0]), [*words, "--json", "--state", str(self.state)])
        lines = done.stdout.strip().splitlines()
        return Told(done.exit_code, json.loads(lines[-1]) if lines else {"error": done.output})

    def do(self, *words: str) -> Told:
        """Run a verb that must go well."""
        told = self.tell(*words)
        assert told.code == 0, f"hallctl {' '.join(words)}: {told.facts}"
        return told

    def until(self, *words: str, seen: Callable[[dict[str, Any]], bool], seconds: float = 10.0) -> dict[str, Any]:
        """Run a verb again and again until its facts are as they should be."""
        deadline = time.monotonic() + seconds
        while True:
            facts = self.tell(*words).facts
            if seen(facts):
                return facts
            assert time.monotonic() < deadline, f"hallctl {' '.join(words)} still says {facts}"

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The payloads of the journal's events of one type, oldest first."""
        rows = self.do("journal", "--tail", "0").facts["events"]
        return [json.loads(row["payload"]) for row in rows if row["type"] == kind]


def start_hall(state: Path, *options: str) -> RunningHall:
    """Start a hall; returns when it is up."""
    ready = state.with_name(f"{state.name}.ready.json")
    ready.unlink(missing_ok=True)
    said = state.with_name(f"{state.name}.out")
    command = ["setpriv", "--pdeathsig", "INT", sys.executable, "-m", "scripts.rig"]  # a killed run leaves no hall
    command += ["--state", str(state), "--ready-file", str(ready), *options]
    with said.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, start_new_session=True)
    deadline = time.monotonic() + _READY_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            stop_hall(process)
            pytest.fail(f"the hall did not come up: {said.read_text(encoding='utf-8')}\n{_logs(state)}")
        time.sleep(0.05)
    return RunningHall(state, json.loads(ready.read_text(encoding="utf-8")), process)


def stop_hall(process: subprocess.Popen[bytes]) -> int:
    """End a hall as Ctrl-C does; its exit code."""
    if process.poll() is None:
        os.kill(process.pid, signal.SIGINT)
    try:
        return process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _logs(state: Path) -> str:
    logs = sorted((state / "logs").glob("*.log"))
    return "\n".join(f"== {log.name}\n{log.read_text(encoding='utf-8', errors='replace')[-1500:]}" for log in logs)


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """The hall with its default kiosks and windows, K06 and W11 beside them."""
    running = start_hall(tmp_path_factory.mktemp("hall") / "state", "--fresh", "--with", "K06,W11")
    yield running
    assert stop_hall(running.process) == 0
