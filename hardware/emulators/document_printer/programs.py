"""Starting and ending the programs that make an emulated printer, and waiting for them."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_LOOK_SECONDS = 0.02
_NOTE = "programs"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
"""Where Debian keeps servers: not on an ordinary user's PATH."""


class DidNotStart(Exception):
    """Raised when a program of the emulator does not come up. `program` is its name."""

    def __init__(self, program: str) -> None:
        """Keep the name."""
        super().__init__(f"{program} did not start")
        self.program = program


def free_port() -> int:
    """Give a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether somebody listens on a port of loopback."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1.0):
            return True
    except OSError:
        return False


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Look again and again until something holds; tell whether it came to."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_SECONDS)
    return True


def spawn(command: list[str], log: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own; what it says goes to `log`."""
    path = f"{_PATH}:{os.environ.get('PATH', '')}"
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, "PATH": path, **environment},
            start_new_session=True,
        )


def note(folder: Path, *programs: "subprocess.Popen[bytes]") -> None:
    """Write down which programs belong to a folder, in case nobody is left to end them."""
    (folder / _NOTE).write_text(" ".join(str(program.pid) for program in programs), encoding="ascii")


def end_left_over(folder: Path) -> None:
    """End the programs noted in a folder whose command line still names it: who started them was killed."""
    with suppress(FileNotFoundError):
        for word in (folder / _NOTE).read_text(encoding="ascii").split():
            with suppress(OSError):
                if str(folder).encode() in Path(f"/proc/{word}/cmdline").read_bytes():
                    os.killpg(int(word), signal.SIGKILL)


def end(program: subprocess.Popen[bytes]) -> None:
    """End a program and what it started: the engine of a job that runs."""
    if program.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
    program.wait()
