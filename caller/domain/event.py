"""What every event of the hall is; which ones there are is in `caller.domain.events`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

LanguageCode: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries."""

    at: datetime
