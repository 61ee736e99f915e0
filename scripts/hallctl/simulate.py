"""`simulate`: whole days through the hall's own dispatch, thousands of times faster than life, as a table."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from broker.catalogue import load as load_catalogue
from caller.domain.days import POLICIES, Desk, Figures, Plan
from scripts.hallctl.days import Ran, hall_plan, reference_plan, run_days
from scripts.hallctl.rig import Refused
from scripts.hallctl.telling import AsJson, refusals_told, tell

app = typer.Typer()

_LOADS_HELP = "work over window time; the reference day is written for 0.80, 0.87 and 0.93"
Load = Annotated[float, typer.Option("--load", min=0.05, max=1.5, help=_LOADS_HELP)]
Days = Annotated[int, typer.Option("--days", min=1, help="how many days")]
Seed = Annotated[int, typer.Option("--seed", help="the first day's seed; the next days follow")]
Names = Annotated[list[str] | None, typer.Option("--policy", help=f"{', '.join(POLICIES)}; may be repeated")]
Hall = Annotated[Path | None, typer.Option("--catalogue", metavar="DIR", help="a hall's own queues and windows")]
Without = Annotated[list[str] | None, typer.Option("--without", metavar="WINDOW", help="stays closed")]
Late = Annotated[list[str] | None, typer.Option("--late", metavar="WINDOW=MINUTES", help="opens so long after opening")]

_COLUMNS = (
    ("mean", "mean", 1.0), ("p95", "p95", 1.0), ("p99", "p99", 1.0), (">15 %", "over_15", 100.0),
    (">30 %", "over_30", 100.0), ("ordinary p95", "ordinary_p95", 1.0), ("priority", "priority_mean", 1.0),
    ("priority p95", "priority_p95", 1.0), ("appt p95", "appointment_p95", 1.0), ("unfair", "fairness", 1.0),
    ("overtaken", "overtaken_most", 1.0), ("over 5", "overtaken_over", 1.0), ("late", "closes_late", 1.0),
)  # fmt: skip
"""Heading, figure, factor."""


@app.command()
def simulate(
    *,
    load: Load = 0.87,
    days: Days = 10,
    seed: Seed = 0,
    policy: Names = None,
    catalogue: Hall = None,
    without: Without = None,
    late: Late = None,
    as_json: AsJson = False,
) -> None:
    """Run whole days under one policy or more and print waits, overtakings and closing times side by side (minutes)."""
    with refusals_told(as_json=as_json):
        unknown = sorted(set(policy or ()) - set(POLICIES))
        if unknown:
            raise Refused(f"no such policy: {', '.join(unknown)} (there are {', '.join(POLICIES)})")
        plan = _staffed(_plan(load, catalogue), without or [], late or [])
        ways = [POLICIES[name] for name in policy or POLICIES]
        ran = run_days(plan, ways, range(seed, seed + days))
        facts = {
            "load": load, "days": days, "seed": seed, "tickets": ran[0].figures.tickets,
            "policies": {row.way.name: asdict(row.figures) for row in ran},
        }  # fmt: skip
        tell(facts, table(ran), as_json=as_json)


def _plan(load: float, catalogue: Path | None) -> Plan:
    if catalogue is not None:
        return hall_plan(load_catalogue(catalogue), load, reference_plan(0.87))
    try:
        return reference_plan(load)
    except ValueError:
        # between the loads it is written for, the day has fewer or more visitors
        return reference_plan(0.87).at_load(load)


def _staffed(plan: Plan, without: list[str], late: list[str]) -> Plan:
    delays = dict(_delay(word) for word in late)
    codes = {desk.code for desk in plan.desks}
    unknown = sorted(({*without} | delays.keys()) - codes)
    if unknown:
        raise Refused(f"no such window: {', '.join(unknown)}")
    desks = [_opened(desk, delays.get(desk.code, desk.opens)) for desk in plan.desks if desk.code not in without]
    served = {matter for desk in desks for matter in desk.matters}
    nowhere = [matter.code for at, matter in enumerate(plan.matters) if at not in served]
    if nowhere:
        raise Refused(f"nobody would serve {', '.join(nowhere)}")
    return replace(plan, desks=tuple(desks))


def _opened(desk: Desk, opens: float) -> Desk:
    return replace(desk, opens=opens, pauses=tuple(pause for pause in desk.pauses if pause.at >= opens))


def _delay(word: str) -> tuple[str, float]:
    code, _, minutes = word.partition("=")
    try:
        return code, float(minutes)
    except ValueError:
        raise Refused(f"--late wants WINDOW=MINUTES, not {word}") from None


def table(ran: list[Ran]) -> str:
    """Set the rows beneath their headings."""
    rows = [["", *(heading for heading, _, _ in _COLUMNS)]]
    rows += [[row.way.name, *_cells(row.figures)] for row in ran]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_set, row, widths, range(len(row)))) for row in rows)


def _set(cell: str, width: int, at: int) -> str:
    return cell.rjust(width) if at else cell.ljust(width)


def _cells(row: Figures) -> list[str]:
    values = [(getattr(row, name), factor) for _, name, factor in _COLUMNS]
    return [str(value) if isinstance(value, int) else f"{value * factor:.2f}" for value, factor in values]
