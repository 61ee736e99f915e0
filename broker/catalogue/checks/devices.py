"""Programs on the bus and their devices: each serves something that exists, every window and kiosk has its own."""

from collections import Counter as Tally
from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.devices import BUILT_INTO_KIOSKS, DRIVERS, Client, ClientKind, DeviceKind
from broker.terms import CounterCode, ZoneCode

_AT_A_WINDOW: tuple[DeviceKind, ...] = ("call_display", "call_pad", "rating_pad")
_SERVES: dict[ClientKind, frozenset[str]] = {
    "caller": frozenset(),
    "technician": frozenset(),
    "node": frozenset({"counters", "zones"}),
    "kiosk": frozenset({"kiosk"}),
    "board": frozenset({"zones"}),
}
"""What a client of each kind must say that it serves, and may say alone."""


def _drivers(c: Catalogue) -> Iterator[Finding]:
    for client in c.clients:
        for device in client.devices:
            if device.driver not in DRIVERS[device.kind]:
                known = listed(DRIVERS[device.kind])
                key = f"clients[{client.code}].devices[{device.code}].driver"
                zh = f"{device.kind} 没有驱动 {device.driver},可用的有: {known}"
                yield Finding(key, zh, f"{device.kind} has no driver {device.driver}; there are: {known}")


def _serves(c: Catalogue) -> Iterator[Finding]:
    for client in c.clients:
        told = {name for name in ("counters", "kiosk", "zones") if getattr(client, name)}
        wrong = told ^ _SERVES[client.kind]
        if wrong:
            wanted = listed(_SERVES[client.kind]) or "—"
            zh = f"{client.kind} 须写且只写: {wanted}"
            yield Finding(f"clients[{client.code}]", zh, f"a {client.kind} serves exactly: {wanted}")


def _one_caller(c: Catalogue) -> Iterator[Finding]:
    if sum(client.kind == "caller" for client in c.clients) != 1:
        yield Finding("clients", "叫号主控(caller)须恰好一个", "exactly one client is the caller")


def _device_counters(c: Catalogue) -> Iterator[Finding]:
    for client in c.clients:
        for device in client.devices:
            key = f"clients[{client.code}].devices[{device.code}].counter"
            at_window = device.kind in _AT_A_WINDOW
            if at_window and device.counter not in client.counters:
                zh = f"设备 {device.code} 须写明它所在的窗口,且由 {client.code} 所管"
                en = f"{device.code} stands at a window that {client.code} serves; name it"
                yield Finding(key, zh, en)
            elif not at_window and device.counter is not None:
                zh = f"{device.kind} 不属于某个窗口"
                yield Finding(key, zh, f"a {device.kind} belongs to no window")


def _windows_equipped(c: Catalogue) -> Iterator[Finding]:
    have = {(device.counter, device.kind) for client in c.clients for device in client.devices}
    for counter in c.counters:
        missing = [kind for kind in _AT_A_WINDOW if (counter.code, kind) not in have]
        if missing:
            kinds = ", ".join(missing)
            zh = f"窗口 {counter.code} 在 devices.toml 里缺少: {kinds}"
            yield Finding(f"windows[{counter.code}]", zh, f"{counter.code} has no {kinds} in devices.toml")


def _served_once(c: Catalogue) -> Iterator[Finding]:
    served = Tally(code for client in c.clients for code in client.counters)
    for client in c.clients:
        for code in client.counters:
            if served[code] > 1:
                zh = f"窗口 {code} 由不止一个节点所管"
                yield Finding(f"clients[{client.code}].counters", zh, f"more than one node serves {code}")


def _kiosks_equipped(c: Catalogue) -> Iterator[Finding]:
    clients = {client.kiosk: client for client in c.clients if client.kiosk is not None}
    for kiosk in c.kiosks:
        client = clients.get(kiosk.code)
        if client is None:
            zh = f"自助机 {kiosk.code} 不在 devices.toml 里"
            yield Finding(f"kiosks[{kiosk.code}]", zh, f"{kiosk.code} is not in devices.toml")
            continue
        built_in = [BUILT_INTO_KIOSKS[device] for device in kiosk.devices]
        wanted = {(f"{kiosk.code}.{name}", kind) for name, kind in built_in}
        if wanted != _devices_of(client):
            codes = listed(code for code, _ in wanted ^ _devices_of(client))
            zh = f"与 kiosks.toml 中 {kiosk.code} 的设备不一致: {codes}"
            yield Finding(
                f"clients[{client.code}].devices", zh, f"not the devices of {kiosk.code} in kiosks.toml: {codes}"
            )


def _devices_of(client: Client) -> set[tuple[str, DeviceKind]]:
    return {(device.code, device.kind) for device in client.devices}


def _zones(c: Catalogue) -> Iterator[Finding]:
    known = {ZoneCode(section.code) for section in c.sections} | {board.zone for board in c.boards}
    for client in c.clients:
        for zone in client.zones:
            if zone not in known:
                yield Finding(f"clients[{client.code}].zones", f"没有区域 {zone}", f"there is no zone {zone}")


def _boards_driven(c: Catalogue) -> Iterator[Finding]:
    driven = {str(client.code): client.zones for client in c.clients if client.kind == "board"}
    for board in c.boards:
        if board.zone not in driven.get(board.code, ()):
            zh = f"综合屏 {board.code} 不在 devices.toml 里,或区域不同"
            yield Finding(f"boards[{board.code}]", zh, f"{board.code} is not in devices.toml, or with another zone")


def _voices(c: Catalogue) -> Iterator[Finding]:
    heard: set[CounterCode] = set()
    for client in c.clients:
        if any(device.kind == "speaker" for device in client.devices):
            heard.update(client.counters)
    for counter in c.counters:
        if counter.code not in heard:
            zh = f"窗口 {counter.code} 的叫号没有音箱播报"
            yield Finding(f"windows[{counter.code}]", zh, f"no speaker is heard where {counter.code} calls")


CHECKS: tuple[Check, ...] = (
    Check("devices.drivers", _drivers),
    Check("devices.serves", _serves),
    Check("devices.one_caller", _one_caller),
    Check("devices.counters", _device_counters),
    Check("devices.windows_equipped", _windows_equipped),
    Check("devices.served_once", _served_once),
    Check("devices.kiosks_equipped", _kiosks_equipped),
    Check("devices.zones", _zones),
    Check("devices.boards_driven", _boards_driven),
    Check("devices.voices", _voices),
)
