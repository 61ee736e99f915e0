"""One kiosk's own file: who it is, how it reaches the broker, its panel, its devices. Unknown keys are refused.

Everything else (sections, matters, windows, hours) comes from the hall. `config/kiosk.toml` is a whole example.
"""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from broker.settings import BrokerSettings
from broker.terms import KioskCode, ServiceCode


class SettingsBroken(Exception):
    """Raised when the kiosk's file cannot be used; `reasons` says of every key what is wrong with it."""

    def __init__(self, *, path: Path, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{path}: " + "; ".join(reasons))
        self.path = path
        self.reasons = reasons


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PanelSettings(_Section):
    """The touch panel: pixels and millimetres of its visible area, as it is mounted."""

    width_px: int = Field(default=1080, ge=600)
    height_px: int = Field(default=1920, ge=600)
    width_mm: float = Field(default=268.0, gt=100)
    height_mm: float = Field(default=476.0, gt=100)


class SdtReaderSettings(_Section):
    """A resident identity card reader on a serial line."""

    driver: Literal["sdt"]
    url: str = Field(min_length=1)
    baudrate: int = Field(default=115_200, gt=0)


class EscposPrinterSettings(_Section):
    """A ticket printer; 48 columns on 80 mm paper, 32 on 58 mm."""

    driver: Literal["escpos"]
    url: str = Field(min_length=1)
    baudrate: int = Field(default=19_200, gt=0)
    columns: int = Field(default=48, ge=24, le=64)


class OpencvCameraSettings(_Section):
    """A camera over a dark plate: a device (`/dev/video0`), numbered pictures, a film, or MJPEG at `http://…`.

    `width` and `height` are asked of a device. The thresholds decide what is good enough to hand in (K-11): sharpness
    in percent of contrast over a pixel, the paper's grey 0 … 255, the share that may be blown out.
    """

    driver: Literal["opencv"]
    url: str = Field(min_length=1)
    width: int = Field(default=2592, ge=640)
    height: int = Field(default=1944, ge=480)
    sharpness: float = Field(default=16.0, gt=0, lt=100)
    darkest: float = Field(default=85.0, ge=0, le=255)
    glare_share: float = Field(default=0.3, gt=0, le=1)


class IppPrinterSettings(_Section):
    """A page printer behind a queue of CUPS; how long a whole document, and a trouble in its midst, may last."""

    driver: Literal["ipp"]
    url: str = Field(pattern=r"^ipp://.+/printers/.+$")
    document_seconds: float = Field(default=60.0, gt=0)
    trouble_seconds: float = Field(default=2.0, gt=0)


class EspeakVoiceSettings(_Section):
    """The voice that reads pages aloud in large type (K-13): espeak-ng into a program that plays, or into a folder.

    `{file}` stands for the sound in `command`; slower than a hall's calls, and 0 … 200 for the volume.
    """

    driver: Literal["espeak"]
    command: tuple[str, ...] = Field(default=("aplay", "-q", "{file}"), min_length=1)
    folder: Path | None = None
    volume: int = Field(default=120, ge=0, le=200)
    words_per_minute: int = Field(default=150, ge=80, le=450)


class DeviceSettings(_Section):
    """What is built in. A kiosk without a reader gives numbers without a card; without a printer it shows them."""

    card_reader: SdtReaderSettings | None = None
    ticket_printer: EscposPrinterSettings | None = None
    camera: OpencvCameraSettings | None = None
    document_printer: IppPrinterSettings | None = None
    speaker: EspeakVoiceSettings | None = None


class KioskSettings(_Section):
    """The whole file. Relative paths are taken from the file's own folder.

    `hall_public_key` is the hall's public key as Base64; `follow_url` is where a phone follows its queue; `hot` are the
    matters that stand first in their sections; `state_dir` holds the catalogue's copy, `fonts_dir` the cut fonts.
    """

    code: KioskCode
    broker: BrokerSettings
    hall_public_key: str = Field(min_length=40)
    follow_url: str = Field(min_length=8)
    state_dir: Path
    fonts_dir: Path | None = None
    hot: tuple[ServiceCode, ...] = ()
    panel: PanelSettings = PanelSettings()
    devices: DeviceSettings = DeviceSettings()
    display: Literal["fullscreen", "window", "headless"] = "fullscreen"

    @property
    def fonts(self) -> Path:
        """The folder of the cut fonts."""
        return self.state_dir / "fonts" if self.fonts_dir is None else self.fonts_dir

    @property
    def catalogue_copy(self) -> Path:
        """Where the catalogue's copy for the next start lies."""
        return self.state_dir / "catalogue.json"


def read(path: Path) -> KioskSettings:
    """Read a kiosk's file. Raises `SettingsBroken` with every reason at once."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = KioskSettings.model_validate(raw)
    except ValidationError as wrong:
        reasons = tuple(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors())
        raise SettingsBroken(path=path, reasons=reasons) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise SettingsBroken(path=path, reasons=(str(wrong),)) from wrong
    return _from_own_folder(settings, path.parent)


def _from_own_folder(settings: KioskSettings, folder: Path) -> KioskSettings:
    broker = settings.broker
    files = {key: folder / value for key in ("password_file", "ca_file") if (value := getattr(broker, key)) is not None}
    paths: dict[str, object] = {
        key: folder / value for key in ("state_dir", "fonts_dir") if (value := getattr(settings, key)) is not None
    }
    voice = settings.devices.speaker
    if voice is not None and voice.folder is not None:
        beside = voice.model_copy(update={"folder": folder / voice.folder})
        paths["devices"] = settings.devices.model_copy(update={"speaker": beside})
    return settings.model_copy(update={**paths, "broker": broker.model_copy(update=files)})
