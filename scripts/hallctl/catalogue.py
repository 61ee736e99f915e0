"""`hallctl catalogue`: check a hall's files, count what is in them, write their JSON schema. Knows no rule itself."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from broker.catalogue import Catalogue, CatalogueBroken, CatalogueError, load, schema_text

app = typer.Typer(
    name="catalogue", no_args_is_help=True, help="检查、查看大厅目录 / check and show the hall's catalogue"
)

_CONFIG = Path(__file__).parents[2] / "config"

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the folder of *.toml files")]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON for programs")]


@app.command("check")
def check_folder(folder: Folder = _CONFIG / "hall", *, as_json: AsJson = False) -> None:
    """Check a catalogue: exit code 0 when it is right, 1 when it is broken, with every error named."""
    catalogue, errors = _load(folder)
    if as_json:
        report = {"ok": not errors, "folder": str(folder), "errors": [_as_dict(error) for error in errors]}
        if catalogue is not None:
            report["hash"] = catalogue.revision_hash
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
    elif catalogue is not None:
        typer.echo(f"{folder}: 目录正确 / all right — {summary(catalogue)}")
    else:
        for error in errors:
            typer.echo(str(error))
        typer.echo(f"\n{folder}: {len(errors)} 处错误,大厅不会用它启动 / {len(errors)} errors, no hall starts with it")
    if errors:
        raise typer.Exit(code=1)


@app.command("show")
def show(folder: Folder = _CONFIG / "hall", *, as_json: AsJson = False) -> None:
    """Count what is in a catalogue; exit code 1 when it is broken."""
    catalogue, errors = _load(folder)
    if catalogue is None:
        typer.echo(f"{folder}: {len(errors)} 处错误,请先运行 / errors, first run: hallctl catalogue check", err=True)
        raise typer.Exit(code=1)
    typer.echo(json.dumps(counts(catalogue), ensure_ascii=False, indent=2) if as_json else summary(catalogue))


@app.command("schema")
def write_schema(
    target: Annotated[Path, typer.Argument(help="the file to write")] = _CONFIG / "schema" / "catalogue.schema.json",
) -> None:
    """Write the JSON schema of the catalogue's files, for editors that complete and check TOML."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(), encoding="utf-8")
    typer.echo(str(target))


def counts(catalogue: Catalogue) -> dict[str, int | str]:
    """Give what is counted of a catalogue; items are the services in full and those known by name."""
    names = catalogue.item_names
    return {
        "hall": catalogue.hall.name_zh,
        "departments": len(catalogue.departments),
        "sections": len(catalogue.sections),
        "windows": len(catalogue.counters),
        "kiosks": len(catalogue.kiosks),
        "items": len(catalogue.services) + len(names.power) + len(names.other),
        "services": len(catalogue.services),
        "packages": len(catalogue.packages),
        "queues": len(catalogue.queues),
        "staff": len(catalogue.staff_members),
        "hash": catalogue.revision_hash,
    }


def summary(catalogue: Catalogue) -> str:
    """Give the counts as one line."""
    return (
        "{departments} departments, {sections} sections, {windows} windows, {kiosks} kiosks, "
        "{items} items + {packages} packages"
    ).format(**counts(catalogue))


def _load(folder: Path) -> tuple[Catalogue | None, tuple[CatalogueError, ...]]:
    try:
        return load(folder), ()
    except CatalogueBroken as broken:
        return None, broken.errors


def _as_dict(error: CatalogueError) -> dict[str, object]:
    return {**asdict(error), "reason": error.reason}
