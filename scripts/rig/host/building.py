"""Devices of the settings → emulators, by explicit match."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import CallPadBody
from hardware.emulators.camera import CameraEmulator
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.document_printer import PagePrinterEmulator
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from hardware.emulators.speaker import Loudspeaker
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.glyphs import Glyphs, installed_fonts
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


class Builder:
    """Makes emulators; ticket printers share one set of glyphs, a page printer has a folder in `pages_folder`."""

    def __init__(self, pages_folder: Path) -> None:
        """Make nothing yet."""
        self._pages_folder = pages_folder
        self._glyphs: Glyphs | None = None

    def __call__(self, device: EmulatedDevice) -> Body:
        """Plug a device in. Raises OSError, `DidNotStart`, ValueError for one that has no emulator."""
        body = self._in_a_kiosk(device) or self._at_a_window(device)
        if body is None:
            raise ValueError(f"{device.code}: no emulator of a {device.kind} with driver {device.driver}")
        return body

    def _in_a_kiosk(self, device: EmulatedDevice) -> Body | None:
        match device.kind, device.driver:
            case "card_reader", "sdt":
                return SdtReaderEmulator(_wire(device))
            case "ticket_printer", "escpos":
                self._glyphs = self._glyphs or Glyphs(installed_fonts())
                return EscposPrinterEmulator(self._glyphs, _wire(device))
            case "document_printer", "ipp":
                folder = _made(self._pages_folder / device.code)
                return PagePrinterEmulator(folder, name=device.code, port=urlsplit(device.at).port)
            case "camera", "opencv":
                return CameraEmulator(urlsplit(device.at).port or 0)
            case _:
                return None

    def _at_a_window(self, device: EmulatedDevice) -> Body | None:
        match device.kind, device.driver:
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
                return None


def _wire(device: EmulatedDevice) -> Callable[[OnBytes], Wire]:
    return lambda on_bytes: Wire.pty(on_bytes, Path(device.at))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
