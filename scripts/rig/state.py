"""The folder in which a hall on this machine keeps everything: journal, secrets, settings, logs. Private to its owner.

Only names and places; what lies there is written by `minting`, `configs` and the programs themselves.
"""

import fcntl
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

DEFAULT_STATE = Path("~/.local/state/jiaohao")
"""Where a hall lies when nobody says otherwise; `~` is still to be expanded."""

_ATTEMPTS, _PAUSE_SECONDS = 5, 0.02
_MARK = "this-is-a-jiaohao-state-folder"
_FOLDERS = ("secrets", "config", "broker", "wires", "logs", "run", "kiosks", "speakers", "paper", "pages", "spooler")


class NotOurFolder(Exception):
    """Raised when a folder with other things in it was named as the state folder: nothing in it is touched."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(f"{folder} has something else in it: name an empty folder, or a new one, with --state")
        self.folder = folder


class AlreadyRunning(Exception):
    """Raised when a hall already runs on this state folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(f"a hall is running with its state in {folder}: end it first, or name another with --state")
        self.folder = folder


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Names of what lies in the state folder."""

    root: Path

    @property
    def secrets(self) -> Path:
        """Passwords, keys, PINs: every file 0600."""
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        """What every process wrote to its standard error."""
        return self.root / "logs"

    @property
    def address_file(self) -> Path:
        """Where the running hall is found: what `--ready-file` holds as well."""
        return self.root / "run" / "hall.json"

    @property
    def children_file(self) -> Path:
        """The processes that belong to the running hall."""
        return self.root / "run" / "children.json"

    @property
    def journal(self) -> Path:
        """The hall's journal."""
        return self.root / "journal.db"

    @property
    def journal_url(self) -> str:
        """The journal as a database URL."""
        return f"sqlite:///{self.journal}"

    def folder(self, name: str) -> Path:
        """Give one of the folders by its name."""
        return self.root / name

    def prepare(self, *, fresh: bool) -> None:
        """Make the folders, private; `fresh` takes away an earlier hall. Raises `NotOurFolder`, OSError."""
        self._refuse_others()
        if fresh:
            self._empty()
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.root.chmod(0o700)
        (self.root / _MARK).touch()
        shutil.rmtree(self.folder("wires"), ignore_errors=True)
        for name in _FOLDERS:
            self.folder(name).mkdir(exist_ok=True, mode=0o700)

    def lock(self) -> int:
        """Hold the folder for this process until it ends. Raises `AlreadyRunning`, `NotOurFolder`, OSError."""
        self._refuse_others()
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        for attempt in range(_ATTEMPTS):
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if attempt == _ATTEMPTS - 1:
                    os.close(held)
                    raise AlreadyRunning(self.root) from None
                time.sleep(_PAUSE_SECONDS)  # somebody may only be looking
            else:
                break
        return held

    @property
    def is_held(self) -> bool:
        """Whether a supervisor holds the folder: its hall runs, starts or ends. Changes nothing."""
        try:
            looked = os.open(self._lock_file, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(looked, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(looked)
        return False

    @property
    def _lock_file(self) -> Path:
        return self.root.with_name(f".{self.root.name}.lock")

    def _refuse_others(self) -> None:
        if self.root.exists() and any(self.root.iterdir()) and not (self.root / _MARK).exists():
            raise NotOurFolder(self.root)

    def _empty(self) -> None:
        for entry in self.root.iterdir() if self.root.exists() else ():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


def write_private(path: Path, text: str) -> None:
    """Replace a file by `text` in one step; only its owner may read it, at no moment anybody else. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)


def read_json(path: Path) -> dict[str, Any] | None:
    """Read a JSON object; None when there is no such file or it was cut short."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
