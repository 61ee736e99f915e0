"""Real programs as child processes of a bench or a test: started, heard, stopped or killed by their process id."""

import contextlib
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

LOOPBACK = "127.0.0.1"
_ROOT = Path(__file__).parents[3]
_TAIL_BYTES = 2_000


class ProgramDied(Exception):
    """Raised when a program ended before it was ready. `code` is its exit code, `said` the end of its log."""

    def __init__(self, name: str, code: int | None, said: str) -> None:
        """Keep what is known of the end."""
        super().__init__(f"{name} is not there (exit code {code}):\n{said}")
        self.name = name
        self.code = code
        self.said = said


class Running:
    """One program that runs. Its standard error goes to `log`."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        """Start it in a session of its own, so that nobody's Ctrl-C reaches it. Raises OSError."""
        self.name = name
        self.log = log
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=_ROOT,
                start_new_session=True,
            )

    @classmethod
    def module(cls, name: str, arguments: Sequence[str], log: Path) -> "Running":
        """Start a module of ours with this interpreter."""
        return cls(name, [sys.executable, "-m", *arguments], log)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def first_line(self, timeout_seconds: float = 60.0) -> str:
        """Wait for the first line of its standard output. Raises `ProgramDied` when none comes."""
        output = self._process.stdout
        heard, deadline = b"", time.monotonic() + timeout_seconds
        while output is not None and b"\n" not in heard:
            ready = select.select([output], [], [], max(0.0, deadline - time.monotonic()))[0]
            more = os.read(output.fileno(), 4096) if ready else b""
            if not more:
                raise ProgramDied(self.name, self._process.poll(), self.tail())
            heard += more
        return heard.decode().split("\n", 1)[0]

    def tail(self) -> str:
        """Give the end of its log."""
        return self.log.read_bytes()[-_TAIL_BYTES:].decode("utf-8", "replace") if self.log.exists() else ""

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing is tidied up."""
        self._process.kill()
        self._process.wait()
        self._let_go()

    def stop(self, patience_seconds: float = 8.0) -> int:
        """End it by SIGTERM, by SIGKILL when it does not listen; give its exit code."""
        self._process.terminate()
        try:
            code = self._process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._let_go()
        return code

    def _let_go(self) -> None:
        if self._process.stdout is not None:
            self._process.stdout.close()


def free_port() -> int:
    """Give a port of the loopback address that nobody listens on now."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for_port(port: int, program: Running, timeout_seconds: float = 20.0) -> None:
    """Wait until somebody listens on a port. Raises `ProgramDied`."""
    deadline = time.monotonic() + timeout_seconds
    while time.monotonic() < deadline and program.alive:
        with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=0.5):
            return
        time.sleep(0.02)
    raise ProgramDied(program.name, None, program.tail())
