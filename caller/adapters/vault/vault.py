"""The vault on SQLite: forms, signatures, pages and the reuse library, sealed record by record."""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_

from broker.terms import FieldKey, MaterialCode, RecordId, VisitorKey
from caller.adapters.vault.locks import Locks
from caller.adapters.vault.records import Label, Records
from caller.adapters.vault.tables import RECORDS
from caller.application.ports.vault import BlobKind, KeptPaper, RecordKind, Shredded

_R = RECORDS.c
_FORM = "form"


class SqlVault:
    """See `caller.application.ports.vault.Vault`."""

    def __init__(self, file: Path, key_text: str) -> None:
        """Open or make the vault's file with its key (Base64). Raises OSError, and ValueError for no key."""
        self._records = Records(file, Locks(key_text))

    def keep_values(self, case: RecordId, owner: VisitorKey, values: Mapping[FieldKey, str], until: date) -> None:
        """Keep a form's values in place of those kept before."""
        data = json.dumps(dict(values), ensure_ascii=False).encode()
        old = and_(_R.case == case, _R.kind == "fields")
        self._records.put(Label(case, owner, "fields", _FORM), [data], until, instead_of=old)

    def values(self, case: RecordId) -> Mapping[FieldKey, str]:
        """Give a form's values. Raises `VaultLocked`."""
        found = self._records.read(and_(_R.case == case, _R.kind == "fields"))
        return _values(found[-1][1]) if found else {}

    def newest_values(self, owner: VisitorKey, key: FieldKey) -> str | None:
        """Give the value the person's newest form has for a field. Raises `VaultLocked`."""
        mine = and_(_R.owner == owner, _R.kind == "fields")
        forms = self._records.read(mine, newest_first=True)
        return next((value for _, data in forms if (value := _values(data).get(key))), None)

    def keep_blob(
        self, case: RecordId, owner: VisitorKey, *, kind: BlobKind, name: str, data: bytes, until: date
    ) -> None:
        """Keep a signature or a scanned page, in place of one of the same name."""
        old = and_(_R.case == case, _R.kind == kind, _R.name == name)
        self._records.put(Label(case, owner, kind, name), [data], until, instead_of=old)

    def blob(self, case: RecordId, kind: BlobKind, name: str) -> bytes | None:
        """Give a signature or page. Raises `VaultLocked`."""
        found = self._records.read(and_(_R.case == case, _R.kind == kind, _R.name == name))
        return found[-1][1] if found else None

    def page_names(self, case: RecordId, material: MaterialCode) -> Sequence[str]:
        """Name the pages kept of a material, in order."""
        mine = and_(_R.case == case, _R.kind == "page", _R.name.startswith(f"{material}/", autoescape=True))
        return self._records.names(mine)

    def drop_pages(self, case: RecordId, material: MaterialCode) -> None:
        """Shred the pages kept of a material: the visitor starts its scan again."""
        mine = and_(_R.case == case, _R.kind == "page", _R.name.startswith(f"{material}/", autoescape=True))
        self._records.destroy(mine)

    def keep_paper(self, owner: VisitorKey, paper: KeptPaper, pages: Sequence[bytes], until: date) -> None:
        """Put a paper into the person's library, in place of an older one of the same material."""
        data = json.dumps(
            {
                "pages": [b64encode(page).decode() for page in pages],
                "digest": paper.digest,
                "kept_on": paper.kept_on.isoformat(),
                "valid_until": paper.valid_until.isoformat() if paper.valid_until else None,
                "from_case": paper.from_case,
            }
        ).encode()
        old = and_(_R.owner == owner, _R.kind == "library", _R.name == paper.material)
        label = Label(paper.from_case, owner, "library", paper.material)
        self._records.put(label, [data], until, instead_of=old)

    def papers(self, owner: VisitorKey, today: date) -> Sequence[KeptPaper]:
        """Give the papers that may still be used on `today`. Raises `VaultLocked`."""
        kept = [self._paper(owner, name) for name in self._records.names(_library(owner))]
        return [paper for paper in kept if paper and (paper.valid_until is None or paper.valid_until >= today)]

    def paper_pages(self, owner: VisitorKey, material: MaterialCode) -> Sequence[bytes]:
        """Give the pages of a paper of the library. Raises `VaultLocked`."""
        found = self._records.read(and_(_library(owner), _R.name == material))
        return [b64decode(page) for page in json.loads(found[-1][1])["pages"]] if found else []

    def keep_until(self, case: RecordId, kinds: Collection[RecordKind], until: date) -> None:
        """Set until when what is kept of a case is kept."""
        self._records.extend(and_(_R.case == case, _R.kind.in_(list(kinds))), until)

    def forget_case(self, case: RecordId) -> int:
        """Shred everything of a case but what the person let the hall keep for later."""
        return self._records.destroy(and_(_R.case == case, _R.kind != "library")).total()

    def shred(self, now: datetime, today: date) -> Shredded:
        """Destroy every record whose last day is over."""
        return Shredded(now, self._records.destroy(_R.until < today.isoformat()))

    def close(self) -> None:
        """Close the file."""
        self._records.close()

    def _paper(self, owner: VisitorKey, name: str) -> KeptPaper | None:
        found = self._records.read(and_(_library(owner), _R.name == name))
        if not found:
            return None
        kept: dict[str, Any] = json.loads(found[-1][1])
        until: str | None = kept["valid_until"]
        return KeptPaper(
            material=MaterialCode(name),
            pages=len(kept["pages"]),
            digest=kept["digest"],
            kept_on=date.fromisoformat(kept["kept_on"]),
            valid_until=date.fromisoformat(until) if until else None,
            from_case=RecordId(kept["from_case"]),
        )


def _library(owner: VisitorKey) -> ColumnElement[bool]:
    return and_(_R.owner == owner, _R.kind == "library")


def _values(data: bytes) -> Mapping[FieldKey, str]:
    return {FieldKey(key): str(value) for key, value in json.loads(data).items()}
