"""What every entry of the catalogue is made of: frozen, exact, no unknown keys. What entries mean is left to others."""

from datetime import timedelta
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, RootModel

_MINUTES_PER_HOUR = 60

T = TypeVar("T")

Origin: TypeAlias = Literal["seed", "implied", "assumed", "mixed"]
"""Where a value comes from: said in the papers, implied by them, written to make the hall complete, or some of each."""

Paper: TypeAlias = Literal["A4", "A3", "card", "receipt"]


def _blank_to_none(value: object) -> object:
    return None if value == "" else value


def _none_to_blank(value: object) -> object:
    return "" if value is None else value


OrBlank = Annotated[T | None, BeforeValidator(_blank_to_none), PlainSerializer(_none_to_blank)]
"""A reference that the files write as `""` where there is none."""

Positive = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Entry(BaseModel):
    """One table of the catalogue. A key that is not known is refused: it is usually a slip of the pen."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, serialize_by_alias=True, validate_by_name=True)


class Named(Entry):
    """An entry with a name in Chinese and in English."""

    name_zh: str = Field(min_length=1)
    name_en: str = Field(min_length=1)


class ClockSpan(RootModel[Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$")]]):
    """A span of a day in the hall's own time zone, written `09:00-12:00`; it may end at 24:00."""

    model_config = ConfigDict(frozen=True, strict=True)

    @property
    def start(self) -> timedelta:
        """How long after midnight it starts."""
        return _since_midnight(self.root[:5])

    @property
    def end(self) -> timedelta:
        """How long after midnight it ends."""
        return _since_midnight(self.root[6:])


def _since_midnight(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(minutes=int(hours) * _MINUTES_PER_HOUR + int(minutes))
