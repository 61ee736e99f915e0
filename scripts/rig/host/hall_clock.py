"""What people say to a clock: `+20m`, `-1h30m`, `2026-11-24 10:00`, `13:30`; and moving the hall's accordingly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scripts.rig.host.doors import HallClockDoor
from scripts.rig.host.refusals import RigRefusal
from scripts.rig.orders import MoveClock

_STEP = re.compile(r"([+-])((?:\d+[dhms])+)")
_PART = re.compile(r"(\d+)([dhms])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_YEARS = range(2000, 2100)
"""A hall outside them never works again: its journal goes only on, and Python's calendar ends."""


def understood(wish: str, now: datetime) -> datetime:
    """Give the moment that is meant; `now` is the hall's time in its own zone. Raises `RigRefusal`."""
    text = wish.strip()
    try:
        moment = _moment(text, now)
    except ValueError:
        raise RigRefusal(f"no time in {wish!r}: say +20m, 13:30 or 2026-11-24 10:00") from None
    except OverflowError:
        raise RigRefusal(_out_of_range(wish)) from None
    if moment.year not in _YEARS:
        raise RigRefusal(_out_of_range(wish))
    return moment


def _moment(text: str, now: datetime) -> datetime:
    step = _STEP.fullmatch(text)
    if step:
        length = timedelta(**_added(step.group(2)))
        return now + length if step.group(1) == "+" else now - length
    if re.fullmatch(r"\d{1,2}:\d\d", text):
        return datetime.combine(now.date(), time.fromisoformat(text.zfill(5)), now.tzinfo)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _out_of_range(wish: str) -> str:
    return f"{wish!r} leads out of the years {_YEARS.start} to {_YEARS[-1]}, in which the hall's clock goes"


def _added(parts: str) -> dict[str, int]:
    sums: dict[str, int] = {}
    for count, unit in _PART.findall(parts):
        sums[_UNITS[unit]] = sums.get(_UNITS[unit], 0) + int(count)
    return sums


@dataclass(frozen=True, slots=True)
class HallClock:
    """The hall's clock as the rig moves it; the supervisor is told, so that a restart keeps it."""

    door: HallClockDoor
    zone: ZoneInfo
    tell: Callable[[MoveClock], None]

    def now(self) -> datetime:
        """Give the hall's time in its own zone. Raises `RigRefusal`."""
        return self.door.now().astimezone(self.zone)

    def move(self, wish: str) -> datetime:
        """Move the clock; the hall's time then. Raises `RigRefusal`."""
        before = self.now()
        moved = self.door.plus((understood(wish, before) - before).total_seconds())
        self.tell(MoveClock(offset_seconds=(moved - datetime.now(UTC)).total_seconds()))
        return moved.astimezone(self.zone)
