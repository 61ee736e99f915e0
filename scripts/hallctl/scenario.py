"""`scenario`: plays a scenario of the catalogue on the running hall and compares its counts with the catalogue's."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from broker.catalogue import Catalogue, load
from broker.catalogue.people import Scenario
from broker.terms import ScenarioCode
from scripts.hallctl.rig import Refused, Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell
from scripts.rig.configs import CATALOGUE
from scripts.rig.state import StateFolder
from scripts.scenarios.at_kiosk import Visit
from scripts.scenarios.at_window import Stuck, Walk
from scripts.scenarios.counts import Line, compared

app = typer.Typer()

_NAMED = ("matter", "flags", "form", "at the end")

Code = Annotated[str, typer.Argument(metavar="CODE", help="E01, E02 … E13 of the catalogue")]


@app.command()
def scenario(code: Code, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Play a scenario of the catalogue to its certificates: hallctl scenario E02.

    It ends with what the catalogue expects beside what the hall did, read from the case; exit code 1 when they differ.
    At a window the rig asks for the visitor and the clerk; at a kiosk it touches the glass by what stands there, counts
    taps (without keys and signatures, each with its 签好了) up to the first printed certificate, times how long the
    visitor waited for the machine, and lays papers under the camera. Kiosks beyond K01 and K05 have to run:
    scripts/run --with K06,K07,K09,K13. E11 is meant for the night: first hallctl clock to 23:00. Departments say yes to
    all that waits.

    It may be played again: the same person then has one case more. An application that was broken off is taken up.
    """
    with refusals_told(as_json=as_json):
        rig, catalogue = Rig.of(state), _catalogue(state)
        it = _scenario(catalogue, code.upper())
        at_window = it.place in catalogue.counters_by_code
        walk = (Walk if at_window else Visit)(catalogue, it, rig.post, rig.get)
        try:
            view = walk.play()
        except Stuck as stuck:
            raise Refused(str(stuck)) from stuck
        lines = compared(it.expect, view)
        differs = [line.what for line in lines if not line.agrees]
        glass = walk.glass if isinstance(walk, Visit) else None
        waited = [] if glass is None else [f"waited for the machine {glass.waited_seconds:.1f} s in all"]
        facts = {
            "taps": walk.taps_to_first_paper if isinstance(walk, Visit) else None,
            "signatures": glass.signatures if glass else None,
            "keys": glass.keys if glass else None,
            "waited_seconds": glass.waited_seconds if glass else None,
            "scenario": it.code,
            "case": view.case,
            "agrees": not differs,
            "differs": differs,
            "counts": [_facts(line) for line in lines],
            "steps": walk.told,
        }
        tell(facts, _told(it, [*walk.told, *waited], lines, differs), as_json=as_json)
    if differs:
        raise typer.Exit(code=1)


def _scenario(catalogue: Catalogue, code: str) -> Scenario:
    found = next((one for one in catalogue.scenarios if one.code == ScenarioCode(code)), None)
    if found is None:
        raise Refused(f"there is no scenario {code}; there are {' '.join(one.code for one in catalogue.scenarios)}")
    return found


def _catalogue(state: Path) -> Catalogue:
    settings = StateFolder(state.expanduser().absolute()).folder("config") / "caller.toml"
    return load(
        Path(tomllib.loads(settings.read_text(encoding="utf-8"))["catalogue"]) if settings.exists() else CATALOGUE
    )


def _facts(line: Line) -> dict[str, Any]:
    return {"what": line.what, "expected": line.expected, "found": line.found, "agrees": line.agrees}


def _told(it: Scenario, steps: list[str], lines: tuple[Line, ...], differs: list[str]) -> str:
    head = [f"{it.code} {it.note}", *(f"  {step}" for step in steps), "", f"  {'':20}{'catalogue':>10}{'hall':>7}"]
    table = [_row(line) for line in lines]
    verdict = f"{it.code}: differs in {', '.join(differs)}" if differs else f"{it.code}: as the catalogue expects"
    return "\n".join([*head, *table, "", verdict])


def _row(line: Line) -> str:
    if line.what in _NAMED:
        expected, found = " ".join(line.expected), " ".join(line.found)
        return f"  {line.what:20}{found}" if line.agrees else f"  {line.what:20}≠ expected {expected}; found {found}"
    if line.expected and line.expected[0].isdecimal():
        return f"  {line.what:20}{line.expected[0]:>10}{line.found[0]:>7}{'' if line.agrees else '  ≠'}"
    names = " ".join(line.found)
    if not line.agrees:
        names = f"≠ expected {' '.join(line.expected) or 'none'}; found {names or 'none'}"
    return f"  {line.what:20}{len(line.expected):>10}{len(line.found):>7}  {names}".rstrip()
