"""What a kiosk tells the hall of a card it read. It travels only inside `Sealed`."""

from datetime import date
from typing import Literal

from broker.messages.base import Message


class CardFacts(Message):
    """What a visit tells the hall of an identity card; masked when printed.

    `valid_until` is None for a card without end (长期); `birth` decides the age class. A ticket needs no more than the
    first five; `sex` and what follows are there for the form of a matter.
    """

    card_kind: Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]
    number: str
    name: str
    birth: date
    valid_until: date | None
    sex: str = ""
    nation: str = ""
    address: str = ""
    issuer: str = ""
    valid_from: date | None = None

    def __repr__(self) -> str:
        """Tell nothing of the person: a value like this may end up in a traceback."""
        return "CardFacts(…)"

    __str__ = __repr__
