"""Mints the sandbox's seal: a root of its own and a key signed by it, both saying 样章 in their names (M-09)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

_BITS = 2048
_YEARS = 10
_NAME = "样章 SAMPLE 沙箱电子印章（无法律效力）"
_ROOT_NAME = "样章 SAMPLE 沙箱根证书（无法律效力）"


@dataclass(frozen=True, slots=True)
class SealKey:
    """A seal as PEM texts: the private key, its certificate, the root that vouches for it."""

    key: str
    certificate: str
    root: str

    def __repr__(self) -> str:
        """Keep the key out of tracebacks."""
        return "SealKey(…)"


def mint_seal(hall: str, now: datetime) -> SealKey:
    """Mint a seal for a hall, valid for ten years from a day before `now`."""
    root_key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    root_name, name = _named(_ROOT_NAME, hall), _named(_NAME, hall)
    root = (
        _begun(root_name, root_name, root_key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _begun(name, root_name, key.public_key(), now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SealKey(
        key=private.decode(),
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        root=root.public_bytes(Encoding.PEM).decode(),
    )


def _named(common: str, hall: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, hall), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _begun(subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, now: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
