"""Locks and keys of the vault: every record has a key of its own, and that key is wrapped by the vault's.

PyNaCl's `Aead` (XChaCha20-Poly1305) does it; nothing of ours encrypts. The record's id is bound to both, so that no
record can be put in another's place.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from nacl.exceptions import CryptoError
from nacl.secret import Aead
from nacl.utils import random

from caller.application.ports.vault import VaultLocked


def new_vault_key() -> str:
    """Make a vault's key, as Base64 text for a secrets file."""
    return b64encode(random(Aead.KEY_SIZE)).decode()


class Locks:
    """Seals and opens records with the vault's key."""

    def __init__(self, key_text: str) -> None:
        """Take the vault's key as Base64 text. Raises ValueError when it is none."""
        try:
            self._vault = Aead(b64decode(key_text, validate=True))
        except (NotBase64, ValueError, CryptoError) as error:
            raise ValueError("not a vault's key") from error

    def seal(self, record: str, data: bytes) -> tuple[bytes, bytes]:
        """Give the record's wrapped key and its ciphertext."""
        key = random(Aead.KEY_SIZE)
        wrapped = self._vault.encrypt(key, record.encode())
        return bytes(wrapped), bytes(Aead(key).encrypt(data, record.encode()))

    def open(self, record: str, wrapped: bytes, sealed: bytes) -> bytes:
        """Give a record's data. Raises `VaultLocked`."""
        try:
            key = self._vault.decrypt(wrapped, record.encode())
            return Aead(key).decrypt(sealed, record.encode())
        except CryptoError:
            raise VaultLocked from None
