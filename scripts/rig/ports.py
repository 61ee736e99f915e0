"""Free ports on loopback, the same at every start unless somebody has taken them: addresses stay what they were."""

import json
import socket
from collections.abc import Iterable
from pathlib import Path

from scripts.rig.state import read_json

LOOPBACK = "127.0.0.1"


def free_ports(names: Iterable[str], memory: Path) -> dict[str, int]:
    """Give every name a free port; `memory` is the file that remembers them. Raises OSError."""
    known = read_json(memory) or {}
    held: list[socket.socket] = []
    ports: dict[str, int] = {}
    try:
        for name in names:
            held.append(_hold(known.get(name)))
            ports[name] = int(held[-1].getsockname()[1])
    finally:
        for each in held:
            each.close()
    memory.write_text(json.dumps({**known, **ports}, indent=1), encoding="utf-8")
    return ports


def is_answered(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((LOOPBACK, port)) == 0


def _hold(wanted: object) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, wanted if isinstance(wanted, int) else 0))
    except OSError:
        return socket.create_server((LOOPBACK, 0))
