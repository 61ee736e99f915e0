"""`key`, `rate`: the keys that clerks and visitors press, on the emulated pads' own wires."""

from typing import Annotated

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Window = Annotated[str, typer.Argument(metavar="WINDOW", help="W44 …")]
Wish = Annotated[
    str,
    typer.Argument(metavar="KEY", help="next, recall, arrived, noshow, park, pause (again: reopen), transfer, finish"),
]
Target = Annotated[str, typer.Argument(metavar="[QUEUE|WINDOW]", help="where a transfer goes: J or W45")]
Stars = Annotated[int, typer.Argument(min=1, max=5, help="5 is very satisfied, 1 very dissatisfied")]
Reasons = Annotated[list[str] | None, typer.Argument(metavar="[REASON]…", help="why, for ratings below good")]


@app.command()
def key(window: Window, wish: Wish, to: Target = "", *, state: State = STATE, as_json: AsJson = False) -> None:
    """Press a call pad: hallctl key W44 next. Exit code 1 when the pad beeps twice (refused)."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/key", {"window": window.upper(), "wish": wish.lower(), "to": to})
        said = f"{facts.get('phase') or ''} {facts.get('ticket') or ''}".strip()
        tell(facts, f"{window.upper()} {wish}: {said or 'done'}", as_json=as_json)


@app.command()
def rate(
    window: Window, stars: Stars, reasons: Reasons = None, *, state: State = STATE, as_json: AsJson = False
) -> None:
    """Press a rating pad: hallctl rate W44 5. Exit code 1 when the press does not count."""
    with refusals_told(as_json=as_json):
        wish = {"window": window.upper(), "stars": stars, "reasons": reasons or []}
        facts = Rig.of(state).post("/api/rate", wish)
        tell(facts, f"{facts['pad']}: {stars} counted", as_json=as_json)
