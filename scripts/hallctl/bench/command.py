"""The verb: `hallctl bench [NAME|all] [--json]`. Exit code 1 when a bound is missed, 2 for a bench that is none."""

import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Annotated

import typer

from scripts.hallctl.bench.measures import Measure, as_json, table

app = typer.Typer()

BENCHES: Mapping[str, str] = MappingProxyType(
    {
        "issue": "tickets a second over MQTT, on disk before the answer, beside an echo",
        "call": "from a key on the pad's wire to the complete frame on the LED",
        "restart": "from kill -9 with a long journal to the first successful call",
        "dispatch": "waits on the reference day against fixed windows; the cost of a choice",
        "kiosk": "first frame, tap to every kind of screen, card to greeting, the waiting in E01, memory",
    }
)
"""Bench → what it measures; each is a module of this package with `run()`."""


@app.command("bench")
def bench(
    name: Annotated[str, typer.Argument(metavar="[NAME|all]", help=", ".join(BENCHES))] = "all",
    *,
    json: Annotated[bool, typer.Option("--json", help="print JSON for programs")] = False,
) -> None:
    """Measure how quick the hall is; ratios are taken in one run, bounds bind on them."""
    if name != "all" and name not in BENCHES:
        typer.echo(f"没有此项 / no such bench: {name} ({', '.join(BENCHES)}, all)", err=True)
        raise typer.Exit(2)
    # ended by a signal, a bench still stops the programs it started
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    measures: list[Measure] = []
    for each in BENCHES if name == "all" else (name,):
        if not json:
            typer.echo(f"… {each}: {BENCHES[each]}", err=True)
        measures += bench_of(each)()
    typer.echo(as_json(measures) if json else table(measures))
    if not all(measure.ok for measure in measures):
        raise typer.Exit(1)


def bench_of(name: str) -> Callable[[], list[Measure]]:
    """Give a bench by its name; its module is imported only now."""
    run: Callable[[], list[Measure]] = import_module(f"scripts.hallctl.bench.{name}").run
    return run
