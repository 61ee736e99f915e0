"""What a scenario came to, line by line beside what the catalogue expects: read from the case itself, never typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from broker.catalogue.people import Expectation
from broker.messages.applications import ApplicationView, CertificateView, MaterialState

FINISHED = ("办结", "出件")
TYPED = (None, "本人填写")
"""Where a value came from that the hall did not fill; None where there is none yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared."""

    what: str
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the hall did what the catalogue says."""
        return self.expected == self.found


def compared(expect: Expectation, view: ApplicationView) -> tuple[Line, ...]:
    """Compare the case, as its own visitor may see it when all is done, with the catalogue's expectation."""
    return (
        _line("matter", [expect.owner, expect.situation], [view.owner, view.situation]),
        _line("flags", expect.flags, view.flags),
        _line("form", [expect.form], [view.form]),
        _line("fields shown", [expect.fields_shown], [len(view.fields)]),
        _line("filled by the hall", [expect.fields_auto], [filled_by_the_hall(view)]),
        _line("materials", [expect.materials], [len(view.materials)]),
        _line("made by the hall", expect.generated, in_state(view, "generated")),
        _line("called 调用", expect.called, in_state(view, "called")),
        _line("used again 复用", expect.reused, in_state(view, "reused")),
        _line("proved 协查", expect.proof, in_state(view, "proved")),
        _line("promised 承诺", expect.committed, in_state(view, "promised")),
        _line("handed in 提交", expect.handed_in, in_state(view, "handed_in")),
        _line("deferred 容缺", expect.deferred, in_state(view, "deferred")),
        _line("certificates", expect.certificates, [sheet.certificate for sheet in _valid(view)]),
        _line("at the end", ["办结"], ["办结" if view.stage in FINISHED else view.stage]),
    )


def filled_by_the_hall(view: ApplicationView) -> int:
    """Count the fields that nobody had to write."""
    return sum(field.source not in TYPED for field in view.fields)


def in_state(view: ApplicationView, *states: MaterialState) -> tuple[str, ...]:
    """Give the materials of an application that are in one of these states, in the list's order."""
    return tuple(one.material for one in view.materials if one.state in states)


def _valid(view: ApplicationView) -> Sequence[CertificateView]:
    return [sheet for sheet in view.certificates if sheet.state != "void"]


def _line(what: str, expected: Sequence[object], found: Sequence[object]) -> Line:
    return Line(what, tuple(str(one) for one in expected), tuple(str(one) for one in found))
