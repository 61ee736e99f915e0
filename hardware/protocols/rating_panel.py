"""What goes between a tablet's page and its driver: states down as JSON, presses up as JSON."""

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from hardware.ports.rating_pad import PadPress, PadState

_LONGEST_ID = 128
_MOST_REASONS = 32
_STATE = TypeAdapter(PadState)


class MalformedPressError(ValueError):
    """A press that is no press; what exactly is wrong interests nobody but the page's maker."""


class _Press(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    request_id: str = Field(min_length=1, max_length=_LONGEST_ID)
    serving_id: str = Field(min_length=1, max_length=_LONGEST_ID)
    stars: int = Field(ge=1, le=5)
    reasons: list[str] = Field(default_factory=list, max_length=_MOST_REASONS)


def state_to_json(state: PadState) -> str:
    """One line of JSON, as a server-sent event carries it."""
    return _STATE.dump_json(state).decode()


def state_from_json(data: str) -> PadState:
    """The state in an event, as a page reads it. Raises ValueError (pydantic's) when it is none."""
    return _STATE.validate_json(data)


def press_to_json(press: PadPress) -> bytes:
    """A press as a page sends it."""
    return (
        _Press(request_id=press.request_id, serving_id=press.serving_id, stars=press.stars, reasons=list(press.reasons))
        .model_dump_json()
        .encode()
    )


def press_from_json(data: bytes) -> PadPress:
    """The press a page sent.

    Raises:
        MalformedPressError: it is no JSON of the agreed shape.
    """
    try:
        press = _Press.model_validate_json(data)
    except ValidationError as error:
        raise MalformedPressError from error
    return PadPress(press.serving_id, press.stars, tuple(dict.fromkeys(press.reasons)), press.request_id)
