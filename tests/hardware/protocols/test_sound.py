"""Waves: the chime's two tones, joining, WAV bytes there and back, and bytes that are no sound."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.sound import RATE, NotSoundError, Wave, chime, from_wav, join, silence, to_wav


def strength(samples: bytes, hertz: float) -> float:
    """How much of a tone is in the samples (Goertzel's sum, written out)."""
    values = struct.unpack(f"<{len(samples) // 2}h", samples)
    turns = [2 * math.pi * hertz * index / RATE for index in range(len(values))]
    real = sum(value * math.cos(turn) for value, turn in zip(values, turns, strict=True))
    imaginary = sum(value * math.sin(turn) for value, turn in zip(values, turns, strict=True))
    return math.hypot(real, imaginary)


@pytest.mark.req("Q-08")
def test_the_chime_falls_from_660_to_554_hertz_in_six_tenths_of_a_second() -> None:
    sound = chime()
    half = len(sound.samples) // 2
    first, second = sound.samples[:half], sound.samples[half:]
    assert sound.seconds == pytest.approx(0.6, abs=0.001)
    assert 0.3 < sound.peak < 0.6
    assert strength(first, 660) > 3 * strength(first, 554)
    assert strength(second, 554) > 3 * strength(second, 660)


@given(st.binary(max_size=200).map(lambda data: data[: len(data) // 2 * 2]))
def test_a_wave_comes_back_from_its_file(samples: bytes) -> None:
    assert from_wav(to_wav(Wave(samples))) == Wave(samples)


def test_joined_waves_follow_each_other() -> None:
    assert join((silence(0.5), chime(), silence(0.25))).seconds == pytest.approx(1.35, abs=0.001)
    assert silence(1).peak == 0


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no sound at all" * 9, to_wav(chime())[:20]])
def test_bytes_that_are_no_sound_are_refused(data: bytes) -> None:
    with pytest.raises(NotSoundError):
        from_wav(data)


def test_another_rate_is_refused_because_it_would_be_played_too_fast() -> None:
    wav = bytearray(to_wav(chime()))
    wav[24:28] = (44_100).to_bytes(4, "little")
    with pytest.raises(NotSoundError, match="22050"):
        from_wav(bytes(wav))
