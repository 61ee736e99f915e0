"""The unguessable word of a certificate or notice, which its QR leads to: made from its number with the hall's secret.

Nothing is kept: who holds the secret finds the certificate of a word again, and nobody makes a word from a number.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from broker.terms import CaseId, SerialNo

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

    def notice_word(self, case: CaseId, document: str) -> str:
        """Give the word of a notice: its case and name, which stand on the paper, and what only the hall can add."""
        return f"{case}.{document}.{self._notice_mark(case, document)}"

    def notice_of(self, word: str) -> tuple[CaseId, str] | None:
        """Give the case and the name of the notice that a word belongs to."""
        case, _, rest = word.partition(".")
        document, _, mark = rest.rpartition(".")
        wanted = self._notice_mark(CaseId(case), document)
        return (CaseId(case), document) if hmac.compare_digest(wanted.encode(), mark.encode()) else None

    def _notice_mark(self, case: CaseId, document: str) -> str:
        return hmac.new(self._secret, f"notice {case} {document}".encode(), sha256).hexdigest()[:_LENGTH]
