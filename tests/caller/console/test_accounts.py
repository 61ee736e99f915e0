import stat
from pathlib import Path
from random import Random

from broker.catalogue import Catalogue
from broker.terms import StaffNo
from caller.console.accounts import HASHER, Account, Accounts, mint
from tests.caller.console.rehearsal import QUICK


def test_everybody_gets_a_password_and_a_pin_that_work(catalogue: Catalogue, tmp_path: Path) -> None:
    fresh = mint(catalogue, tmp_path / "accounts.json", randomness=Random(1), hasher=QUICK)
    assert set(fresh) == set(catalogue.staff_by_no)
    accounts = Accounts.load(tmp_path / "accounts.json", QUICK)
    for number, credentials in fresh.items():
        assert accounts.is_password_of(number, credentials.password)
        assert accounts.is_pin_of(number, credentials.pin)
        assert not accounts.is_password_of(number, credentials.pin)


def test_only_the_owner_reads_the_file_and_no_password_is_in_it(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    fresh = mint(catalogue, path, randomness=Random(2), hasher=QUICK)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert "$argon2id$" in text
    assert not any(credentials.password in text for credentials in fresh.values())


def test_a_second_minting_changes_nobody_and_drops_who_left(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    first = mint(catalogue, path, randomness=Random(3), hasher=QUICK)
    fewer = catalogue.model_copy(update={"staff_members": catalogue.staff_members[1:]})
    assert mint(fewer, path, randomness=Random(4), hasher=QUICK) == {}
    gone, *stay = catalogue.staff_members
    accounts = Accounts.load(path, QUICK)
    assert not accounts.is_password_of(gone.no, first[gone.no].password)
    assert accounts.is_password_of(stay[0].no, first[stay[0].no].password)


def test_nobody_has_no_password() -> None:
    accounts = Accounts({StaffNo("4401"): Account(password=QUICK.hash("nobody"), pin=QUICK.hash("1"))}, QUICK)
    assert not accounts.is_password_of(StaffNo("9999"), "nobody")


def test_hashes_are_as_slow_as_owasp_asks() -> None:
    """19 MiB and two passes: the least that OWASP's password storage page names for argon2id."""
    assert (HASHER.memory_cost, HASHER.time_cost, HASHER.type.name) == (19_456, 2, "ID")
