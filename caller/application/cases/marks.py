"""The unguessable word of a certificate, which its QR leads to: made from the number with the hall's secret.

Nothing is kept: who holds the secret finds the certificate of a word again, and nobody makes a word from a number.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from broker.terms import SerialNo

_LENGTH = 20


class Marks:
    """Makes and finds words."""

    def __init__(self, secret: bytes) -> None:
        """Take the hall's secret, at least 32 bytes. Raises ValueError."""
        if len(secret) < sha256().digest_size:
            raise ValueError("the secret of the certificates' words is too short")
        self._secret = secret

    def word(self, serial: SerialNo) -> str:
        """Give the word of a certificate's number."""
        return hmac.new(self._secret, b"certificate " + serial.encode(), sha256).hexdigest()[:_LENGTH]

    def find(self, word: str, serials: Iterable[SerialNo]) -> SerialNo | None:
        """Give the number, among `serials`, that a word belongs to."""
        return next((serial for serial in serials if hmac.compare_digest(self.word(serial), word)), None)
