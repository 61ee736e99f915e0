"""Free ports on loopback, the same at every start unless somebody has taken them: addresses stay what they were.

They lie below the range from which the system takes ports for outgoing lines: one of those could be gone by the time
its program listens on it.
"""

import json
import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from random import Random

from scripts.rig.state import read_json

LOOPBACK = "127.0.0.1"
_PORTS = range(20_000, 32_000)
_TRIES = 200


def free_ports(names: Iterable[str], memory: Path, randomness: Random) -> dict[str, int]:
    """Give every name a free port; `memory` is the file that remembers them. Raises OSError."""
    known = read_json(memory) or {}
    held: list[socket.socket] = []
    ports: dict[str, int] = {}
    try:
        for name in names:
            held.append(_hold(known.get(name), randomness))
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


def _hold(wanted: object, randomness: Random) -> socket.socket:
    tries = (wanted if isinstance(wanted, int) else None, *randomness.sample(_PORTS, _TRIES))
    for port in tries:
        if port is not None:
            with suppress(OSError):
                return socket.create_server((LOOPBACK, port))
    raise OSError(f"no free port between {_PORTS.start} and {_PORTS.stop}")
