"""What the rig's process asks of its supervisor: one JSON object a line. The only language between the two."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MoveClock(_Order):
    """The hall's clock was moved: a caller that is started again goes on with this offset from the machine's clock."""

    kind: Literal["move_clock"] = "move_clock"
    offset_seconds: float


class HoldProgram(_Order):
    """Stop a program and keep it down for a while; `kill` gives it no chance to say goodbye."""

    kind: Literal["hold"] = "hold"
    name: str
    seconds: float = Field(ge=0, le=86_400)
    kill: bool = False


class ReleaseProgram(_Order):
    """Start a program that is held down."""

    kind: Literal["release"] = "release"
    name: str


Order: TypeAlias = MoveClock | HoldProgram | ReleaseProgram

_ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="kind")])


def read_order(text: str) -> Order:
    """Read an order. Raises pydantic's ValidationError."""
    return _ORDER.validate_json(text)


def order_line(order: Order) -> str:
    """Give the line that carries an order."""
    return f"order {order.model_dump_json()}"
