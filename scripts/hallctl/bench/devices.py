"""The device list of a hall under load: every window a client of its own, and as many kiosks as clients are wanted.

The reference hall has one node per section and 14 kiosks; a bench wants 64 windows and 32 kiosks that ask at once, each
with an account, an access list and a connection of its own. Everything else of the hall stays as it is.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from broker.catalogue import Catalogue, load
from broker.catalogue.devices import Client
from broker.terms import ClientCode, CounterCode
from scripts.rig.toml_text import Value, toml_text

REFERENCE = Path(__file__).parents[3] / "config" / "hall"
KIOSKS = 32


def window_client(counter: CounterCode) -> ClientCode:
    """Name the client of one window."""
    return ClientCode(f"N-{counter}")


def kiosk_client(number: int) -> ClientCode:
    """Name one of the kiosks that were added, from 1."""
    return ClientCode(f"L-{number:02d}")


def write_load_hall(folder: Path) -> Catalogue:
    """Write the hall's files with the longer device list into `folder` and read them back, checked.

    Raises `CatalogueBroken` when the list breaks a rule of the checker; OSError.
    """
    shutil.copytree(REFERENCE, folder)
    reference = load(REFERENCE)
    listed: list[Value] = [_entry(client) for client in _clients(reference)]
    (folder / "devices.toml").write_text(toml_text({"clients": listed}), encoding="utf-8")
    return load(folder)


def _clients(reference: Catalogue) -> list[Client]:
    entrance = next(client for client in reference.clients if client.kind == "kiosk")
    more = [
        entrance.model_copy(update={"code": kiosk_client(number), "devices": ()}) for number in range(1, KIOSKS + 1)
    ]
    # the last kiosk of a place is the one the checker holds against kiosks.toml: ours come first
    kept = [client for client in reference.clients if client.kind != "node"]
    windows = [_window(reference, node, code) for node in reference.clients for code in node.counters]
    return [*more, *kept, *windows]


def _window(reference: Catalogue, node: Client, code: CounterCode) -> Client:
    section = reference.counter(code).section
    own = tuple(device for device in node.devices if device.counter == code)
    speaker = next(device for device in node.devices if device.kind == "speaker")
    voice = speaker.model_copy(update={"code": f"SPK-{code}"})
    return node.model_copy(
        update={"code": window_client(code), "counters": (code,), "zones": (section,), "devices": (*own, voice)}
    )


def _entry(client: Client) -> Mapping[str, Value]:
    facts: dict[str, Value] = client.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return facts
