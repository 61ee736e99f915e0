"""From what a card says to what the hall may keep: a keyed hash of the number, the masked name, the age.

The number itself goes no further than the form of the visitor's own application.
"""

import hmac
from datetime import date
from hashlib import sha256

from broker.messages import CardFacts, Sealed
from broker.sealed import HallSealer
from broker.terms import VisitorKey
from caller.domain.commands import Visitor


def masked(name: str) -> str:
    """Mask a name for a screen: the first character and one star (陈*)."""
    return f"{name.strip()[:1]}*"


def age_on(birth: date, day: date) -> int:
    """Give the age in full years on `day`."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


class Visitors:
    """Opens what kiosks seal and says who it is without saying who it is."""

    def __init__(self, sealer: HallSealer, secret: bytes) -> None:
        """Take the hall's key pair and the secret of the visitor keys, at least 32 bytes. Raises ValueError."""
        if len(secret) < sha256().digest_size:
            raise ValueError("the secret of the visitor keys is too short")
        self._sealer = sealer
        self._secret = secret

    @property
    def sealer(self) -> HallSealer:
        """The hall's side of sealed data."""
        return self._sealer

    def identify(self, card: Sealed, today: date) -> Visitor:
        """Give what the hall may keep of a card that was sealed by a kiosk. Raises `NotForYou`."""
        return self.visitor(self.card(card), today)

    def card(self, card: Sealed) -> CardFacts:
        """Open a card, for the form of a matter. Raises `NotForYou`."""
        return self._sealer.open(card, CardFacts)

    def visitor(self, facts: CardFacts, today: date) -> Visitor:
        """Give what the hall may keep of a card."""
        number = facts.number.strip().upper().encode()
        return Visitor(
            key=VisitorKey(hmac.new(self._secret, number, sha256).hexdigest()[:32]),
            masked_name=masked(facts.name),
            age=age_on(facts.birth, today),
            card_expired=facts.valid_until is not None and facts.valid_until < today,
        )
