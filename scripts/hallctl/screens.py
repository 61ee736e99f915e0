"""`tap`, `show`, `paper`: glass, screens and slips."""

from pathlib import Path
from typing import Annotated, Any

import typer

from scripts.hallctl.rig import Refused, Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Kiosk = Annotated[str, typer.Argument(metavar="KIOSK", help="K01, K05 …")]
What = Annotated[
    str, typer.Argument(metavar="SCREEN", help="K05, LED-44, W44, board, LED-S08, RATE-44, SPK-S08, manager")
]
Target = Annotated[str, typer.Argument(metavar="TEXT|X,Y", help="what stands on the glass, or a point in its pixels")]
Picture = Annotated[Path | None, typer.Option("--picture", metavar="FILE", help="also write it as PNG (K05, LED-44)")]


@app.command()
def tap(kiosk: Kiosk, target: Target, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Touch a kiosk's glass: hallctl tap K05 取号. Exit code 1 when nothing there can be tapped."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/tap", {"kiosk": kiosk.upper(), "target": target})
        tell(facts, _glass(facts), as_json=as_json)


@app.command()
def show(what: What, *, picture: Picture = None, state: State = STATE, as_json: AsJson = False) -> None:
    """Print what a screen says: hallctl show LED-44."""
    name = what if what.islower() or "." in what else what.upper()
    with refusals_told(as_json=as_json):
        rig = Rig.of(state)
        facts = rig.get(f"/api/show/{name}")
        if picture is not None:
            facts["picture"] = _keep(rig, name, picture)
        tell(facts, "\n".join(facts["lines"]) or "(dark)", as_json=as_json)


@app.command()
def paper(kiosk: Kiosk, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Print the slips that came out of a kiosk, with the files of picture and bytes: hallctl paper K05."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).get(f"/api/paper/{kiosk.upper()}")
        tell(facts, "\n\n".join(_slip(slip) for slip in facts["slips"]) or "(no slip yet)", as_json=as_json)


def _keep(rig: Rig, name: str, picture: Path) -> str:
    kind = "displays" if name.startswith("LED-") else "kiosks"
    png = rig.get_bytes(f"/api/{kind}/{name}/picture.png")
    try:
        picture.write_bytes(png)
    except OSError as fault:
        raise Refused(f"{picture} cannot be written ({fault.strerror})") from fault
    return str(picture)


def _glass(facts: dict[str, Any]) -> str:
    return "\n".join([f"[{facts.get('step', '')}]", *facts.get("texts", [])])


def _slip(slip: dict[str, Any]) -> str:
    torn = "" if slip["complete"] else " (torn off)"
    head = f"-- slip {slip['number']}{torn}\n   {slip['picture']}\n   {slip['bytes']}"
    return "\n".join([head, *slip["lines"]])
