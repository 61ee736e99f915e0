"""The vault: what it keeps can be read by nobody else, and is gone when its time is over."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from broker.terms import FieldKey, MaterialCode, RecordId, VisitorKey
from caller.adapters.vault import SqlVault
from caller.adapters.vault.locks import new_vault_key
from caller.application.ports.vault import KeptPaper, VaultLocked

CASE, OTHER = RecordId("case-1"), RecordId("case-2")
OWNER, STRANGER = VisitorKey("a" * 32), VisitorKey("b" * 32)
NAME, PHONE = FieldKey("p_name"), FieldKey("p_phone")
LEASE = MaterialCode("LEASE")
TODAY, LATER = date(2026, 11, 23), date(2026, 11, 30)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "vault.db"


@pytest.fixture
def key() -> str:
    return new_vault_key()


@pytest.fixture
def vault(file: Path, key: str) -> Iterator[SqlVault]:
    opened = SqlVault(file, key)
    yield opened
    opened.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def lease(valid_until: date | None = None, kept_on: date = TODAY) -> KeptPaper:
    return KeptPaper(LEASE, pages=2, digest="d" * 64, kept_on=kept_on, valid_until=valid_until, from_case=CASE)


@pytest.mark.req("K-14")
def test_nothing_of_the_person_is_in_the_files(vault: SqlVault, file: Path) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范", PHONE: "10000000001"}, LATER)
    vault.keep_blob(CASE, OWNER, kind="page", name="LEASE/01", data="租金三千元".encode(), until=LATER)
    vault.keep_paper(OWNER, lease(), ["甲方林示例".encode(), b"page two"], LATER)
    vault.keep_values(CASE, OWNER, {NAME: "陈示范", PHONE: "10000000009"}, LATER)
    kept = everything_in(file.parent)
    for secret in ("陈示范", "10000000001", "10000000009", "租金三千元", "甲方林示例"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
    assert vault.values(CASE) == {NAME: "陈示范", PHONE: "10000000009"}
    assert vault.blob(CASE, "page", "LEASE/01") == "租金三千元".encode()


def test_only_its_owner_may_read_the_file(vault: SqlVault, file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing(vault: SqlVault, file: Path) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范"}, LATER)
    other = SqlVault(file, new_vault_key())
    with pytest.raises(VaultLocked):
        other.values(CASE)
    other.close()
    with pytest.raises(ValueError, match="not a vault's key"):
        SqlVault(file, "no key")


def test_a_record_survives_a_restart(vault: SqlVault, file: Path, key: str) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范"}, LATER)
    vault.close()
    again = SqlVault(file, key)
    assert again.values(CASE) == {NAME: "陈示范"}
    again.close()


def test_a_record_put_in_anothers_place_is_refused(vault: SqlVault, file: Path) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范"}, LATER)
    vault.keep_values(OTHER, STRANGER, {NAME: "林示例"}, LATER)
    with closing(sqlite3.connect(file)) as burglar, burglar:
        burglar.execute(
            'UPDATE records SET sealed = (SELECT sealed FROM records WHERE "case" = ?) WHERE "case" = ?', (OTHER, CASE)
        )
    with pytest.raises(VaultLocked):
        vault.values(CASE)


def test_what_is_over_is_shredded_and_the_job_says_how_much(vault: SqlVault, file: Path) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范"}, TODAY)
    vault.keep_blob(CASE, OWNER, kind="signature", name="submit", data=b"strokes", until=TODAY)
    vault.keep_values(OTHER, OWNER, {NAME: "陈示范"}, LATER)
    with closing(sqlite3.connect(file)) as burglar:
        sealed: list[bytes] = [row[0] for row in burglar.execute("SELECT wrapped FROM keys")]
    assert vault.shred(NOW, TODAY).records == {}
    done = vault.shred(NOW, date(2026, 11, 24))
    assert done.records == {"fields": 1, "signature": 1}
    assert vault.values(CASE) == {}
    assert vault.values(OTHER) == {NAME: "陈示范"}
    left = everything_in(file.parent)
    assert [wrapped in left for wrapped in sealed].count(True) == 1


def test_a_case_may_be_kept_longer_or_forgotten_at_once(vault: SqlVault) -> None:
    vault.keep_values(CASE, OWNER, {NAME: "陈示范"}, TODAY)
    vault.keep_paper(OWNER, lease(), [b"1", b"2"], LATER)
    vault.keep_until(CASE, ["fields"], date(2027, 11, 23))
    assert vault.shred(NOW, LATER).records == {}
    assert vault.forget_case(CASE) == 1
    assert vault.values(CASE) == {}
    assert [paper.material for paper in vault.papers(OWNER, TODAY)] == [LEASE]


def test_the_newest_form_of_the_same_person_gives_the_last_value(vault: SqlVault) -> None:
    vault.keep_values(CASE, OWNER, {PHONE: "10000000001"}, LATER)
    vault.keep_values(OTHER, OWNER, {PHONE: "10000000002", NAME: "陈示范"}, LATER)
    assert vault.newest_values(OWNER, PHONE) == "10000000002"
    vault.keep_values(RecordId("case-3"), OWNER, {NAME: "陈示范"}, LATER)
    assert vault.newest_values(OWNER, PHONE) == "10000000002"
    assert vault.newest_values(STRANGER, PHONE) is None


@pytest.mark.req("M-03")
def test_the_library_offers_what_is_still_good_to_its_owner_only(vault: SqlVault) -> None:
    vault.keep_paper(OWNER, lease(valid_until=LATER), ["甲方".encode(), b"2"], date(2027, 11, 23))
    assert vault.papers(OWNER, LATER) == [lease(valid_until=LATER)]
    assert vault.papers(OWNER, date(2026, 12, 1)) == []
    assert vault.papers(STRANGER, TODAY) == []
    assert vault.paper_pages(OWNER, LEASE) == ["甲方".encode(), b"2"]
    vault.keep_paper(OWNER, lease(kept_on=LATER), [b"new"], date(2027, 11, 23))
    assert vault.paper_pages(OWNER, LEASE) == [b"new"]


def test_pages_are_named_in_order_and_may_be_dropped(vault: SqlVault) -> None:
    for name in ("LEASE/02", "LEASE/01", "PLAN/01"):
        vault.keep_blob(CASE, OWNER, kind="page", name=name, data=b"page", until=LATER)
    assert vault.page_names(CASE, LEASE) == ["LEASE/01", "LEASE/02"]
    vault.drop_pages(CASE, LEASE)
    assert vault.page_names(CASE, LEASE) == []
    assert vault.page_names(CASE, MaterialCode("PLAN")) == ["PLAN/01"]
