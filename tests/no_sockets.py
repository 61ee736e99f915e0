"""Keeps unit tests off the network: an audit hook that knows what the running test may open.

Tests in the folders named below may use loopback, and so may a test marked `sockets`; nobody may leave this machine.
Unix sockets (asyncio's own pipe, X) are never refused. Child processes are not watched.
"""

import sys
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from typing import cast

import pytest

FOLDERS_WITH_LOOPBACK = (
    "hardware/contracts",
    "hardware/links",
    "hardware/emulators",
    "flows",
    "days",
    "faults",
    "browser",
    "bench",
    "rig",
)
_TESTS = Path(__file__).parent
_ANY_SOURCE = (("", 0),)
"""What paho binds before it connects: any free port of our own. Where it connects to is watched."""


class SocketRefused(Exception):
    """Raised in a test that opens a socket it may not open."""


class Policy(Enum):
    """What the test that runs now may open."""

    NOTHING = "a unit test opens no sockets: move it to a folder with loopback or mark it `sockets`"
    LOOPBACK = "tests stay on this machine"


class _Guard:
    """The one policy in force; the audit hook cannot be taken out again, so it asks here."""

    policy: Policy | None = None


def install() -> None:
    """Start watching. A second call, from a pytest inside a pytest, watches twice and does no harm."""
    sys.addaudithook(_watch)


def apply(policy: Policy | None) -> None:
    """Let the policy hold from now on, in every thread."""
    _Guard.policy = policy


def policy_for(item: pytest.Item) -> Policy:
    """The policy of a test: by its folder, or by the marker `sockets`."""
    if item.get_closest_marker("sockets") is not None or item.get_closest_marker("rig") is not None:
        return Policy.LOOPBACK
    folders = [_TESTS / folder for folder in FOLDERS_WITH_LOOPBACK]
    return Policy.LOOPBACK if any(item.path.is_relative_to(folder) for folder in folders) else Policy.NOTHING


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _Guard.policy is None:
        return
    if event in {"socket.connect", "socket.bind", "socket.sendto"}:
        is_source = event == "socket.bind" and arguments[1:] == _ANY_SOURCE
        host = None if is_source else _host(arguments[1])
        refused = host is not None and (_Guard.policy is Policy.NOTHING or not _is_loopback(host))
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        refused = isinstance(host, str) and not _is_loopback(host)
    else:
        return
    if refused:
        raise SocketRefused(f"{event} {host}: {_Guard.policy.value}")


def _host(address: object) -> str | None:
    """The host of an Internet address; None for a Unix socket's path."""
    return str(cast("tuple[object, ...]", address)[0]) if isinstance(address, tuple) else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
