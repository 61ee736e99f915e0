"""FF68 frames: the field's bytes, SUM and tail verified, length before tail, echo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.ff68 import (
    DEVICE_LENGTHS,
    HOST_LENGTHS,
    Damaged,
    Decoder,
    Frame,
    Reason,
    RepeatFilter,
    acknowledgement,
    beep,
    encode,
    start_rating,
    waiting_display,
)

VECTORS = [
    pytest.param("FF 68 03 03 68 01 01 0C 0E 16", Frame(1, 1, b"\x0c"), id="call next"),
    pytest.param("FF 68 04 04 68 01 01 06 0F 17 16", Frame(1, 1, b"\x06\x0f"), id="give up"),
    pytest.param("FF 68 02 02 68 01 03 04 16", beep(1), id="beep"),
    pytest.param("FF 68 03 03 68 01 02 05 08 16", Frame(1, 2, b"\x05"), id="stars 5"),
    pytest.param("FF 68 03 03 68 01 01 0B 0D 16", start_rating(1), id="start rating"),
]
frames = st.builds(Frame, st.integers(0, 255), st.integers(0, 255), st.binary(min_size=1, max_size=3))


@pytest.mark.req("H-02")
@pytest.mark.parametrize(("wire", "frame"), VECTORS)
def test_published_frame_both_ways(wire: str, frame: Frame) -> None:
    assert encode(frame) == bytes.fromhex(wire)
    assert Decoder(HOST_LENGTHS).feed(bytes.fromhex(wire)) == (frame,)


def test_a_host_echoes_byte_for_byte_and_answers_a_rating_as_function_01() -> None:
    assert acknowledgement(Frame(1, 1, b"\x0c")) == bytes.fromhex("FF 68 03 03 68 01 01 0C 0E 16")
    assert encode(Frame(1, 0x11, b"\x05")) == bytes.fromhex("FF 68 03 03 68 01 11 05 17 16")
    assert acknowledgement(Frame(1, 0x11, b"\x05")) == bytes.fromhex("FF 68 03 03 68 01 01 05 07 16")


def test_a_sum_that_looks_like_the_tail_does_not_end_a_frame() -> None:
    frame = Frame(0x0A, 0x01, b"\x0b")
    assert encode(frame)[-2:] == b"\x16\x16"
    assert Decoder().feed(encode(frame) * 2) == (frame, frame)


def reasons(wire: str) -> list[Reason]:
    return [item.reason for item in Decoder().feed(bytes.fromhex(wire)) if isinstance(item, Damaged)]


def test_each_kind_of_damage_has_its_name() -> None:
    assert reasons("00 11 FF 68 03 03 68 01 01 0C 0E 16") == [Reason.NOISE]
    assert reasons("FF 68 03 04 68")[0] is Reason.LENGTH
    assert reasons("FF 68 02 02 68 01 03 04 16")[0] is Reason.LENGTH
    assert reasons("FF 68 06 06 68")[0] is Reason.LENGTH
    assert reasons("FF 68 03 03 67")[0] is Reason.MIDDLE
    assert reasons("FF 68 03 03 68 01 01 0C 0F 16")[0] is Reason.SUM
    assert reasons("FF 68 03 03 68 01 01 0C 0E 17")[0] is Reason.TAIL
    decoder = Decoder()
    assert decoder.feed(b"\xff\x68\x03") == ()
    assert decoder.reset() == Damaged(Reason.CUT_OFF, b"\xff\x68\x03")


def test_waiting_display_has_three_digits_each_and_blanks() -> None:
    assert waiting_display(1, 1, 12, None).data == bytes.fromhex("00 01 02 0A 0A 0A")
    assert waiting_display(1, 1, 1234, 7).data == bytes.fromhex("09 09 09 00 00 07")


def test_a_repetition_is_known_but_a_digit_typed_twice_is_two() -> None:
    repeats = RepeatFilter(0.4)
    call, digit = Frame(1, 1, b"\x0c"), Frame(1, 1, b"\x04")
    assert [repeats.is_repeat(call, at) for at in (0.0, 0.3, 0.6, 1.5)] == [False, True, True, False]
    assert [repeats.is_repeat(digit, at) for at in (2.0, 2.1)] == [False, False]


@given(st.lists(frames, max_size=6), st.data())
def test_a_stream_gives_every_frame_wherever_it_is_cut(sent: list[Frame], data: st.DataObject) -> None:
    stream = b"".join(map(encode, sent))
    decoder = Decoder()
    received: list[Frame | Damaged] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        received += decoder.feed(stream[:size])
        stream = stream[size:]
    assert received == sent


@given(st.binary(max_size=60), frames)
def test_a_frame_behind_noise_is_found_at_the_latest_with_the_one_after_it(noise: bytes, frame: Frame) -> None:
    # noise may end in half a frame that swallows the start of the next
    received = Decoder(DEVICE_LENGTHS).feed(noise + encode(frame) * 2)
    assert frame in received


@given(st.binary(max_size=300))
def test_no_byte_is_lost_without_a_name(data: bytes) -> None:
    decoder = Decoder()
    used = sum(len(item.raw) if isinstance(item, Damaged) else len(encode(item)) for item in decoder.feed(data))
    rest = decoder.reset()
    assert used + (len(rest.raw) if rest else 0) == len(data)
