"""The contract: one table, topic ↔ message ↔ quality ↔ retained ↔ who publishes ↔ who reads.

Everything else is derived from it: the codec, the broker's access list, the AsyncAPI document. A new kind of message is
one more row here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from pydantic import TypeAdapter

from broker.messages import (
    REPLY,
    REQUEST,
    Announcement,
    BoardState,
    CatalogueNotice,
    DisplayState,
    HallTime,
    Health,
    HelpState,
    LineState,
    RatingState,
    Shown,
)
from broker.topics import Kind


class Role(StrEnum):
    """The kinds of client on the bus (design: processes)."""

    CALLER = "caller"
    KIOSK = "kiosk"
    NODE = "node"
    BOARD = "board"
    TECHNICIAN = "technician"


class Scope(StrEnum):
    """Which names of a kind of topic a client may use."""

    OWN = "own"
    """The client's own code."""
    COUNTERS = "counters"
    """The counters that the device list gives the client."""
    ZONES = "zones"
    """The zones that the device list gives the client."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the contract. `expiry_seconds` bounds how long the broker keeps a message (v5)."""

    kind: Kind
    message: TypeAdapter[Any]
    summary: str
    qos: Literal[0, 1]
    retain: bool
    publishes: Mapping[Role, Scope]
    reads: Mapping[Role, Scope]
    expiry_seconds: int | None = None
    largest_bytes: int = field(default=65_536)


def _who(**roles: Scope) -> Mapping[Role, Scope]:
    return MappingProxyType({Role(name): scope for name, scope in roles.items()})


_CALLER = _who(caller=Scope.ALL)

ROWS: tuple[Row, ...] = (
    Row(
        Kind.REQUEST,
        REQUEST,
        "What a client asks of the controller",
        qos=1,
        retain=False,
        publishes=_who(kiosk=Scope.OWN, node=Scope.OWN, board=Scope.OWN, technician=Scope.OWN),
        reads=_CALLER,
        expiry_seconds=10,
        largest_bytes=4_194_304,
    ),
    Row(
        Kind.REPLY,
        REPLY,
        "What the controller answers",
        qos=1,
        retain=False,
        publishes=_CALLER,
        reads=_who(kiosk=Scope.OWN, node=Scope.OWN, board=Scope.OWN, technician=Scope.OWN),
        expiry_seconds=10,
        largest_bytes=4_194_304,
    ),
    Row(
        Kind.DISPLAY,
        TypeAdapter(DisplayState),
        "What a window's LED shows",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(node=Scope.COUNTERS, technician=Scope.ALL),
    ),
    Row(
        Kind.BOARD,
        TypeAdapter(BoardState),
        "What a zone's board shows",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(board=Scope.ZONES, technician=Scope.ALL),
    ),
    Row(
        Kind.ANNOUNCE,
        TypeAdapter(Announcement),
        "What is spoken in a zone, once",
        qos=1,
        retain=False,
        publishes=_CALLER,
        reads=_who(node=Scope.ZONES, technician=Scope.ALL),
        expiry_seconds=10,
    ),
    Row(
        Kind.LINE,
        TypeAdapter(LineState),
        "A queue's length, wait and windows",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(kiosk=Scope.ALL, node=Scope.ALL, board=Scope.ALL, technician=Scope.ALL),
    ),
    Row(
        Kind.RATING,
        TypeAdapter(RatingState),
        "What a window's rating pad shows",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(node=Scope.COUNTERS, technician=Scope.ALL),
    ),
    Row(
        Kind.SHOWN,
        TypeAdapter(Shown),
        "What a device really shows now",
        qos=1,
        retain=False,
        publishes=_who(node=Scope.OWN, board=Scope.OWN),
        reads=_who(caller=Scope.ALL, technician=Scope.ALL),
        expiry_seconds=60,
    ),
    Row(
        Kind.TIME,
        TypeAdapter(HallTime),
        "The caller's clock, every second",
        qos=0,
        retain=True,
        publishes=_CALLER,
        reads=_who(kiosk=Scope.ALL, node=Scope.ALL, board=Scope.ALL, technician=Scope.ALL),
    ),
    Row(
        Kind.CATALOGUE,
        TypeAdapter(CatalogueNotice),
        "Which catalogue is in force",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(kiosk=Scope.ALL, node=Scope.ALL, board=Scope.ALL, technician=Scope.ALL),
    ),
    Row(
        Kind.HEALTH,
        TypeAdapter(Health),
        "How a client and its devices are; last will: offline",
        qos=1,
        retain=True,
        publishes=_who(caller=Scope.OWN, kiosk=Scope.OWN, node=Scope.OWN, board=Scope.OWN),
        reads=_who(caller=Scope.ALL, technician=Scope.ALL),
    ),
    Row(
        Kind.HELP,
        TypeAdapter(HelpState),
        "Whether a person is wanted at a kiosk, and comes",
        qos=1,
        retain=True,
        publishes=_CALLER,
        reads=_who(kiosk=Scope.OWN, technician=Scope.ALL),
    ),
)

BY_KIND: Mapping[Kind, Row] = MappingProxyType({row.kind: row for row in ROWS})
