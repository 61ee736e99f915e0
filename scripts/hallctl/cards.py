"""`card`, `uncard`, `badge`: what people hold to readers."""

from typing import Annotated

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Persona = Annotated[str, typer.Argument(metavar="PERSONA", help="whose card: C01 … C15 of the catalogue")]
Kiosk = Annotated[str, typer.Argument(metavar="KIOSK", help="K01, K05 …")]
Window = Annotated[str, typer.Argument(metavar="WINDOW", help="W44 …")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="the number of a member of staff: 4401 …")]


@app.command()
def card(persona: Persona, kiosk: Kiosk, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Put a made-up person's identity card on a kiosk's reader: hallctl card C01 K05."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/card", {"persona": persona.upper(), "kiosk": kiosk.upper()})
        tell(facts, f"{facts['name']} ({facts['persona']}) on {facts['reader']}", as_json=as_json)


@app.command()
def uncard(kiosk: Kiosk, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Take the card off a kiosk's reader: hallctl uncard K05."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/uncard", {"kiosk": kiosk.upper()})
        tell(facts, f"{facts['reader']} is empty", as_json=as_json)


@app.command()
def badge(number: Number, window: Window, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Sign a member of staff in at a window, with badge and PIN: hallctl badge 1102 W11."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/badge", {"no": number, "window": window.upper()})
        tell(facts, f"{facts['name']} ({facts['staff']}) sits at {facts['counter']}", as_json=as_json)
