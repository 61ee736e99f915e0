"""What devices tell of themselves: what they really show, and how they are."""

from typing import Literal

from pydantic import Field

from broker.messages.base import Message, Moment
from broker.terms import ClientCode, DeviceCode


class Shown(Message):
    """A display or pad confirms the revision it shows now, once the device itself has acknowledged it."""

    device: DeviceCode
    revision: int = Field(ge=0)
    text: str = Field(max_length=200)
    ticket: str | None = None
    call_count: int = 0
    at: Moment


class DeviceHealth(Message):
    """How one device is. Silence is `unknown`, never `ok`; `since` by the caller's clock as last heard."""

    state: Literal["ok", "fault", "unknown"]
    what: str | None = Field(default=None, max_length=120)
    since: Moment


class Health(Message):
    """How a client is, every 10 s and on every change; the broker publishes the last will when it is gone."""

    client: ClientCode
    online: bool
    at: Moment | None = None
    devices: dict[DeviceCode, DeviceHealth] = Field(default_factory=dict[DeviceCode, DeviceHealth])
