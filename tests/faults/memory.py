"""What lies in the memory of a kiosk's processes, by their process ids."""

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from scripts.rig.state import StateFolder, read_json

_SHORTEST = 6
"""Fewer bytes lie somewhere in hundreds of megabytes by chance."""
_BEGINNING = 2
_ANONYMOUS = 5
"""So many words has a line of `maps` that names no file."""


def processes_of(state: Path, kiosk: str) -> tuple[int, ...]:
    """Give the process ids of a kiosk's program: the watch, who has the screen, who waits, who leaves."""
    noted = read_json(StateFolder(state).children_file) or {}
    watch = int(noted[kiosk]["pid"])
    forks = Path(f"/proc/{watch}/task/{watch}/children").read_text(encoding="ascii").split()
    return (watch, *map(int, forks))


def remembered(pid: int, words: Iterable[bytes]) -> set[bytes]:
    """Give the words that lie in the memory a process has written to; none when it has ended."""
    try:
        return _written_to(pid, _one_of(words))
    except (FileNotFoundError, ProcessLookupError):
        return set()
    except PermissionError:
        if _has_memory(pid):
            raise
        return set()  # who has ended and is not yet waited for is nobody's to look at


def _has_memory(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0]) > 0
    return False


def _written_to(pid: int, any_of_them: re.Pattern[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            span, rights, *more = line.split()
            # what was written and then closed to writing names no file
            is_own = rights.startswith("rw") or (rights.startswith("r") and 2 + len(more) == _ANONYMOUS)
            if not is_own or line.endswith("[vvar]"):
                continue
            begin, end = (int(edge, 16) for edge in span.split("-"))
            with contextlib.suppress(OSError):  # a mapping of a device, or one that has just gone
                memory.seek(begin)
                found |= set(any_of_them.findall(memory.read(end - begin)))
    return found


def _one_of(words: Iterable[bytes]) -> re.Pattern[bytes]:
    """Make what finds any of the words, the longest first; by how they begin, which is several times as fast."""
    longest_first = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)
    rests: dict[bytes, list[bytes]] = defaultdict(list)
    for word in longest_first:
        rests[word[:_BEGINNING]].append(re.escape(word[_BEGINNING:]))
    return re.compile(b"|".join(re.escape(begin) + b"(?:" + b"|".join(ends) + b")" for begin, ends in rests.items()))
