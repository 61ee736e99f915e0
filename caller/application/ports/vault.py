"""Where personal data rests: encrypted one record at a time, and gone for good once a record's key is deleted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from broker.terms import FieldKey, MaterialCode, RecordId, VisitorKey

RecordKind: TypeAlias = Literal["fields", "signature", "page", "library"]
"""`fields` of a form, a `signature`, a scanned `page`, a paper of the reuse `library`."""

BlobKind: TypeAlias = Literal["signature", "page"]


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper the person let the hall keep for later matters (M-03). `digest` is the SHA-256 of its pages."""

    material: MaterialCode
    pages: int
    digest: str
    kept_on: date
    valid_until: date | None
    from_case: RecordId


@dataclass(frozen=True, slots=True)
class Shredded:
    """What one run of the shredding job destroyed: how many records of each kind; never whose."""

    at: datetime
    records: Mapping[RecordKind, int] = field(default_factory=dict[RecordKind, int])


class VaultLocked(Exception):
    """Raised when a record cannot be opened: the vault's key is another one, or its bytes were changed."""


class Vault(Protocol):
    """The hall's vault. What is kept is found by visitor key and by the word a case has for it (`Case.record`).

    Nothing is found by a person's number or name.
    """

    def keep_values(self, case: RecordId, owner: VisitorKey, values: Mapping[FieldKey, str], until: date) -> None:
        """Keep a form's values in place of those kept before, until the end of the day `until`."""
        ...

    def values(self, case: RecordId) -> Mapping[FieldKey, str]:
        """Give a form's values; empty when none are kept (any more). Raises `VaultLocked`."""
        ...

    def newest_values(self, owner: VisitorKey, key: FieldKey) -> str | None:
        """Give the value a person's newest form has for a field: 上次申请. Raises `VaultLocked`."""
        ...

    def keep_blob(
        self, case: RecordId, owner: VisitorKey, *, kind: BlobKind, name: str, data: bytes, until: date
    ) -> None:
        """Keep a signature or a scanned page under a name of the case, in place of one kept before."""
        ...

    def blob(self, case: RecordId, kind: BlobKind, name: str) -> bytes | None:
        """Give a signature or page, None when there is none (any more). Raises `VaultLocked`."""
        ...

    def page_names(self, case: RecordId, material: MaterialCode) -> Sequence[str]:
        """Name the pages kept of a material, in order."""
        ...

    def drop_pages(self, case: RecordId, material: MaterialCode) -> None:
        """Shred the pages kept of a material: its scan begins again."""
        ...

    def keep_paper(self, owner: VisitorKey, paper: KeptPaper, pages: Sequence[bytes], until: date) -> None:
        """Put a paper into the person's library, in place of an older one of the same material."""
        ...

    def papers(self, owner: VisitorKey, today: date) -> Sequence[KeptPaper]:
        """Give the papers of the person's library that may still be used on `today`. Raises `VaultLocked`."""
        ...

    def paper_pages(self, owner: VisitorKey, material: MaterialCode) -> Sequence[bytes]:
        """Give the pages of a paper of the library. Raises `VaultLocked`."""
        ...

    def keep_until(self, case: RecordId, kinds: Collection[RecordKind], until: date) -> None:
        """Have what is kept of a case shredded after `until`: its time is known now."""
        ...

    def forget_case(self, case: RecordId) -> int:
        """Shred everything of a case now but the library (a draft that lapsed); gives how many records."""
        ...

    def shred(self, now: datetime, today: date) -> Shredded:
        """Destroy every record whose time is over, by its key."""
        ...
