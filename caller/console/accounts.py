"""Passwords and PINs of the staff: minted at set-up, kept as argon2id hashes in one file that only its owner can read.

Who the staff are and what they may do is the catalogue's business; who is signed in is `sessions`'.
"""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from pydantic import BaseModel, ConfigDict, TypeAdapter

from broker.catalogue import Catalogue
from broker.terms import StaffNo

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""argon2id as OWASP's password storage page asks for at least: 19 MiB, two passes, one lane."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another
_PASSWORD_GROUPS, _GROUP_LENGTH, _PIN_LENGTH = 3, 4, 6


@dataclass(frozen=True, slots=True)
class Credentials:
    """What is told to one person once: the password of the console and the PIN that goes with the badge."""

    password: str
    pin: str


class Account(BaseModel):
    """The two hashes of one person, as they lie in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    password: str
    pin: str


_ACCOUNTS: TypeAdapter[dict[StaffNo, Account]] = TypeAdapter(dict[StaffNo, Account])


class Accounts:
    """Knows whether a password or PIN is somebody's, and takes the same time when there is no such person."""

    def __init__(self, accounts: Mapping[StaffNo, Account], hasher: PasswordHasher = HASHER) -> None:
        """Take the hashes by staff number."""
        self._accounts = dict(accounts)
        self._hasher = hasher
        self._nobody = hasher.hash("nobody")

    @classmethod
    def load(cls, path: Path, hasher: PasswordHasher = HASHER) -> "Accounts":
        """Read what `mint` wrote. Raises OSError when there is no file, pydantic's ValidationError when it is bad."""
        return cls(_ACCOUNTS.validate_json(path.read_bytes()), hasher)

    def is_password_of(self, no: StaffNo, password: str) -> bool:
        """Say whether this is the person's password."""
        return self._is_right("password", no, password)

    def is_pin_of(self, no: StaffNo, pin: str) -> bool:
        """Say whether this is the PIN of the person's badge."""
        return self._is_right("pin", no, pin)

    def _is_right(self, which: Literal["password", "pin"], no: StaffNo, secret: str) -> bool:
        account = self._accounts.get(no)
        known = self._nobody if account is None else (account.password if which == "password" else account.pin)
        try:
            self._hasher.verify(known, secret)
        except VerifyMismatchError:
            return False
        return account is not None


def mint(
    catalogue: Catalogue, path: Path, *, randomness: Random, hasher: PasswordHasher = HASHER
) -> dict[StaffNo, Credentials]:
    """Give everybody in the catalogue who has none a password and a PIN, and write the hashes to `path` (mode 0600).

    Accounts already in the file stay as they are, those of people who left are dropped. Returns only what is new: it is
    kept nowhere else. `randomness` must be `secrets.SystemRandom()` outside tests. Raises OSError.
    """
    there = _ACCOUNTS.validate_json(path.read_bytes()) if path.exists() else {}
    fresh = {member.no: _credentials(randomness) for member in catalogue.staff_members if member.no not in there}

    def account(new: Credentials) -> Account:
        return Account(password=hasher.hash(new.password), pin=hasher.hash(new.pin))

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        minted = dict(zip(fresh, pool.map(account, fresh.values()), strict=True))
    known = {member.no for member in catalogue.staff_members}
    kept = {no: account for no, account in there.items() if no in known}
    write_private(path, json.dumps({no: account.model_dump() for no, account in (kept | minted).items()}, indent=1))
    return fresh


def write_private(path: Path, text: str) -> None:
    """Replace the file by `text` in one step; nobody but its owner may read it, at no moment. Raises OSError."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _credentials(randomness: Random) -> Credentials:
    groups = ("".join(randomness.choices(_LETTERS, k=_GROUP_LENGTH)) for _ in range(_PASSWORD_GROUPS))
    return Credentials(password="-".join(groups), pin="".join(randomness.choices("0123456789", k=_PIN_LENGTH)))
