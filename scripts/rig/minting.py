"""Mints what a hall on this machine must keep secret, once: bus passwords, the hall's keys, passwords and PINs.

A production hall mints the same at set-up and keeps no PIN in the clear; here `logins.json` does, because the rig's
staff do not exist and somebody must be able to log in as them.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from broker.catalogue import Catalogue
from broker.sealed import new_key_text, public_text
from broker.terms import ClientCode
from caller.adapters.vault.locks import new_vault_key
from scripts.rig.state import read_json, write_private

_PASSWORD_BYTES = 24
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Login:
    """How one of the rig's staff signs in."""

    no: str
    name: str
    roles: tuple[str, ...]
    windows: tuple[str, ...]
    badge: str
    password: str
    pin: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """Where the secrets lie, and those that a start needs in the clear."""

    hall_key: Path
    hall_public_key: str
    visitor_secret: Path
    vault_key: Path
    seal_key: Path
    seal_chain: Path
    accounts: Path
    bus_passwords: dict[ClientCode, str]
    bus_folder: Path
    logins: tuple[Login, ...]

    def bus_password_file(self, client: ClientCode) -> Path:
        """Name the file that holds a client's password."""
        return self.bus_folder / client


def mint_secrets(catalogue: Catalogue, folder: Path) -> Secrets:
    """Read the secrets in `folder`, minting what is missing. Raises OSError."""
    bus = folder / "bus"
    bus.mkdir(exist_ok=True, mode=0o700)
    hall_key = _once(folder / "hall.key", new_key_text)
    visitor_secret = _once(folder / "visitor.secret", lambda: secrets.token_hex(_SECRET_BYTES))
    passwords = {
        client.code: _once(bus / client.code, lambda: secrets.token_urlsafe(_PASSWORD_BYTES)).read_text(
            encoding="utf-8"
        )
        for client in catalogue.clients
    }
    accounts = folder / "accounts.json"
    seal_key, seal_chain = folder / "seal.key", folder / "seal.pem"
    if not (seal_key.exists() and seal_chain.exists()):
        _mint_seal(catalogue.hall.name_zh, seal_key, seal_chain)
    return Secrets(
        hall_key=hall_key,
        hall_public_key=public_text(hall_key.read_text(encoding="utf-8")),
        visitor_secret=visitor_secret,
        vault_key=_once(folder / "vault.key", new_vault_key),
        seal_key=seal_key,
        seal_chain=seal_chain,
        accounts=accounts,
        bus_passwords=passwords,
        bus_folder=bus,
        logins=_logins(catalogue, accounts, folder / "logins.json"),
    )


def _once(path: Path, make: Callable[[], str]) -> Path:
    if not path.exists():
        write_private(path, make())
    return path


def _mint_seal(hall: str, key: Path, chain: Path) -> None:
    # signing comes with it, and a second start, which mints nothing, must be quick
    from caller.adapters.documents import mint_seal  # noqa: PLC0415

    minted = mint_seal(hall, datetime.now(UTC))
    write_private(key, minted.key)
    write_private(chain, minted.certificate)


def _logins(catalogue: Catalogue, accounts: Path, file: Path) -> tuple[Login, ...]:
    known: dict[str, dict[str, str]] = read_json(file) or {}
    if any(member.no not in known for member in catalogue.staff_members):
        # the console comes with it, and a second start, which mints nothing, must be quick
        from caller.console.accounts import mint  # noqa: PLC0415

        accounts.unlink(missing_ok=True)  # a password that nobody can be told is worth nothing here
        minted = mint(catalogue, accounts, randomness=secrets.SystemRandom())
        known = {no: {"password": new.password, "pin": new.pin} for no, new in minted.items()}
        write_private(file, json.dumps(known, indent=1))
    return tuple(
        Login(
            no=member.no,
            name=member.name,
            roles=tuple(member.roles),
            windows=tuple(member.windows),
            badge=member.badge,
            password=known[member.no]["password"],
            pin=known[member.no]["pin"],
        )
        for member in catalogue.staff_members
    )
