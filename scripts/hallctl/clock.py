"""`clock`: look at the hall's clock and move it."""

from typing import Annotated

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Words = Annotated[list[str] | None, typer.Argument(metavar="[show | +20m | to TIME]")]


@app.command(context_settings={"ignore_unknown_options": True})
def clock(words: Words = None, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Show or move the hall's clock: hallctl clock +20m · clock -1h · clock to "2026-11-24 10:00" · clock show."""
    wish = " ".join(words or ["show"]).removeprefix("to ").strip()
    with refusals_told(as_json=as_json):
        rig = Rig.of(state)
        facts = rig.get("/api/clock") if wish == "show" else rig.post("/api/clock", {"wish": wish})
        tell(facts, str(facts["now"]).replace("T", " "), as_json=as_json)
