"""Events, states and answers ↔ the text the journal keeps, with versions: an old journal always loads."""

import hashlib
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from caller.domain import events as e
from caller.domain.hall import HallState
from caller.domain.tickets.counter import Counter

SNAPSHOT_VERSION = 6
"""Raised whenever `HallState` changes its shape, or events give another one: older snapshots are then passed over."""

VERSIONS: Mapping[str, int] = MappingProxyType({})
"""Event type → its present version, where it is not 1."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType({})
"""(event type, version) → how its payload becomes one of the next version."""

_TYPES: Mapping[str, type[e.AnyEvent]] = MappingProxyType({kind.__name__: kind for kind in e.AnyEvent.__args__})
_ADAPTERS: dict[type[e.AnyEvent], TypeAdapter[Any]] = {}
_STATE: TypeAdapter[HallState] = TypeAdapter(HallState)


class UnknownEventError(Exception):
    """Raised when the journal holds an event this program does not know: it was written by a newer one."""


def _adapter(kind: type[e.AnyEvent]) -> TypeAdapter[Any]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def encode_event(event: e.AnyEvent) -> str:
    """Give an event's payload as JSON."""
    return _adapter(type(event)).dump_json(event).decode()


def decode_event(kind: str, version: int, payload: str) -> e.AnyEvent:
    """Read an event of any version there ever was. Raises `UnknownEventError`."""
    known = _TYPES.get(kind)
    newest = VERSIONS.get(kind, 1)
    if known is None or version > newest:
        raise UnknownEventError(f"{kind} version {version}")
    if version == newest:
        return _adapter(known).validate_json(payload)
    data: dict[str, Any] = json.loads(payload)
    for step in range(version, newest):
        data = UPCASTERS[kind, step](data)
    return _adapter(known).validate_python(data)


def encode_state(state: HallState) -> bytes:
    """Give a snapshot's bytes."""
    return _STATE.dump_json(state)


def decode_state(data: bytes) -> HallState:
    """Read a snapshot."""
    return _STATE.validate_json(data)


def digest(state: HallState) -> str:
    """Give a fingerprint of a state: two halls that are the same have the same one.

    Counters that nothing has happened to come from the catalogue, in its order: they are not history.
    """
    facts: dict[str, Any] = json.loads(encode_state(state))
    for code, counter in state.counters.items():
        if counter == Counter(code=code):
            del facts["counters"][code]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def row_hash(previous: bytes, row: Mapping[str, Any]) -> bytes:
    """Chain a row of `events` (without its hash) to the one before it."""
    facts = [row[name] for name in ("hall", "seq", "epoch", "at", "actor", "request_id", "type", "version", "payload")]
    return hashlib.sha256(previous + json.dumps(facts, ensure_ascii=False).encode()).digest()
