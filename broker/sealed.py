"""Personal data that only one reader can open.

A kiosk seals what it read from a card to the hall's public key with a key pair made for this visit only; the hall seals
its answers to that visit's public key. PyNaCl's Box (Curve25519, XSalsa20-Poly1305) does it; nothing of ours encrypts.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import TypeVar

from nacl.exceptions import CryptoError
from nacl.public import Box, PrivateKey, PublicKey
from pydantic import BaseModel, ValidationError

from broker.errors import NotForYou
from broker.messages import Sealed

Content = TypeVar("Content", bound=BaseModel)


def new_key_text() -> str:
    """Make a private key, as Base64 text for a secrets file."""
    return b64encode(bytes(PrivateKey.generate())).decode()


def public_text(private_text: str) -> str:
    """Give the public key, as Base64, that belongs to the private key in `private_text`. Raises ValueError."""
    return b64encode(bytes(PrivateKey(b64decode(private_text, validate=True)).public_key)).decode()


class Visit:
    """One visit's key pair at a kiosk: seals to the hall and opens what the hall seals to this visit."""

    def __init__(self, hall_public: str) -> None:
        """Mint the visit's keys. `hall_public` is the hall's, as Base64. Raises ValueError when it is none."""
        self._private = PrivateKey.generate()
        self._box = Box(self._private, PublicKey(b64decode(hall_public, validate=True)))
        self._public = b64encode(bytes(self._private.public_key)).decode()

    def seal(self, content: BaseModel) -> Sealed:
        """Seal `content` so that only the hall can open it."""
        return Sealed(
            visit_public=self._public,
            boxed=b64encode(bytes(self._box.encrypt(content.model_dump_json().encode()))).decode(),
        )

    def open(self, sealed: Sealed, kind: type[Content]) -> Content:
        """Open what the hall sealed to this visit. Raises `NotForYou`."""
        return _open(self._box, sealed, kind)


class HallSealer:
    """The hall's side: opens what visits sealed, seals answers to a visit."""

    def __init__(self, private_text: str) -> None:
        """Take the hall's private key as Base64 text. Raises ValueError when it is none."""
        self._private = PrivateKey(b64decode(private_text, validate=True))

    @property
    def public(self) -> str:
        """The hall's public key as Base64, which every kiosk's file holds."""
        return b64encode(bytes(self._private.public_key)).decode()

    def open(self, sealed: Sealed, kind: type[Content]) -> Content:
        """Open what a visit sealed to the hall. Raises `NotForYou`."""
        return _open(self._box(sealed.visit_public), sealed, kind)

    def seal(self, content: BaseModel, visit_public: str) -> Sealed:
        """Seal `content` to the visit with this public key. Raises `NotForYou` when it is no key."""
        boxed = self._box(visit_public).encrypt(content.model_dump_json().encode())
        return Sealed(visit_public=visit_public, boxed=b64encode(bytes(boxed)).decode())

    def _box(self, visit_public: str) -> Box:
        try:
            return Box(self._private, PublicKey(b64decode(visit_public, validate=True)))
        except (NotBase64, ValueError, CryptoError) as error:
            raise NotForYou("not a visit's key") from error


def _open(box: Box, sealed: Sealed, kind: type[Content]) -> Content:
    try:
        return kind.model_validate_json(box.decrypt(b64decode(sealed.boxed, validate=True)))
    except (NotBase64, ValueError, CryptoError, ValidationError) as error:
        # The cause is cut off: a validation error would carry the person's data into a log.
        reason = f"cannot be opened: {type(error).__name__}"
        raise NotForYou(reason) from None
