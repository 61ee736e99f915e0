"""`break`, `fix`, `doctor`: faults of devices and programs on command, and how each of them says it is."""

from typing import Annotated, Any

import typer

from scripts.hallctl.rig import Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

Name = Annotated[
    str,
    typer.Argument(
        metavar="DEVICE|PROGRAM|SYSTEM",
        help="K01.ticket, LED-44; broker, caller …; elicence, exchange, sms, seal, unified, goodbad, monitor",
    ),
]
Fault = Annotated[
    str,
    typer.Argument(
        metavar="FAULT",
        help="paper_out, unplugged, silent …; stop or kill a program; slow, failing, dead: an outside system; "
        "expired, revoked, not_found: a licence",
    ),
]
About = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SECONDS | PERSON LICENCE]", help="how long a program is down, how late a system answers"),
]
Ended = Annotated[str, typer.Argument(metavar="[FAULT]", help="for symmetry: every fault of the device ends")]


@app.command("break")
def break_(name: Name, fault: Fault, about: About = None, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Break something: break K01.ticket paper_out · broker stop 8 · elicence slow 30 · elicence expired C01 BIZ."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/break", {"name": name, "fault": fault, "about": about or []})
        word = "by" if "system" in facts else "for"
        length = f" {word} {facts['seconds']:g} s" if "seconds" in facts else ""
        whose = f", {facts['licence']} of {facts['persona']}" if "licence" in facts else ""
        tell(facts, f"{name}: {fault}{length}{whose}", as_json=as_json)


@app.command()
def fix(name: Name, fault: Ended = "", *, state: State = STATE, as_json: AsJson = False) -> None:
    """End every fault of a device or an outside system, or start a stopped program: hallctl fix K01.ticket."""
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
