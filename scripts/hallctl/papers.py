"""`scan`, `papers`, `draw`: pages under the camera, pages from the printer, a finger that draws."""

import base64
import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from scripts.hallctl.rig import Refused, Rig
from scripts.hallctl.telling import STATE, AsJson, State, refusals_told, tell

app = typer.Typer()

_DOTS_PER_INCH = "200"

Kiosk = Annotated[str, typer.Argument(metavar="KIOSK", help="K05, K06 …")]
Page = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="a page as JPEG, PNG or PDF; none: take it away")]
AsSeen = Annotated[bool, typer.Option("--as-seen", help="the file is what the camera sees, plate and all")]
Points = Annotated[list[str] | None, typer.Argument(metavar="[X,Y …]", help="pixels; / begins a new stroke")]


@app.command()
def scan(
    kiosk: Kiosk, page: Page = None, *, as_seen: AsSeen = False, state: State = STATE, as_json: AsJson = False
) -> None:
    """Lay a page under a kiosk's camera, or take away what lies there: hallctl scan K05 lease.pdf."""
    with refusals_told(as_json=as_json):
        picture = "" if page is None else base64.b64encode(_picture(page)).decode("ascii")
        wish = {"kiosk": kiosk.upper(), "picture": picture, "as_seen": as_seen}
        facts = Rig.of(state).post("/api/scan", wish)
        lying = f"{page} lies under it" if facts["lying"] else "nothing lies under it"
        tell(facts, f"{facts['camera']}: {lying}", as_json=as_json)


@app.command()
def papers(kiosk: Kiosk, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Print what came out of a kiosk's page printer, with the files of PDF and pictures: hallctl papers K05."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).get(f"/api/papers/{kiosk.upper()}")
        text = "\n\n".join(_paper(paper) for paper in facts["papers"])
        tell(facts, text or "(no page yet)", as_json=as_json)


@app.command()
def draw(kiosk: Kiosk, points: Points = None, *, state: State = STATE, as_json: AsJson = False) -> None:
    """Sign where a kiosk asks for it, or drag a finger: hallctl draw K05 · draw K05 20,80 60,80 / 40,70 40,90."""
    with refusals_told(as_json=as_json):
        facts = Rig.of(state).post("/api/draw", {"kiosk": kiosk.upper(), "strokes": _strokes(points or [])})
        tell(facts, "\n".join([f"[{facts.get('step', '')}]", *facts.get("texts", [])]), as_json=as_json)


def _strokes(words: list[str]) -> list[list[list[int]]]:
    strokes: list[list[list[int]]] = [[]]
    for word in words:
        x, comma, y = word.partition(",")
        if word == "/":
            strokes.append([])
        elif comma and x.isdecimal() and x.isascii() and y.isdecimal() and y.isascii():
            strokes[-1].append([int(x), int(y)])
        else:
            raise Refused(f"{word} is no point in pixels (540,1600) and no / between two strokes")
    return [stroke for stroke in strokes if stroke]


def _picture(file: Path) -> bytes:
    try:
        found = file.read_bytes()
    except OSError as fault:
        raise Refused(f"{file} cannot be read ({fault.strerror})") from fault
    if not found.startswith(b"%PDF"):
        return found
    command = ["pdftoppm", "-png", "-r", _DOTS_PER_INCH, "-f", "1", "-l", "1", "-"]
    try:
        return subprocess.run(command, input=found, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError) as fault:
        raise Refused(f"pdftoppm cannot draw the first page of {file}") from fault


def _paper(paper: dict[str, Any]) -> str:
    spoilt = "" if paper["complete"] else ", spoilt"
    sheets = f"{paper['sheets']} sheet{'' if paper['sheets'] == 1 else 's'}"
    head = f"-- paper {paper['number']} ({sheets}{spoilt})\n   {paper['pdf']}"
    return "\n".join([head, *(f"   {picture}" for picture in paper["pictures"]), *paper["lines"]])
