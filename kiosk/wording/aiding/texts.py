"""The texts of help, reach and voice by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AidingTexts:
    """All of them in one language."""

    call: str
    call_off: str
    calling: str
    called: str
    coming: str
    not_called: str
    seated: str
    standing: str
    voice_on: str
    voice_off: str
    pause: str
