"""`hallctl contract`: writes what follows from the contract of the bus: its AsyncAPI document, mosquitto's files."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from broker import mosquitto
from broker.catalogue import load
from broker.contract import ROWS, Role, Row, Scope
from broker.topics import PREFIX, WITHOUT_NAME
from scripts.rig.configs import CATALOGUE, HALL, ROOT

app = typer.Typer(name="contract", no_args_is_help=True, help="documents written from the contract of the bus")

ASYNCAPI = ROOT / "config" / "schema" / "asyncapi.json"
MOSQUITTO = ROOT / "config" / "mosquitto"
INSTALLED = Path("/etc/jiaohao/mosquitto")
_EXAMPLE_PORT = 1883
_VERSION = "1.0.0"
_NAMED = {
    "request": "client", "reply": "client", "help": "client", "shown": "client", "health": "client",
    "display": "counter",
    "rating": "counter", "board": "zone", "announce": "zone", "line": "queue",
}  # fmt: skip
_PARAMETERS = {
    "hall": "The hall's code",
    "client": "A program's code in the hall's list of clients",
    "counter": "A window's code: W44",
    "zone": "The code of a zone with its own board and voice: S08",
    "queue": "A queue's letter: K",
}


@app.command("asyncapi")
def write_asyncapi(target: Annotated[Path, typer.Argument(help="the file to write")] = ASYNCAPI) -> None:
    """Write the AsyncAPI document of the bus."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(asyncapi_text(), encoding="utf-8")
    typer.echo(str(target))


@app.command("mosquitto")
def write_mosquitto(folder: Annotated[Path, typer.Argument(help="where to write")] = MOSQUITTO) -> None:
    """Write mosquitto's configuration and access list of the reference hall, without passwords."""
    folder.mkdir(parents=True, exist_ok=True)
    files = mosquitto.BrokerFiles.in_folder(INSTALLED)
    configuration = mosquitto.configuration(files, port=_EXAMPLE_PORT)
    (folder / "mosquitto.conf").write_text(configuration, encoding="utf-8")
    access = mosquitto.access_list(HALL, load(CATALOGUE).clients)
    (folder / "aclfile").write_text(access, encoding="utf-8")
    typer.echo(str(folder))


def asyncapi_text(rows: tuple[Row, ...] = ROWS) -> str:
    """Give the AsyncAPI 3.0 document: the same text for the same contract."""
    schemas: dict[str, Any] = {}
    document = {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Jiaohao: the bus of a service hall",
            "version": _VERSION,
            "description": "State out, requests in. Displays get retained states, never commands.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {str(row.kind): _channel(row) for row in rows},
        "operations": dict(operation for row in rows for operation in _operations(row)),
        "components": {"messages": {str(row.kind): _message(row, schemas) for row in rows}, "schemas": schemas},
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _channel(row: Row) -> dict[str, Any]:
    named = row.kind not in WITHOUT_NAME
    names = ["hall", _NAMED[row.kind]] if named else ["hall"]
    return {
        "address": f"{PREFIX}/{{hall}}/{row.kind}" + (f"/{{{names[1]}}}" if named else ""),
        "summary": row.summary,
        "messages": {str(row.kind): {"$ref": f"#/components/messages/{row.kind}"}},
        "parameters": {name: {"description": _PARAMETERS[name]} for name in names},
    }


def _operations(row: Row) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{role}.{way}.{row.kind}", _operation(row, action, role, scope))
        for way, action, scopes in (("publishes", "send", row.publishes), ("reads", "receive", row.reads))
        for role, scope in scopes.items()
    ]


def _operation(row: Row, action: str, role: Role, scope: Scope) -> dict[str, Any]:
    mqtt: dict[str, object] = {"qos": row.qos, "retain": row.retain, "bindingVersion": "0.2.0"}
    if row.expiry_seconds is not None:
        mqtt["messageExpiryInterval"] = row.expiry_seconds
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{row.kind}"},
        "summary": f"{role}: {scope}",
        "bindings": {"mqtt": mqtt},
    }


def _message(row: Row, schemas: dict[str, Any]) -> dict[str, Any]:
    schema = row.message.json_schema(ref_template="#/components/schemas/{model}")
    definitions: Mapping[str, Any] = schema.pop("$defs", {})
    schemas.update(definitions)
    return {"name": str(row.kind), "summary": row.summary, "contentType": "application/json", "payload": schema}
