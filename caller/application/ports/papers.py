"""Paper as the hall needs it: documents set as PDF, and certificates sealed so that a changed byte is seen."""

from typing import Protocol

from caller.application.documents.sheets import Sheet


class SealBroken(Exception):
    """Raised when a document cannot be sealed: the key is missing or does not fit. `reason` holds no personal data."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class Papers(Protocol):
    """Sets documents. From any thread; takes some hundredths of a second a page."""

    def render(self, sheet: Sheet) -> bytes:
        """Give the document as PDF/A with every font in it."""
        ...

    def small(self, jpeg: bytes) -> bytes | None:
        """Give a scanned page small, as PDF; None for bytes that are no picture."""
        ...


class Sealer(Protocol):
    """Seals documents (M-09). From any thread."""

    @property
    def sandbox(self) -> bool:
        """Whether the key is a sandbox's: what it seals has no legal effect and says 样章."""
        ...

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Give the same document, signed; `reason` stands in the signature and names no person. Raises `SealBroken`."""
        ...
