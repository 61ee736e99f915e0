"""The only place a topic is built or parsed: `hall/v1/{hall}/{kind}/{name}`.

A `Topic` knows its kind, so that the contract finds the message, quality and rights that belong to it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from broker.errors import BadMessage
from broker.terms import ClientCode, CounterCode, HallCode, QueueLetter, ZoneCode

PREFIX = "hall/v1"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


class Kind(StrEnum):
    """The kinds of topic; each is one row of the contract."""

    REQUEST = "request"
    REPLY = "reply"
    DISPLAY = "display"
    BOARD = "board"
    ANNOUNCE = "announce"
    LINE = "line"
    RATING = "rating"
    SHOWN = "shown"
    TIME = "time"
    CATALOGUE = "catalogue"
    HEALTH = "health"
    HELP = "help"


WITHOUT_NAME = frozenset({Kind.TIME, Kind.CATALOGUE})


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of one hall. `name` is the client, counter, zone or queue; empty where there is only one."""

    hall: HallCode
    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        """Give the topic as it goes over the wire."""
        tail = f"/{self.name}" if self.name else ""
        return f"{PREFIX}/{self.hall}/{self.kind}{tail}"


def request(hall: HallCode, client: ClientCode) -> Topic:
    """Give the topic on which `client` asks the controller."""
    return Topic(hall, Kind.REQUEST, client)


def reply(hall: HallCode, client: ClientCode) -> Topic:
    """Give the topic on which `client` is answered."""
    return Topic(hall, Kind.REPLY, client)


def display(hall: HallCode, counter: CounterCode) -> Topic:
    """Give the topic of a window's LED."""
    return Topic(hall, Kind.DISPLAY, counter)


def board(hall: HallCode, zone: ZoneCode) -> Topic:
    """Give the topic of a zone's board."""
    return Topic(hall, Kind.BOARD, zone)


def announce(hall: HallCode, zone: ZoneCode) -> Topic:
    """Give the topic of what is spoken in a zone."""
    return Topic(hall, Kind.ANNOUNCE, zone)


def line(hall: HallCode, queue: QueueLetter) -> Topic:
    """Give the topic of a queue's length and wait."""
    return Topic(hall, Kind.LINE, queue)


def rating(hall: HallCode, counter: CounterCode) -> Topic:
    """Give the topic of a window's rating pad."""
    return Topic(hall, Kind.RATING, counter)


def shown(hall: HallCode, client: ClientCode) -> Topic:
    """Give the topic on which `client` confirms what its devices show."""
    return Topic(hall, Kind.SHOWN, client)


def time(hall: HallCode) -> Topic:
    """Give the topic of the caller's clock."""
    return Topic(hall, Kind.TIME)


def catalogue(hall: HallCode) -> Topic:
    """Give the topic of the catalogue's revision."""
    return Topic(hall, Kind.CATALOGUE)


def health(hall: HallCode, client: ClientCode) -> Topic:
    """Give the topic of a client's health and last will."""
    return Topic(hall, Kind.HEALTH, client)


def help_at(hall: HallCode, kiosk: ClientCode) -> Topic:
    """Give the topic on which a kiosk hears that somebody comes to help."""
    return Topic(hall, Kind.HELP, kiosk)


def every(hall: HallCode, kind: Kind) -> str:
    """Give the filter that hears every topic of one kind."""
    return f"{PREFIX}/{hall}/{kind}" if kind in WITHOUT_NAME else f"{PREFIX}/{hall}/{kind}/+"


def parse(text: str) -> Topic:
    """Read a topic from the wire. Raises `BadMessage` when it is not one of ours."""
    parts = text.split("/")
    if len(parts) not in (4, 5) or "/".join(parts[:2]) != PREFIX:
        raise BadMessage(topic=text[:120], reason="not a topic of a hall")
    try:
        kind = Kind(parts[3])
    except ValueError:
        raise BadMessage(topic=text[:120], reason="no such kind of topic") from None
    name = parts[4] if len(parts) == 5 else ""  # noqa: PLR2004 - hall/v1/{hall}/{kind}/{name}
    named = kind not in WITHOUT_NAME
    if named != bool(name) or (name and not _NAME.fullmatch(name)) or not _NAME.fullmatch(parts[2]):
        raise BadMessage(topic=text[:120], reason="name missing or not a code")
    return Topic(HallCode(parts[2]), kind, name)
