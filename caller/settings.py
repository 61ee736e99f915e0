"""What `hall-caller CONFIG` reads: one TOML file. Unknown keys are refused; secrets are files of their own."""

import tomllib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from broker.settings import BrokerSettings


class BadSettingsError(Exception):
    """Raised when the file cannot be used; the text names file, key and reason."""


class SecretFiles(BaseModel):
    """Where the hall's secrets lie: mode 0600, minted at set-up, never in a repository.

    `hall_key` is the hall's private key (Base64), `visitor_secret` what visitor keys are made with (hexadecimal, at
    least 32 bytes), `accounts` the staff's password and PIN hashes, `sessions` who is signed in at the console
    (written by the program).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    hall_key: Path
    visitor_secret: Path
    accounts: Path
    sessions: Path


class ConsoleSettings(BaseModel):
    """The web console. `port` 0 takes a free one; `public_url` is what slips and pages link to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, lt=65536)
    public_url: str | None = None


class CallerSettings(BaseModel):
    """Everything a controller needs to start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    catalogue: Path
    database_url: str
    broker: BrokerSettings
    secrets: SecretFiles
    console: ConsoleSettings = ConsoleSettings()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file. Raises `BadSettingsError` with every fault of it at once."""
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise BadSettingsError(f"{path}: {error.strerror}") from error
        except tomllib.TOMLDecodeError as error:
            raise BadSettingsError(f"{path}: {error}") from error
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
            raise BadSettingsError(f"{path}: {faults}") from error
