"""A bench that is ended in the midst of it leaves no program behind."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def _children_of(asked: str, process: subprocess.Popen[bytes]) -> list[int]:
    deadline = time.monotonic() + 40
    while not (found := _children(process.pid)):
        assert time.monotonic() < deadline, asked
        assert process.poll() is None, asked
        time.sleep(0.02)
    return found


@pytest.mark.sockets
def test_a_bench_that_is_terminated_stops_what_it_started() -> None:
    command = [sys.executable, "-m", "scripts.hallctl", "bench", "kiosk"]
    bench = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        started = _children_of("the bench starts a broker", bench)
        bench.terminate()
        assert bench.wait(20) == 128 + 15
        assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    finally:
        bench.kill()
        bench.wait()
