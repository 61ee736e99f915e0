"""What the controller publishes and the broker keeps: states, never commands."""

from typing import Literal

from pydantic import Field

from broker.messages.base import Language, Message, Moment, WaitForecast
from broker.terms import (
    AnnouncementId,
    CounterCode,
    KioskCode,
    QueueLetter,
    SectionCode,
    ServingId,
    StaffNo,
    TicketNumber,
    ZoneCode,
)


class DisplayState(Message):
    """What a window's LED shows. `revision` grows with every change; a larger `call_count` blinks the number.

    `window_number` is what people read (44 for W44); `staff_*` is who serves (亮牌), `service_name` the matter on pads.
    """

    counter: CounterCode
    revision: int = Field(ge=0)
    phase: Literal["closed", "idle", "calling", "serving", "paused"]
    window_number: int
    name_zh: str
    name_en: str
    ticket: TicketNumber | None = None
    call_count: int = Field(default=0, ge=0)
    called_at: Moment | None = None
    staff_no: StaffNo | None = None
    staff_post_zh: str | None = None
    staff_post_en: str | None = None


class CallLine(Message):
    """One line of a board: a ticket and the window it was called to."""

    ticket: TicketNumber
    counter: CounterCode
    window_number: int
    call_count: int
    called_at: Moment
    phase: Literal["calling", "serving"]


class QueueLine(Message):
    """One queue on a board."""

    queue: QueueLetter
    name_zh: str
    name_en: str
    waiting: int = Field(ge=0)
    wait: WaitForecast | None
    open: bool


class Notice(Message):
    """A manager's notice, shown from start to end."""

    text_zh: str
    text_en: str = ""
    starts_at: Moment
    ends_at: Moment


class BoardState(Message):
    """What the board of a zone shows: last calls (newest first), waiting counts, notices, closed windows."""

    zone: ZoneCode
    revision: int = Field(ge=0)
    section: SectionCode | None
    title_zh: str
    title_en: str
    calls: tuple[CallLine, ...]
    queues: tuple[QueueLine, ...]
    notices: tuple[Notice, ...]
    closed_windows: tuple[int, ...]


class Announcement(Message):
    """Something to be spoken once in a zone; not spoken after `valid_until`.

    `template` is the catalogue's (`请 {ticket} 号到 {window} 号窗口办理`); the speaker says numbers its own way.
    """

    announcement_id: AnnouncementId
    zone: ZoneCode
    purpose: Literal["call", "greet", "farewell"]
    template: str
    language: Language
    ticket: TicketNumber | None = None
    window_number: int | None = None
    call_count: int = 0
    said_at: Moment
    valid_until: Moment


class LineState(Message):
    """One queue as kiosks show it before a ticket is taken. `opens_at` is set while it is closed and will open."""

    queue: QueueLetter
    revision: int = Field(ge=0)
    waiting: int = Field(ge=0)
    wait: WaitForecast | None
    open: bool
    opens_at: Moment | None = None
    counters: tuple[CounterCode, ...]


class RatingLevel(Message):
    """One of the five levels (GB/T 39735): its stars and names; below `good` a reason is asked."""

    stars: int = Field(ge=1, le=5)
    name_zh: str
    name_en: str
    good: bool


class RatingState(Message):
    """What a window's rating pad shows. `serving_id` names the serving that is asked about until `ends_at`."""

    counter: CounterCode
    revision: int = Field(ge=0)
    phase: Literal["closed", "idle", "serving", "asking", "thanks"]
    staff_no: StaffNo | None = None
    staff_post_zh: str | None = None
    staff_post_en: str | None = None
    service_zh: str | None = None
    service_en: str | None = None
    serving_id: ServingId | None = None
    ticket: TicketNumber | None = None
    stars: int | None = None
    ends_at: Moment | None = None
    levels: tuple[RatingLevel, ...] = ()
    reasons: tuple[str, ...] = ()


class HelpState(Message):
    """Whether a person is wanted at a kiosk (请人帮忙), since when, and whether somebody said "I come"."""

    kiosk: KioskCode
    wanted: bool
    since: Moment | None = None
    coming: bool = False
    screen: str = ""


class HallTime(Message):
    """The caller's clock, every second: the only clock that counts. `open` is whether the hall gives tickets now."""

    now: Moment
    open: bool
    opens_at: Moment | None = None


class CatalogueNotice(Message):
    """Which catalogue is in force; the document itself is had by request."""

    revision: int = Field(ge=0)
    hash: str
