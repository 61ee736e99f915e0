"""A voice of recorded clips: a folder of WAV pieces a hall brings, speech where a piece is missing.

For each language a folder (`zh`, `en`); a piece is looked up whole (`四十四.wav`, `号窗口办理.wav`), then sign by sign
(`K.wav`, `零.wav`). Clips are 22,050 Hz 16-bit mono.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.ports.faults import BadFrame
from hardware.ports.speaker import Sentence
from hardware.protocols import spoken
from hardware.protocols.sound import NotSoundError, Wave, from_wav, join, silence

_LOG = logging.getLogger(__name__)
_GAP_SECONDS = 0.04


class Voice(Protocol):
    """Something that turns a sentence into sound."""

    def render(self, sentence: Sentence) -> Wave:
        """The sound; raises a `DeviceError` child when there is none."""
        ...


def _log_missing(piece: str) -> None:
    _LOG.warning("no clip for %s: the sentence is spoken by the other voice", piece)


class ClipsVoice:
    """Joins clips. A sentence with a missing piece goes whole to the fall-back voice: two voices in one confuse."""

    def __init__(
        self,
        folder: Path,
        fallback: Voice,
        *,
        device: str,
        on_missing: Callable[[str], None] = _log_missing,
    ) -> None:
        self._folder = folder
        self._fallback = fallback
        self._device = device
        self._on_missing = on_missing

    def render(self, sentence: Sentence) -> Wave:
        """The sound of one sentence.

        Raises:
            BadFrame: a clip is there but is no sound of the right kind.
            DeviceError: a clip is missing and the fall-back voice fails.
        """
        sounds: list[Wave] = []
        for piece in spoken.pieces(sentence):
            files = self._files(sentence.language.value, piece)
            if files is None:
                self._on_missing(piece)
                return self._fallback.render(sentence)
            for file in files:
                sounds += (self._read(file), silence(_GAP_SECONDS))
        return join(tuple(sounds))

    def _files(self, language: str, piece: str) -> list[Path] | None:
        whole = self._folder / language / f"{_file_name(piece)}.wav"
        if whole.is_file():
            return [whole]
        signs = [self._folder / language / f"{_file_name(sign)}.wav" for sign in piece if not sign.isspace()]
        return signs if signs and all(file.is_file() for file in signs) else None

    def _read(self, file: Path) -> Wave:
        try:
            return from_wav(file.read_bytes())
        except NotSoundError as error:
            raise BadFrame(device=self._device, reason=f"{file.name}: {error.what}") from error


def _file_name(piece: str) -> str:
    return piece.replace("/", "_").strip(" .,!?;:，。！？、；：") or "_"
