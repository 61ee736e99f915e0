"""Free ports on loopback, the same at every start unless somebody has taken them: addresses stay what they were.

They lie below the range from which the system takes ports for outgoing lines: one of those could be gone by the time
its program listens on it. Until then another hall that starts must not choose it either: a hall claims a port by
binding the datagram port of the same number, for as long as it runs.
"""

import json
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from scripts.rig.state import read_json

LOOPBACK = "127.0.0.1"
_PORTS = range(20_000, 32_000)
_TRIES = 200


@dataclass(frozen=True, slots=True)
class ClaimedPorts:
    """Ports by name, which no other hall on this machine is given until `close`."""

    by_name: Mapping[str, int]
    claims: tuple[socket.socket, ...]

    def close(self) -> None:
        """Let others have them."""
        for claim in self.claims:
            claim.close()


def claim_ports(names: Iterable[str], memory: Path, randomness: Random) -> ClaimedPorts:
    """Give every name a free port; `memory` is the file that remembers them. Raises OSError."""
    known = read_json(memory) or {}
    claims: list[socket.socket] = []
    ports: dict[str, int] = {}
    try:
        for name in names:
            claims.append(_claim(known.get(name), randomness))
            ports[name] = int(claims[-1].getsockname()[1])
        memory.write_text(json.dumps({**known, **ports}, indent=1), encoding="utf-8")
    except OSError:
        ClaimedPorts(ports, tuple(claims)).close()
        raise
    return ClaimedPorts(ports, tuple(claims))


def is_answered(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((LOOPBACK, port)) == 0


def _claim(wanted: object, randomness: Random) -> socket.socket:
    tries = (wanted if isinstance(wanted, int) else None, *randomness.sample(_PORTS, _TRIES))
    for port in tries:
        if port is not None:
            claim = socket.socket(type=socket.SOCK_DGRAM)
            with suppress(OSError):
                claim.bind((LOOPBACK, port))
                socket.create_server((LOOPBACK, port)).close()
                return claim
            claim.close()
    raise OSError(f"no free port between {_PORTS.start} and {_PORTS.stop}")
