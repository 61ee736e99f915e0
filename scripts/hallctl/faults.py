"""`break`, `fix`, `doctor`: faults of devices and programs on command, and how each of them says it is."""

from typing import Annotated, Any

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Name = Annotated[str, typer.Argument(metavar="DEVICE|PROGRAM", help="K01.ticket, LED-44, broker, caller …")]
Fault = Annotated[str, typer.Argument(metavar="FAULT", help="paper_out, unplugged, silent …; stop or kill a program")]
Seconds = Annotated[float | None, typer.Argument(metavar="[SECONDS]", help="how long a program stays down", min=0)]
Ended = Annotated[str, typer.Argument(metavar="[FAULT]", help="for symmetry: every fault of the device ends")]


@app.command("break")
def break_(name: Name, fault: Fault, seconds: Seconds = None, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Break something: hallctl break K01.ticket paper_out · break LED-44 unplugged · break broker stop 8."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/break", {"name": name, "fault": fault, "seconds": seconds})
        length = f" for {facts['seconds']:g} s" if "seconds" in facts else ""
        tell(facts, f"{name}: {fault}{length}", as_json=as_json)


@app.command()
def fix(name: Name, fault: Ended = "", *, state: State = STATE, as_json: AsJson = False) -> None:
    """End every fault of a device, or start a stopped program: hallctl fix K01.ticket."""
    del fault
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/fix", {"name": name})
        tell(facts, f"{name}: whole", as_json=as_json)


@app.command()
def doctor(*, state: State = STATE, as_json: AsJson = False) -> None:
    """Test every program and device by what its driver says; exit code 1 when any has a fault, which is named."""
    with refusals_told(as_json=as_json):
        parts: list[dict[str, Any]] = Rig.of(state).get("/api/doctor")["parts"]
        faulty = [part for part in parts if part["state"] == "fault"]
        lines = [f"{part['state']:8} {part['name']:12} {part['what'] or ''}".rstrip() for part in parts]
        silent = sum(part["state"] == "unknown" for part in parts)
        counts = f"{len(parts) - silent} tested, {silent} not heard from yet, {len(faulty)} with a fault"
        counts += "".join(f" · {part['name']}" for part in faulty)
        tell({"healthy": not faulty, "parts": parts}, "\n".join([*lines, counts]), as_json=as_json)
    if faulty:
        raise typer.Exit(code=1)
