"""The rules as data: queueing, voice, rating, limits, commitments, complaints. Who applies them lives in the caller."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal, TypeAlias

from pydantic import Field

from broker.catalogue.entry import Entry, Named, Positive, Share
from broker.catalogue.services import Way
from broker.terms import CounterCode, QueueLetter, ServiceCode, WorkingDays

TicketClass: TypeAlias = Literal["returning", "appointment", "green", "transferred", "normal"]


class Resolution(Entry):
    """In which order a material is obtained, at a kiosk and at a window; what none of them gives may be deferred."""

    kiosk: tuple[Way, ...]
    window: tuple[Way, ...]
    note: str
    origin: str


class ClassWeight(Entry):
    """How a class ranks: its wait counts `weight` times, and as if it had begun `head_start_minutes` earlier.

    The head start grows by `growth` of the longest wait of an ordinary ticket.
    """

    weight: float = Field(ge=1)
    head_start_minutes: float = Field(ge=0)
    growth: Share


class HelpRule(Entry):
    """When somebody in `queue` waits longer than `minutes`, `window` helps."""

    queue: QueueLetter
    minutes: Positive
    window: CounterCode


class CallPolicy(Entry):
    """What weighs how much when the next ticket is chosen; the promises above it stand in `Distribution`.

    `short_matters` 0 is blind to how long a matter takes, 1 halves the rank of one that takes twice as long.
    `comprehensive_help_minutes` is the wait from which comprehensive windows help the other queues of their section.
    """

    weights: Mapping[TicketClass, ClassWeight]
    short_matters: float = Field(ge=0, le=2)
    long_lines: float = Field(ge=0)
    first_contact_minutes: float = Field(ge=0)
    comprehensive_help_minutes: Positive
    helps: tuple[HelpRule, ...]


class Distribution(Entry):
    """How numbers are given and called. `classes` is the order in which waiting tickets are shown."""

    ticket_format: str
    call_times: Positive
    call_gap_seconds: Positive
    no_show: Literal["pass"]
    passed_may_return_minutes: Positive
    passed_return_position: Positive
    remind_ahead: tuple[int, ...]
    classes: tuple[TicketClass, ...]
    share_of_priority_max: Share
    normal_never_overtaken_more_than: Positive
    appointment_early_minutes: Positive
    appointment_late_minutes: Positive
    first_contact_first: bool
    idle_window_takes_from: tuple[str, ...]
    closing: str
    policy: CallPolicy
    origin: str

    @property
    def call_gap(self) -> timedelta:
        """The least time between two calls of one ticket."""
        return timedelta(seconds=self.call_gap_seconds)

    @property
    def recalls(self) -> int:
        """How often a called ticket may be called again: `call_times` counts the first call too."""
        return self.call_times - 1


class GreenChannel(Entry):
    """Who goes first. `age` in years, from the identity card."""

    who_zh: tuple[str, ...]
    detect: tuple[str, ...]
    age: Positive
    origin: str


class Speech(Entry):
    """What the hall says aloud; `{ticket}`, `{window}` and `{ahead}` are filled in."""

    greet_zh: str
    call_zh: str
    call_en: str
    remind_zh: str
    farewell_zh: str
    wording_origin: str


class RatingLevel(Named):
    """One level of the rating (好差评)."""

    stars: int = Field(ge=1, le=5)
    good: bool


class Rating(Entry):
    """How visitors rate and what follows from a bad rating."""

    levels: tuple[RatingLevel, ...]
    levels_origin: str
    on_site: str
    online: str
    wait_seconds: Positive
    unrated: str
    changeable: str
    bad_needs_reason: bool
    callback_working_days: WorkingDays
    close_working_days: WorkingDays
    close_complex_working_days: WorkingDays
    limits_origin: str
    bad_reasons: tuple[str, ...]
    channels: tuple[Literal["rater", "kiosk", "sms_link", "paper"], ...]

    @property
    def wait(self) -> timedelta:
        """How long the pad asks before the serving counts as not rated."""
        return timedelta(seconds=self.wait_seconds)


class Supervision(Entry):
    """When a case's clock turns yellow and red, as shares of its limit, and what may stop it."""

    yellow_at: Share
    red_over: float = Field(gt=0)
    remind_at: Share
    clock_states: tuple[str, ...]
    pause_reasons: tuple[str, ...]
    deemed_approval: bool
    inactive_window_minutes: Positive
    thresholds_origin: str
    accept_decision_working_days: WorkingDays


class Commitment(Entry):
    """The rules of informed commitments (告知承诺)."""

    default_working_days: WorkingDays
    remind_before_days: tuple[int, ...]
    after_deadline: str
    breach_blocks_months: Positive
    ledger: str
    numbers_origin: str


class Unresolved(Entry):
    """The rules of the window for what could not be done (办不成事)."""

    name_zh: str
    answer_working_days: WorkingDays
    close_working_days: WorkingDays
    may_close_without_answer: bool
    numbers_origin: str


class Complaint(Entry):
    """The rules of complaints, the states one passes through, and the `phone` that takes them (投诉电话)."""

    phone: str
    answer_working_days: WorkingDays
    close_working_days: WorkingDays
    states: tuple[str, ...]
    may_close_without_echo: bool
    numbers_origin: str


class Reports(Entry):
    """What the hall's reports are called."""

    daily: str
    weekly: str
    monthly: str
    quarterly: str
    titles: tuple[str, ...]


class Routes(Entry):
    """The three ways a case is decided, with the steps of each."""

    instant_zh: str
    instant_steps: tuple[str, ...]
    chief_rep_zh: str
    chief_rep_steps: tuple[str, ...]
    complex_zh: str
    complex_steps: tuple[str, ...]
    steps_origin: str


class CrossProvinceMode(Named):
    """One way of handling a matter of another province."""

    code: Literal["online", "collect", "joint"]


class Partner(Entry):
    """A place the hall has an agreement with."""

    name_zh: str


class CrossProvince(Entry):
    """Matters handled for other provinces (跨省通办)."""

    modes: tuple[CrossProvinceMode, ...]
    partners: tuple[Partner, ...]
    items: tuple[ServiceCode, ...]


class ItemLists(Entry):
    """The published lists of services. `near_home` and `palm` say by which channel they are found."""

    origin: str
    active_zh: str
    active: tuple[ServiceCode, ...]
    agency_zh: str
    agency: tuple[ServiceCode, ...]
    near_home: str
    palm: str
    park_empowered_zh: str
    park_empowered: tuple[ServiceCode, ...]
    struck_when_not_concerned: tuple[ServiceCode, ...]
    regional_assessment_excuses: tuple[ServiceCode, ...]
