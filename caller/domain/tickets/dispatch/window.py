"""A window as dispatch sees it: which lines it serves, in which order of preference, and which it helps."""

from dataclasses import dataclass, field

from caller.domain.tickets.dispatch.line import Line


@dataclass(frozen=True, slots=True)
class Help:
    """A rule of the manager or the catalogue: when somebody in `line` waits longer than `minutes`, the window helps."""

    line: int
    minutes: float


@dataclass(slots=True)
class Window:
    """One window. `lines` are its own, the liked ones first; a `comprehensive` one is there for all and kept for last.

    It is `open` while it calls; `clerk` is who sits there. `idle_since` is None while it is not free.
    `private` holds the tickets that were sent to this very window, by the line they are of.
    """

    code: str
    lines: tuple[int, ...]
    comprehensive: bool = False
    helps: tuple[Help, ...] = ()
    open: bool = False
    clerk: str | None = None
    idle_since: float | None = None
    private: dict[int, Line] = field(default_factory=dict[int, Line])

    @property
    def flexibility(self) -> tuple[bool, int]:
        """How much else this window could do: an arriving ticket takes the least."""
        return (self.comprehensive, len(self.lines))

    def copy(self) -> "Window":
        """Give a window that goes its own way."""
        private = {at: line.copy() for at, line in self.private.items()}
        return Window(
            self.code, self.lines, self.comprehensive, self.helps, self.open, self.clerk, self.idle_since, private
        )
