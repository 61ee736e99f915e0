"""What `hall-node CONFIG` reads: one TOML file, each device with its driver and how to reach it.

Unknown keys are refused, and so are two devices on one line. Which window a device serves stands here because the
node's computer stands there; who may serve which window is the hall's list of clients. Relative paths are meant beside
the file.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from broker.settings import BrokerSettings
from broker.terms import CounterCode, DeviceCode, ZoneCode
from hardware.ports.call_pad import PadKey
from hardware.protocols.ff68 import KEYS
from hardware.protocols.pad_keys import DEFAULT_KEYS, KeyTableError, compile_table

_URL = r"^(/.+|(socket|rfc2217)://.+:\d+(\?.*)?|loop://.*)$"


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """One thing that is wrong: at which `key` (`counters.0.display.url`; empty for the whole file), and why."""

    key: str
    reason: str


class BadSettingsError(Exception):
    """Raised when the file cannot be used. `faults` are all of them; the text names file, key and reason of each."""

    def __init__(self, file: Path, faults: Iterable[SettingsFault]) -> None:
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}: {fault.key}: {fault.reason}" for fault in self.faults))


def _beside_the_file(path: Path, info: ValidationInfo) -> Path:
    return info.context / path if isinstance(info.context, Path) else path


PathBeside = Annotated[Path, AfterValidator(_beside_the_file)]


class Entry(BaseModel):
    """A part of the file: frozen, without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DeviceEntry(Entry):
    """What every device has: its code in the hall's list of clients."""

    code: DeviceCode = Field(min_length=1, max_length=40)


class LineEntry(DeviceEntry):
    """A device on a serial line, by URL: `/dev/ttyUSB0`, `socket://host:port`, `rfc2217://host:port`."""

    url: str = Field(pattern=_URL)


class OnbonSettings(LineEntry):
    """An LED screen with an Onbon controller. Sizes are in LEDs.

    `answers = false` is for lines without a way back: nothing is confirmed to the hall then. `answer_seconds` and
    `retries` bound how long a silent screen keeps its worker, and so how soon the manager's wall knows.
    """

    driver: Literal["onbon"]
    baudrate: int = Field(default=57600, gt=0)
    address: int = Field(default=1, ge=0, le=0xFFFF)
    width: int = Field(default=192, ge=32)
    height: int = Field(default=64, ge=16)
    most_areas: int = Field(default=8, ge=1)
    answers: bool = True
    answer_seconds: float = Field(default=0.8, gt=0)
    retries: int = Field(default=1, ge=0)
    blink: Literal["pages", "off"] = "pages"
    blink_seconds: float = Field(default=3.0, gt=0)


class Ff68CallPadSettings(LineEntry):
    """A call pad that speaks FF68. `keys` is the hall's table of key sequences (`#` is any digit)."""

    driver: Literal["ff68"]
    baudrate: int = Field(default=9600, gt=0)
    address: int = Field(default=1, ge=0, le=0xFF)
    keys: Mapping[str, PadKey] = Field(default_factory=lambda: dict(DEFAULT_KEYS))
    digit_timeout_seconds: float = Field(default=5.0, gt=0)
    display_function: int = Field(default=KEYS, ge=0, le=0xFF)

    @field_validator("keys")
    @classmethod
    def _is_a_table(cls, keys: Mapping[str, PadKey]) -> Mapping[str, PadKey]:
        try:
            compile_table(keys)
        except KeyTableError as error:
            raise ValueError(f"{error.pattern!r} is no key sequence, or stands there twice") from error
        return keys


class Ff68RatingPadSettings(LineEntry):
    """A rating pad with keys only. `stars` says what each key value is worth."""

    driver: Literal["ff68"]
    baudrate: int = Field(default=9600, gt=0)
    address: int = Field(default=1, ge=0, le=0xFF)
    stars: Mapping[int, Annotated[int, Field(ge=1, le=5)]] = Field(
        default_factory=lambda: {star: star for star in range(1, 6)}
    )


class PanelSettings(DeviceEntry):
    """A tablet as rating pad: the node serves its page on `host`:`port`; without a sign for so long it is away."""

    driver: Literal["panel"]
    host: str = "127.0.0.1"
    port: int = Field(gt=0, lt=65536)
    pixels_per_mm: float = Field(default=5.9, gt=0)
    absent_seconds: float = Field(default=4.0, gt=0)


class FolderSinkSettings(Entry):
    """Sound goes to files: WAV and the spoken text beside it."""

    kind: Literal["folder"]
    folder: PathBeside


class CommandSinkSettings(Entry):
    """Sound goes to a program; `{file}` stands for the WAV file."""

    kind: Literal["command"]
    command: tuple[str, ...] = Field(default=("aplay", "-q", "{file}"), min_length=1)


SinkSettings: TypeAlias = Annotated[FolderSinkSettings | CommandSinkSettings, Field(discriminator="kind")]


class SpeakerEntry(DeviceEntry):
    """What every voice has: where the sound goes, and espeak-ng's own settings (0 to 200 for the volume)."""

    sink: SinkSettings = CommandSinkSettings(kind="command")
    volume: int = Field(default=140, ge=0, le=200)
    words_per_minute: int = Field(default=170, ge=80, le=450)


class EspeakSettings(SpeakerEntry):
    """A voice by espeak-ng."""

    driver: Literal["espeak"]


class ClipsSettings(SpeakerEntry):
    """A voice of recorded clips under `folder`/zh and `folder`/en; espeak-ng says what has no clip."""

    driver: Literal["clips"]
    folder: PathBeside


DisplaySettings: TypeAlias = OnbonSettings
CallPadSettings: TypeAlias = Ff68CallPadSettings
RatingPadSettings: TypeAlias = Annotated[Ff68RatingPadSettings | PanelSettings, Field(discriminator="driver")]
SpeakerSettings: TypeAlias = Annotated[EspeakSettings | ClipsSettings, Field(discriminator="driver")]


class CounterSettings(Entry):
    """The devices at one window; each may be missing."""

    code: CounterCode = Field(min_length=1)
    display: DisplaySettings | None = None
    call_pad: CallPadSettings | None = None
    rating_pad: RatingPadSettings | None = None


class ZoneSettings(Entry):
    """The voice of one zone."""

    code: ZoneCode = Field(min_length=1)
    speaker: SpeakerSettings


class NodeSettings(Entry):
    """Everything a node needs to start. `window_code` makes a window's code of the number typed for a transfer."""

    broker: BrokerSettings
    counters: tuple[CounterSettings, ...] = ()
    zones: tuple[ZoneSettings, ...] = ()
    window_code: str = Field(default="W{:02d}", pattern=r"^[^{}]*\{(:0\dd)?\}[^{}]*$")

    @property
    def devices(self) -> tuple[DeviceEntry, ...]:
        """Every device of the node."""
        at_counters = (
            device
            for counter in self.counters
            for device in (counter.display, counter.call_pad, counter.rating_pad)
            if device is not None
        )
        return (*at_counters, *(zone.speaker for zone in self.zones))

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if not self.devices:
            raise ValueError("there is no device in it")
        urls = [device.url for device in self.devices if isinstance(device, LineEntry)]
        for what, values in (
            ("counter", [counter.code for counter in self.counters]),
            ("zone", [zone.code for zone in self.zones]),
            ("device", [device.code for device in self.devices]),
            ("line", urls),
        ):
            twice = sorted(value for value, count in Counter(values).items() if count > 1)
            if twice:
                raise ValueError(f"{what} {', '.join(twice)} stands there more than once")
        return self

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file.

        Raises:
            BadSettingsError: with every fault of it at once.
        """
        try:
            tree = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadSettingsError(path, [SettingsFault("", error.strerror or str(error))]) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettingsError(path, [SettingsFault("", str(error))]) from error
        try:
            settings = cls.model_validate(tree, context=path.parent)
        except ValidationError as error:
            faults = (SettingsFault(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors())
            raise BadSettingsError(path, faults) from error
        return settings.model_copy(update={"broker": _beside(settings.broker, path.parent)})


def _beside(broker: BrokerSettings, folder: Path) -> BrokerSettings:
    files = {"password_file": broker.password_file, "ca_file": broker.ca_file}
    return broker.model_copy(update={key: folder / file for key, file in files.items() if file is not None})


def schema_text() -> str:
    """Give the JSON schema as the text that is kept in `config/schema/node.schema.json`, for editors."""
    schema = NodeSettings.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "The file of a node: hall-node CONFIG"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
