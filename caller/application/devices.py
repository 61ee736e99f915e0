"""How the devices are and what they really show: heard on the bus, held against the hall, never journalled as such.

Silence is not health: a client never heard of is `unknown`, one whose last will came is away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from broker.catalogue import Catalogue
from broker.messages import DeviceHealth, Health, Shown
from broker.terms import ClientCode, CounterCode, DeviceCode, TicketNumber
from caller.domain.commands import ReportFault
from caller.domain.hall import Hall
from caller.domain.tickets.ticket import TicketState

CONFIRM_WITHIN = timedelta(seconds=2)
"""A call that its screen has not confirmed by then stands on the manager's wall."""


@dataclass(frozen=True, slots=True)
class UnconfirmedCall:
    """A call that no screen has shown."""

    counter: CounterCode
    number: TicketNumber
    called_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device as the technicians' list has it. `expected` is whether the device list knows it for this client."""

    client: ClientCode
    device: DeviceCode
    state: Literal["ok", "fault", "unknown", "away"]
    what: str | None
    since: datetime | None
    expected: bool


class DeviceWatch:
    """The last word of every client and display. The controller's thread owns it."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Know what to expect from the device list."""
        self._catalogue = catalogue
        self._health: dict[ClientCode, tuple[Health, datetime]] = {}
        self._shown: dict[DeviceCode, Shown] = {}
        self._displays: Mapping[CounterCode, DeviceCode] = {
            device.counter: device.code
            for client in catalogue.clients
            for device in client.devices
            if device.kind == "call_display" and device.counter is not None
        }
        self.unconfirmed: tuple[UnconfirmedCall, ...] = ()

    def hear_health(self, health: Health, now: datetime) -> list[ReportFault]:
        """Take a client's report; give what it means for the journal: faults that began or ended.

        Only devices of the device list come into the journal; others are merely shown, with `expected` False.
        """
        self._health[health.client] = (health, now)
        row = self._catalogue.clients_by_code.get(health.client)
        known = {device.code for device in row.devices} if row is not None else set[DeviceCode]()
        if not health.online:
            return [ReportFault(health.client, None, "offline")]
        reports = [ReportFault(health.client, None, None)]
        for code, device in health.devices.items():
            if code not in known:
                continue
            reports.append(ReportFault(health.client, code, _fault(device)))
        return reports

    def hear_shown(self, shown: Shown) -> None:
        """Take what a display confirms."""
        self._shown[shown.device] = shown

    def shown(self, device: DeviceCode) -> Shown | None:
        """Give what a display last confirmed."""
        return self._shown.get(device)

    def online(self, client: ClientCode) -> bool | None:
        """Tell whether a client is there; None when it was never heard."""
        heard = self._health.get(client)
        return None if heard is None else heard[0].online

    def rows(self) -> Iterator[DeviceRow]:
        """Give every device that is expected or was reported, by client."""
        for client in self._catalogue.clients:
            heard = self._health.get(client.code)
            reported = dict(heard[0].devices) if heard is not None else {}
            for device in client.devices:
                yield self._row(client.code, device.code, reported.pop(device.code, None), expected=True)
            for code, health in reported.items():
                yield self._row(client.code, code, health, expected=False)

    def _row(self, client: ClientCode, code: DeviceCode, health: DeviceHealth | None, *, expected: bool) -> DeviceRow:
        heard = self._health.get(client)
        if heard is not None and not heard[0].online:
            return DeviceRow(client, code, "away", "offline", heard[1], expected)
        if health is None:
            return DeviceRow(client, code, "unknown", None, None, expected)
        return DeviceRow(client, code, health.state, health.what, health.since, expected)

    def compare(self, hall: Hall, now: datetime) -> bool:
        """Find calls that no screen shows two seconds after they were made; True when the list has changed."""
        found = tuple(self._missing(hall, now))
        changed = found != self.unconfirmed
        self.unconfirmed = found
        return changed

    def _missing(self, hall: Hall, now: datetime) -> Iterator[UnconfirmedCall]:
        for counter in hall.counters.values():
            ticket = hall.tickets.get(counter.ticket_id) if counter.ticket_id is not None else None
            if ticket is None or ticket.state is not TicketState.CALLED or ticket.called_at is None:
                continue
            display = self._displays.get(counter.code)
            shown = self._shown.get(display) if display is not None else None
            is_shown = shown is not None and (shown.ticket, shown.call_count) == (ticket.number, ticket.call_count)
            # a clock set back makes a call one of the future: as good a reason to look after it
            in_time = timedelta() <= now - ticket.called_at <= CONFIRM_WITHIN
            if not is_shown and not in_time:
                yield UnconfirmedCall(counter.code, ticket.number, ticket.called_at)


def _fault(device: DeviceHealth) -> str | None:
    """Give what is wrong: an unknown device with a word (it fell silent) too, one that merely was not asked yet not."""
    if device.state == "fault":
        return device.what or "fault"
    return device.what if device.state == "unknown" else None
