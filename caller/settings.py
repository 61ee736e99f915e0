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


class CasesSettings(BaseModel):
    """A hall that takes applications. Without this part of the file its kiosks give tickets only.

    `vault` is the file of personal data, `vault_key` its key (Base64, mode 0600), `seal_key` and `seal_chain` what
    certificates are sealed with (PEM), `fonts` the folder of the cut Chinese fonts, `outbox` where the sandboxes of the
    province's systems write. Days count from the day a case is closed, for the library from the day of handing in.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    vault: Path
    vault_key: Path
    seal_key: Path
    seal_chain: Path
    fonts: Path
    outbox: Path
    keep_scans_days: int = Field(default=30, ge=1)
    keep_forms_days: int = Field(default=730, ge=1)
    keep_library_days: int = Field(default=365, ge=1)


class CallerSettings(BaseModel):
    """Everything a controller needs to start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    catalogue: Path
    database_url: str
    broker: BrokerSettings
    secrets: SecretFiles
    console: ConsoleSettings = ConsoleSettings()
    cases: CasesSettings | None = None

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
