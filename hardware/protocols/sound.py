"""Sound as plain samples: mono 16-bit waves, the chime before a call, joining, WAV files as bytes. No device here."""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from dataclasses import dataclass

RATE = 22050
"""Samples a second that espeak-ng gives; everything is joined at this rate."""

_CHIME_HERTZ = (660.0, 554.0)
_CHIME_SECONDS = 0.6
_CHIME_PEAK = 0.45
_FULL_SCALE = 32767
_MONO = 1
_SAMPLE_BYTES = 2


class NotSoundError(ValueError):
    """Bytes that are no WAV file of 16-bit mono samples at the expected rate. `what` says which of it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Wave:
    """Mono sound: signed 16-bit samples, little endian, at `RATE`."""

    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / (_SAMPLE_BYTES * RATE)

    @property
    def peak(self) -> float:
        """Its loudest sample, 0 (silent) to 1."""
        values = _values(self.samples)
        loudest = max(map(abs, values), default=0)
        return loudest / _FULL_SCALE


def silence(seconds: float) -> Wave:
    """Nothing, for so long."""
    return Wave(bytes(_SAMPLE_BYTES * round(seconds * RATE)))


def chime() -> Wave:
    """Two falling tones, 660 then 554 Hz, 0.6 s together, each dying away like a struck bar so that nobody starts."""
    count = round(_CHIME_SECONDS * RATE / len(_CHIME_HERTZ))
    values = array("h")
    for hertz in _CHIME_HERTZ:
        for index in range(count):
            at = index / RATE
            attack = min(1.0, at / 0.005)
            level = _CHIME_PEAK * attack * math.exp(-5.0 * at) * math.sin(2 * math.pi * hertz * at)
            values.append(round(level * _FULL_SCALE))
    return Wave(_bytes(values))


def join(waves: tuple[Wave, ...]) -> Wave:
    """One after the other."""
    return Wave(b"".join(each.samples for each in waves))


def to_wav(sound: Wave) -> bytes:
    """The bytes of a WAV file."""
    target = io.BytesIO()
    with wave.open(target, "wb") as writer:
        writer.setnchannels(_MONO)
        writer.setsampwidth(_SAMPLE_BYTES)
        writer.setframerate(RATE)
        writer.writeframes(sound.samples)
    return target.getvalue()


def from_wav(data: bytes) -> Wave:
    """The sound of a WAV file.

    Raises:
        NotSoundError: it is no WAV, or not 16-bit mono at `RATE`. A length field of a pipe (too large) is forgiven.
    """
    try:
        with wave.open(io.BytesIO(data), "rb") as reader:
            shape = (reader.getnchannels(), reader.getsampwidth(), reader.getframerate())
            samples = reader.readframes(len(data))
    except (wave.Error, EOFError) as error:
        raise NotSoundError("no WAV file") from error
    if shape != (_MONO, _SAMPLE_BYTES, RATE):
        raise NotSoundError(f"not mono 16 bit at {RATE} Hz")
    return Wave(samples)


def _values(samples: bytes) -> array[int]:
    values = array("h", samples[: len(samples) // _SAMPLE_BYTES * _SAMPLE_BYTES])
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _bytes(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values = array("h", values)
        values.byteswap()
    return values.tobytes()
