"""The sandbox of the electronic seal: a key of our own that says 样章, slow or failing as the dials say."""

from caller.adapters.sandbox.dials import Dials
from caller.application.ports.papers import Sealer


class SandboxSealer:
    """See `caller.application.ports.papers.Sealer`."""

    def __init__(self, sealer: Sealer, dials: Dials) -> None:
        """Seal with `sealer`, as `dials` say."""
        self._sealer = sealer
        self._dials = dials

    @property
    def sandbox(self) -> bool:
        """Whether what is sealed has no legal effect: it has none."""
        return True

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Give the same document, signed. Raises `OutsideAway`, `SealBroken`."""
        self._dials.answer("seal")
        return self._sealer.seal(pdf, reason=reason)
