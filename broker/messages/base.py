"""What every message is made of: frozen values, aware times in UTC, sentences in three languages."""

from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from broker.terms import (
    CounterCode,
    QueueLetter,
    RequestId,
    ServiceCode,
    ServingId,
    SituationCode,
    TicketId,
    TicketNumber,
)

Language: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]
TicketClass: TypeAlias = Literal["returning", "appointment", "green", "transferred", "normal"]
Moment: TypeAlias = Annotated[
    datetime, AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))
]
"""An aware time. Far from the calendar's ends, where a time zone's hours would leave it."""


class Message(BaseModel):
    """A value on the bus. Unknown fields are ignored: machines of a hall are upgraded one by one.

    Numbers that JSON cannot write (NaN, infinity) are refused: the journal could keep them, but never read them again.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class RequestBase(Message):
    """What every request carries: its id, minted by who asks, and until when it is worth anything (caller's clock).

    The id is unique over all clients and times (a UUID), in printable ASCII: it is kept, and named in logs.
    """

    request_id: RequestId = Field(min_length=8, max_length=64, pattern=r"^[!-~]+$")
    valid_until: Moment


class Sentence(Message):
    """One sentence in the three languages of the hall's screens."""

    zh_hans: str
    zh_hant: str
    en: str

    def in_language(self, language: Language) -> str:
        """Give the text for `language`."""
        return {"zh-Hans": self.zh_hans, "zh-Hant": self.zh_hant, "en": self.en}[language]


class Sealed(Message):
    """Personal data that only one reader can open: a PyNaCl box between a visit's key and the hall's.

    `visit_public` is the visit's ephemeral public key, `boxed` nonce and ciphertext; both Base64. A greeting grows with
    the tickets a visitor holds; what a kiosk may send is bounded by the contract.
    """

    visit_public: str = Field(max_length=64)
    boxed: str = Field(max_length=6_000_000)


class WaitForecast(Message):
    """How long a wait will probably be, in whole minutes: shown as 约 15–25 分钟."""

    low_minutes: int = Field(ge=0)
    high_minutes: int = Field(ge=0)


class TicketView(Message):
    """What a visitor may know of a ticket; no personal data.

    `counters` are all windows that serve the queue, in the catalogue's order; `ahead` counts who is called before it
    as things stand; `wait` is None where no promise can be made; `return_until` is until when the visitor of a ticket
    that was passed over may come back; `code` is the unguessable word in the slip's QR.
    """

    ticket_id: TicketId
    number: TicketNumber
    code: str
    queue: QueueLetter
    service: ServiceCode | None
    situation: SituationCode | None = None
    ticket_class: TicketClass
    state: Literal["waiting", "called", "serving", "parked", "no_show", "completed", "cancelled", "closed"]
    counters: tuple[CounterCode, ...]
    called_to: CounterCode | None = None
    ahead: int = Field(ge=0)
    wait: WaitForecast | None
    return_until: Moment | None = None
    issued_at: Moment
    language: Language


class ServingView(Message):
    """One serving a visitor had, as the kiosk offers it for rating."""

    serving_id: ServingId
    number: TicketNumber
    counter: CounterCode
    service: ServiceCode | None
    ended_at: Moment
