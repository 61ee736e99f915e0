"""A voice by espeak-ng: Mandarin through its pinyin voice, English through its own.

espeak-ng 1.51's `cmn` voice reads pinyin as English; `cmn-latn-pinyin` is right, and gets tones from `spoken_zh`.
"""

import subprocess
from dataclasses import dataclass

from hardware.ports.faults import BadFrame, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.ports.speaker import Language, Sentence
from hardware.protocols import spoken, spoken_zh
from hardware.protocols.sound import NotSoundError, Wave, from_wav

_PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """Makes a sentence's sound. Speeds are in words a minute: a ticket takes about four seconds."""

    device: str
    program: str = "espeak-ng"
    mandarin_voice: str = "cmn-latn-pinyin"
    english_voice: str = "en-gb"
    words_per_minute: int = 170
    amplitude: int = 140

    def render(self, sentence: Sentence) -> Wave:
        """The sound of one sentence.

        Raises:
            DeviceUnplugged: espeak-ng is not installed.
            DeviceRefused: it ended with an exit code.
            DeviceSilent: it did not end.
            BadFrame: what it gave is no sound.
        """
        words = spoken.phrase(sentence)
        match sentence.language:
            case Language.MANDARIN:
                return self._speak(self.mandarin_voice, spoken_zh.pinyin(words))
            case Language.ENGLISH:
                return self._speak(self.english_voice, words)

    def _speak(self, voice: str, words: str) -> Wave:
        command = [
            self.program,
            f"-v{voice}",
            f"-s{self.words_per_minute}",
            f"-a{self.amplitude}",
            "--stdin",
            "--stdout",
        ]
        try:
            done = subprocess.run(
                command, input=words.encode(), capture_output=True, timeout=_PATIENCE_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise DeviceSilent(device=self.device, waited_seconds=_PATIENCE_SECONDS) from error
        except OSError as error:
            raise DeviceUnplugged(device=self.device) from error
        if done.returncode:
            raise DeviceRefused(device=self.device, code=done.returncode)
        try:
            return from_wav(done.stdout)
        except NotSoundError as error:
            raise BadFrame(device=self.device, reason=error.what) from error
