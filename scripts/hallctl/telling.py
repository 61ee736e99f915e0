"""How every verb speaks: plain text or one JSON object on standard output; a refusal is a sentence and exit code 1."""

import json
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from scripts.hallctl.rig import Refused
from scripts.rig.state import DEFAULT_STATE

AsJson = Annotated[bool, typer.Option("--json", help="print JSON for programs")]
State = Annotated[Path, typer.Option("--state", metavar="DIR", help="the hall's folder, as given to scripts/run")]
STATE = DEFAULT_STATE


def tell(facts: Mapping[str, object], text: str, *, as_json: bool) -> None:
    """Print the facts as JSON, or the text."""
    if as_json:
        typer.echo(json.dumps({"ok": True, **facts}, ensure_ascii=False))
    elif text:
        typer.echo(text)


@contextmanager
def refusals_told(*, as_json: bool) -> Generator[None]:
    """Turn a refusal inside into its sentence and exit code 1."""
    try:
        yield
    except Refused as refused:
        if as_json:
            typer.echo(json.dumps({"ok": False, "error": str(refused)}, ensure_ascii=False))
        else:
            sys.stderr.write(f"hallctl: {refused}\n")
        raise typer.Exit(code=1) from refused
