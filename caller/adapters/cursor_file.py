"""How far the news is, as a number in a file of its own."""

from pathlib import Path


class CursorFile:
    """See `caller.application.cases.news.Cursor`."""

    def __init__(self, file: Path) -> None:
        """Use `file`, which need not be there yet."""
        self._file = file

    def read(self) -> int:
        """Give the number kept; 0 when there is none. Raises OSError."""
        return int(self._file.read_text(encoding="ascii")) if self._file.exists() else 0

    def write(self, seq: int) -> None:
        """Keep a number in one step. Raises OSError."""
        beside = self._file.with_suffix(".new")
        beside.write_text(str(seq), encoding="ascii")
        beside.replace(self._file)
