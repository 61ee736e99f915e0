"""How a program reaches the broker: read from each program's own file, secrets from a file beside it."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from broker.terms import ClientCode, HallCode


class BrokerSettings(BaseModel):
    """Where the MQTT broker is and who we are to it. Unknown keys are refused.

    `password_file` holds the client's password and nothing else. `protocol` is MQTT's: 5, or 3.1.1 where a city's
    cluster speaks no newer one. `ca_file` switches TLS on.
    `keepalive_seconds` bounds how long a dead line stays unseen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    hall: HallCode
    client: ClientCode
    host: str = "127.0.0.1"
    port: int = Field(default=1883, gt=0, lt=65536)
    password_file: Path | None = None
    protocol: Literal["5", "3.1.1"] = "5"
    ca_file: Path | None = None
    keepalive_seconds: int = Field(default=5, ge=2, le=300)
    request_timeout_seconds: float = Field(default=3.0, gt=0)
