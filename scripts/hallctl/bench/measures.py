"""What a bench gives: measured values, what they are held against, and whether that is enough. It measures nothing.

Bounds bind on ratios of values taken in one run on one machine; absolute figures are shown beside what is aimed at.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    `floor` is what the same run gave without our part (an echo, a bare import), `ratio` the value over it, `bound`
    what the ratio (or, without a floor, the value) must keep; `ok` whether it does. A measure without a bound is shown
    only. `aim` is the absolute figure hoped for.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    bound: str | None = None
    ok: bool = True
    aim: str = ""

    def facts(self) -> dict[str, object]:
        """Give what programs read."""
        return {key: value for key, value in asdict(self).items() if key != "aim"}


def at_least(bound: float, name: str, value: float, unit: str, floor: float, *, aim: str = "") -> Measure:
    """Hold `value` over `floor` against the least ratio allowed."""
    ratio = value / floor if floor else 0.0
    return Measure(name, value, unit, floor, ratio, f">= {bound:g}", ratio >= bound, aim)


def at_most(bound: float, name: str, value: float, unit: str, floor: float, *, aim: str = "") -> Measure:
    """Hold `value` over `floor` against the greatest ratio allowed."""
    ratio = value / floor if floor else float("inf")
    return Measure(name, value, unit, floor, ratio, f"<= {bound:g}", ratio <= bound, aim)


def within(bound: float, name: str, value: float, unit: str, *, aim: str = "") -> Measure:
    """Hold a value by itself against the greatest allowed: where the goal is absolute."""
    return Measure(name, value, unit, bound=f"<= {bound:g}", ok=value <= bound, aim=aim)


def none_of(name: str, count: int) -> Measure:
    """Hold a count that must be zero."""
    return Measure(name, count, "", bound="= 0", ok=count == 0)


def shown(name: str, value: float, unit: str, *, aim: str = "") -> Measure:
    """Show a figure that nothing is held against."""
    return Measure(name, value, unit, aim=aim)


def percentile(values: Sequence[float], share: float) -> float:
    """Give the smallest value that at least `share` (0 to 1) of all values do not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)] if ordered else 0.0


_HEADINGS = ("", "value", "floor", "ratio", "bound", "aim", "")


def table(measures: Iterable[Measure]) -> str:
    """Give the measures as a table for a terminal."""
    rows = [_HEADINGS, *(_row(measure) for measure in measures)]
    widths = [max(_columns(row[at]) for row in rows) for at in range(len(_HEADINGS))]
    return "\n".join("  ".join(_padded(cell, widths[at], at) for at, cell in enumerate(row)).rstrip() for row in rows)


def as_json(measures: Iterable[Measure]) -> str:
    """Give the measures as JSON: a list of {name, value, unit, floor, ratio, bound, ok}."""
    return json.dumps([measure.facts() for measure in measures], ensure_ascii=False, indent=1)


def _row(measure: Measure) -> tuple[str, ...]:
    floor = "" if measure.floor is None else f"{_figure(measure.floor)} {measure.unit}"
    verdict = "" if measure.bound is None else ("ok" if measure.ok else "MISSED")
    ratio = "" if measure.ratio is None else f"{measure.ratio:.2f}"
    value = f"{_figure(measure.value)} {measure.unit}".rstrip()
    return measure.name, value, floor, ratio, measure.bound or "", measure.aim, verdict


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"  # noqa: PLR2004 - digits


def _padded(cell: str, width: int, at: int) -> str:
    spaces = " " * (width - _columns(cell))
    return cell + spaces if at in (0, 5, 6) else spaces + cell


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
