"""Every emulated device of the hall, by its code: built from the settings, found by kind, broken and fixed by name."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import uuid4

from broker.terms import CounterCode, DeviceCode, KioskCode
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import CallPadBody
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from hardware.emulators.speaker import Loudspeaker
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.glyphs import Glyphs, installed_fonts
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.settings import EmulatedDevice


class Body(Protocol):
    """What every emulator can do."""

    @property
    def faults(self) -> tuple[str, ...]:
        """The ways in which it can break."""
        ...

    def break_(self, fault: str) -> None:
        """Begin a fault."""
        ...

    def fix(self) -> None:
        """End every fault."""
        ...


AnyBody = TypeVar("AnyBody")


class Table:
    """The devices as they lie there. `broken` names the faults that hold now."""

    def __init__(self, devices: Iterable[EmulatedDevice]) -> None:
        """Plug every device in. Raises OSError, ValueError for a device that has no emulator."""
        self.devices: Mapping[DeviceCode, EmulatedDevice] = {device.code: device for device in devices}
        build = _Builder()
        self._bodies: dict[DeviceCode, Body] = {code: build(device) for code, device in self.devices.items()}
        self._broken: dict[DeviceCode, set[str]] = {code: set() for code in self._bodies}

    def body(self, code: str) -> Body:
        """Give a device by its code. Raises `NoSuchThing`."""
        body = self._bodies.get(DeviceCode(code))
        if body is None:
            raise NoSuchThing("device", code)
        return body

    def of_kiosk(self, kiosk: str, kind: type[AnyBody]) -> tuple[DeviceCode, AnyBody]:
        """Give the one device of this kind that is built into a kiosk. Raises `NoSuchThing`."""
        found = self._find(lambda device: device.kiosk == kiosk, kind)
        if found is None:
            raise NoSuchThing("kiosk", kiosk, " ".join(self.kiosks))
        return found

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


class _Builder:
    """Device → emulator by explicit match; printers share one set of glyphs."""

    def __init__(self) -> None:
        self._glyphs: Glyphs | None = None

    def __call__(self, device: EmulatedDevice) -> Body:
        match device.kind, device.driver:
            case "card_reader", "sdt":
                return SdtReaderEmulator(_wire(device))
            case "ticket_printer", "escpos":
                self._glyphs = self._glyphs or Glyphs(installed_fonts())
                return EscposPrinterEmulator(self._glyphs, _wire(device))
            case "call_display", "onbon":
                return OnbonPanel(_wire(device))
            case "call_pad", "ff68":
                return CallPadBody(_wire(device))
            case "rating_pad", "ff68":
                return KeyRatingPad(_wire(device))
            case "rating_pad", "panel":
                return PanelTablet(device.at, new_request_id=lambda: uuid4().hex)
            case "speaker", _:
                return Loudspeaker(_made(Path(device.at)))
            case _:
                raise ValueError(f"{device.code}: no emulator of a {device.kind} with driver {device.driver}")


def _wire(device: EmulatedDevice) -> Callable[[OnBytes], Wire]:
    return lambda on_bytes: Wire.pty(on_bytes, Path(device.at))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
