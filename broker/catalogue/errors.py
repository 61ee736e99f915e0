"""What is wrong with a catalogue, as facts, with words that a hall's clerk understands."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class CatalogueError:
    """One thing that is wrong: in which `file`, at which `key` (`services[GJJ-001].queue`), and why.

    `rule` names the check that found it; `line` counts from 1 and is None where no line can be named.
    """

    file: str
    key: str
    reason_zh: str
    reason_en: str
    rule: str
    line: int | None = None

    @property
    def reason(self) -> str:
        """Why, in both languages."""
        return f"{self.reason_zh} / {self.reason_en}"

    def __str__(self) -> str:
        """Give one line for people."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}  {self.key}  {self.reason}"


class CatalogueBroken(Exception):
    """Raised when a catalogue has errors; no hall starts with it. `errors` are all of them, by file."""

    def __init__(self, errors: Sequence[CatalogueError]) -> None:
        """Keep every error."""
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


class UnknownCode(LookupError):
    """Raised when the catalogue has no entry of this `kind` with this `code`."""

    def __init__(self, *, kind: str, code: str) -> None:
        """Keep what was looked up."""
        super().__init__(f"no {kind} {code} in the catalogue")
        self.kind = kind
        self.code = code
