"""What the wall shows of devices and kiosks: what is at fault, what is gone, what no screen confirmed (K-16)."""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from broker.catalogue.devices import Client
from broker.terms import ClientCode, DeviceCode, KioskCode, TicketNumber
from caller.application.devices import DeviceRow
from caller.application.ports import Scene
from caller.console.wall.words import fault_in_words, screen_in_words
from caller.console.words import Text
from caller.domain.hall import KioskDay

Light: TypeAlias = Literal["ok", "fault", "away", "unknown"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A device at fault, or a whole client that is gone (`device` None)."""

    client: ClientCode
    device: DeviceCode | None
    what: Text
    since: datetime | None


@dataclass(frozen=True, slots=True)
class MissedCall:
    """A call that its screen has not shown two seconds after it was made."""

    window_number: int
    number: TicketNumber
    called_at: datetime


@dataclass(frozen=True, slots=True)
class DevicesView:
    """What needs a technician, and how many are well or were never heard."""

    missed_calls: tuple[MissedCall, ...]
    troubles: tuple[Trouble, ...]
    well: int
    unknown: int


@dataclass(frozen=True, slots=True)
class KioskRow:
    """One kiosk's day. `given_up_on` names the screens where visits were given up, the most frequent first."""

    code: KioskCode
    place: Text
    light: Light
    faults: tuple[tuple[DeviceCode, Text], ...]
    visits: int
    tickets: int
    given_up: int
    given_up_on: tuple[tuple[Text, int], ...]
    mean_seconds: int
    outages: int


def devices_view(scene: Scene) -> DevicesView:
    """Look at all devices of the hall."""
    rows = tuple(scene.devices.rows())
    gone = {client.code for client in scene.catalogue.clients if scene.devices.online(client.code) is False}
    troubles = [Trouble(row.client, row.device, _what(row), row.since) for row in rows if _is_trouble(row)]
    return DevicesView(
        missed_calls=tuple(
            MissedCall(scene.catalogue.counter(call.counter).number, call.number, call.called_at)
            for call in scene.devices.unconfirmed
        ),
        troubles=(
            *(Trouble(code, None, fault_in_words("offline"), _gone_since(rows, code)) for code in sorted(gone)),
            *troubles,
        ),
        well=sum(1 for row in rows if row.state == "ok"),
        unknown=sum(1 for row in rows if row.state == "unknown" and row.what is None),
    )


def kiosk_rows(scene: Scene) -> tuple[KioskRow, ...]:
    """Look at every kiosk."""
    clients = {client.kiosk: client for client in scene.catalogue.clients if client.kiosk is not None}
    rows = tuple(scene.devices.rows())
    outages = Tally(outage.client for outage in scene.hall.state.outages if outage.device is None)
    return tuple(_kiosk(scene, kiosk.code, clients.get(kiosk.code), rows, outages) for kiosk in scene.catalogue.kiosks)


def _kiosk(
    scene: Scene, code: KioskCode, client: Client | None, rows: tuple[DeviceRow, ...], outages: Tally[ClientCode]
) -> KioskRow:
    kiosk = scene.catalogue.kiosk(code)
    name = ClientCode(code) if client is None else client.code
    faults = tuple((row.device, _what(row)) for row in rows if row.client == name and _is_trouble(row))
    day = scene.hall.state.visits.get(name, KioskDay({}, {}, 0.0))
    visits = sum(day.visits.values())
    return KioskRow(
        code=code,
        place=Text(kiosk.place_zh, kiosk.place_en),
        light=_light(scene.devices.online(name), faults),
        faults=faults,
        visits=visits,
        tickets=day.visits.get("ticket", 0),
        given_up=day.visits.get("given_up", 0),
        given_up_on=tuple(
            (screen_in_words(screen), count)
            for screen, count in sorted(day.given_up_on.items(), key=lambda pair: -pair[1])
        ),
        mean_seconds=round(day.seconds / visits) if visits else 0,
        outages=outages[name],
    )


def _is_trouble(row: DeviceRow) -> bool:
    """A device that went silent is `unknown` with a word for it; one never asked has none."""
    return row.state == "fault" or (row.state == "unknown" and row.what is not None)


def _what(row: DeviceRow) -> Text:
    return fault_in_words(row.what or "fault")


def _light(online: bool | None, faults: tuple[object, ...]) -> Light:  # noqa: FBT001  three-valued: heard or not
    if online is None:
        return "unknown"
    if not online:
        return "away"
    return "fault" if faults else "ok"


def _gone_since(rows: tuple[DeviceRow, ...], client: ClientCode) -> datetime | None:
    return next((row.since for row in rows if row.client == client), None)
