"""Every emulated device of the hall, by its code: built from the settings, found by kind, broken and fixed by name."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from broker.terms import CounterCode, DeviceCode, KioskCode
from hardware.emulators.document_printer import PagePrinterEmulator, end_left_over
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from scripts.rig.host.building import Body, Builder
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.settings import EmulatedDevice

_AT_A_TIME = 4


AnyBody = TypeVar("AnyBody")


class Table:
    """The devices as they lie there. `broken` names the faults that hold now."""

    def __init__(self, devices: Iterable[EmulatedDevice], pages_folder: Path) -> None:
        """Plug every device in. Raises OSError, `DidNotStart`, ValueError for a device that has no emulator."""
        self.devices: Mapping[DeviceCode, EmulatedDevice] = {device.code: device for device in devices}
        for left in sorted(pages_folder.glob("*/")):
            end_left_over(left)
        build = Builder(pages_folder)
        printers = [device for device in self.devices.values() if device.kind == "document_printer"]
        with ThreadPoolExecutor(_AT_A_TIME) as starting:  # each is two programs to wait for
            started = {device.code: starting.submit(build, device) for device in printers}
            self._bodies: dict[DeviceCode, Body] = {
                code: build(device) for code, device in self.devices.items() if code not in started
            }
            self._bodies |= {code: body.result() for code, body in started.items()}
        self._broken: dict[DeviceCode, set[str]] = {code: set() for code in self._bodies}

    def close(self) -> None:
        """End the programs that some devices are made of."""
        for body in self._bodies.values():
            if isinstance(body, PagePrinterEmulator):
                body.close()

    def body(self, code: str) -> Body:
        """Give a device by its code. Raises `NoSuchThing`."""
        body = self._bodies.get(DeviceCode(code))
        if body is None:
            raise NoSuchThing("device", code)
        return body

    def of_kiosk(self, kiosk: str, kind: type[AnyBody]) -> tuple[DeviceCode, AnyBody]:
        """Give the one device of this kind that is built into a kiosk. Raises `NoSuchThing`."""
        found = self.built_into(kiosk, kind)
        if found is None:
            having = [code for code in self.kiosks if self.built_into(code, kind) is not None]
            raise NoSuchThing("kiosk with such a device" if kiosk in self.kiosks else "kiosk", kiosk, " ".join(having))
        return found

    def built_into(self, kiosk: str, kind: type[AnyBody]) -> tuple[DeviceCode, AnyBody] | None:
        """Give the one device of this kind that is built into a kiosk; None where there is none."""
        return self._find(lambda device: device.kiosk == kiosk, kind)

    def at_window(self, counter: str, kind: type[AnyBody]) -> tuple[DeviceCode, AnyBody]:
        """Give the one device of this kind that stands at a window. Raises `NoSuchThing`."""
        found = self._find(lambda device: device.counter == counter, kind)
        if found is None:
            raise NoSuchThing("window with such a device", counter, " ".join(self.counters))
        return found

    def rating_pad(self, counter: str) -> tuple[DeviceCode, KeyRatingPad | PanelTablet]:
        """Give a window's rating pad, with keys or a tablet. Raises `NoSuchThing`."""
        tablet = self._find(lambda device: device.counter == counter, PanelTablet)
        return tablet or self.at_window(counter, KeyRatingPad)

    @property
    def kiosks(self) -> tuple[KioskCode, ...]:
        """The kiosks with devices."""
        return tuple(dict.fromkeys(device.kiosk for device in self.devices.values() if device.kiosk))

    @property
    def counters(self) -> tuple[CounterCode, ...]:
        """The windows with devices."""
        return tuple(sorted({device.counter for device in self.devices.values() if device.counter}))

    def broken(self, code: DeviceCode) -> tuple[str, ...]:
        """Name the faults a device has now."""
        return tuple(sorted(self._broken[code]))

    def break_(self, code: str, fault: str) -> None:
        """Begin a fault. Raises `NoSuchThing`; `RigRefusal` for a fault that this device cannot have."""
        body = self.body(code)
        if fault not in body.faults:
            raise RigRefusal(f"{code} has no fault {fault}; it can have: {', '.join(body.faults)}")
        body.break_(fault)
        self._broken[DeviceCode(code)].add(fault)

    def fix(self, code: str) -> None:
        """End every fault of a device. Raises `NoSuchThing`."""
        self.body(code).fix()
        self._broken[DeviceCode(code)].clear()

    def _find(self, where: Callable[[EmulatedDevice], bool], kind: type[AnyBody]) -> tuple[DeviceCode, AnyBody] | None:
        for code, body in self._bodies.items():
            if where(self.devices[code]) and isinstance(body, kind):
                return code, body
        return None
