"""Signs documents with pyHanko: an invisible signature over the whole file, beside the seal that the template draws.

Responsible for the signature and for keeping PDF/A: the file is continued, never rewritten. Not responsible for what
the key is worth: a sandbox's certificate says of itself that it has no legal effect. A hall with a real electronic seal
puts that provider behind the same port.
"""

from io import BytesIO
from pathlib import Path
from typing import cast

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign import sign_pdf as sign  # pyright: ignore[reportUnknownVariableType] - typed in part
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from caller.application.ports.papers import SealBroken

FIELD = "Seal"


class PdfSealer:
    """A `Sealer` with a key in a file."""

    def __init__(self, key: Path, chain: Path, *, sandbox: bool) -> None:
        """Read the private key and its certificate, both PEM; `chain` may hold the root behind it.

        Raises `SealBroken`.
        """
        signer = _loaded(key, chain) if key.exists() and chain.exists() else None
        if signer is None:
            raise SealBroken(f"{key.name} and {chain.name} make no key to seal with")
        self._signer = signer
        self._sandbox = sandbox

    @property
    def sandbox(self) -> bool:
        """Whether the key is a sandbox's."""
        return self._sandbox

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Sign the whole file; nothing may be changed in it afterwards. Raises `SealBroken`."""
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            meta = PdfSignatureMetadata(
                field_name=FIELD,
                reason=reason,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
                subfilter=SigSeedSubFilter.PADES,
            )
            sealed = cast("object", sign(writer, meta, self._signer))
        except PdfError as error:
            raise SealBroken(f"the document cannot be signed: {type(error).__name__}") from error
        return _bytes_of(sealed)


def _loaded(key: Path, chain: Path) -> SimpleSigner | None:
    return SimpleSigner.load(str(key), str(chain))  # pyright: ignore[reportUnknownMemberType] - typed in part


def _bytes_of(stream: object) -> bytes:
    if not isinstance(stream, BytesIO):
        raise SealBroken("nothing was signed")
    return stream.getvalue()
