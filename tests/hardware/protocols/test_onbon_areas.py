"""Bodies of dynamic areas and of the status answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.onbon import Command, Decoder, Packet, encode
from hardware.protocols.onbon_areas import (
    DELETE_ALL,
    Area,
    AreaUpdate,
    ControllerStatus,
    MalformedBodyError,
    decode_status,
    decode_update,
    encode_status,
    encode_update,
)

C3 = bytes.fromhex(
    "A5 A5 A5 A5 A5 A5 A5 A5 01 00 00 80 00 00 00 00 00 00 FE 02 35 00 A3 06 01 00 00 00 01 2C 00 00 00 00 00 00 08 00"
    "10 00 00 00 00 05 00 00 00 00 02 01 02 00 00 00 11 00 00 00 C7 EB 41 30 30 31 BA C5 B5 BD 33 BA C5 B4 B0 BF DA"
    "68 83 5A"
)
C3_AREA = Area(
    number=0,
    x=0,
    y=0,
    width=64,
    height=16,
    text="请A001号到3号窗口".encode("gbk"),
    timeout_seconds=5,
    single_line=False,
    automatic_break=False,
    effect=2,
)
small = st.integers(0, 255)
areas = st.builds(
    Area,
    number=small,
    x=st.integers(0, 0x7FFF),
    y=st.integers(0, 0xFFFF),
    width=st.integers(0, 0x7FFF),
    height=st.integers(0, 0xFFFF),
    text=st.binary(max_size=80),
    run_mode=small,
    timeout_seconds=st.integers(0, 0xFFFF),
    line_spacing=small,
    alignment=small,
    single_line=st.booleans(),
    automatic_break=st.booleans(),
    effect=small,
    exit_effect=small,
    speed=small,
    stay=small,
)


@pytest.mark.req("H-02", "Q-07")
def test_published_call_both_ways() -> None:
    (packet,) = Decoder().feed(C3)
    assert isinstance(packet, Packet)
    assert decode_update(packet.body) == AreaUpdate((), (C3_AREA,))
    assert encode(Packet(Command.UPDATE_AREAS, body=encode_update(AreaUpdate((), (C3_AREA,))))) == C3


@given(
    st.lists(areas, max_size=5).map(tuple),
    st.one_of(st.just((DELETE_ALL,)), st.lists(st.integers(0, 254), max_size=9).map(tuple)),
)
def test_every_update_comes_back(wanted: tuple[Area, ...], delete: tuple[int, ...]) -> None:
    update = AreaUpdate(delete, wanted)
    assert decode_update(encode_update(update)) == update


def test_a_width_that_is_no_multiple_of_eight_goes_in_dots() -> None:
    body = encode_update(AreaUpdate((), (Area(0, 12, 0, 60, 16, b""),)))
    assert body[5:7] == bytes.fromhex("0C 80")
    assert body[9:11] == bytes.fromhex("3C 80")


def test_sound_and_extensions_of_other_cards_are_read_over() -> None:
    plain = encode_update(AreaUpdate((), (C3_AREA,)))
    sound_at = 2 + 2 + 14
    for extra in (b"\x01\x21\x05\x05\x00", b"\x02\x21\x05\x05\x02\x00\x00\x00ab\x00", b"\x00\x02\xff\xff"):
        content = plain[4:sound_at] + extra + plain[sound_at + 2 :]
        assert decode_update(b"\x00\x01" + len(content).to_bytes(2, "little") + content).areas == (C3_AREA,)


@given(areas, st.data())
def test_a_body_cut_short_is_refused_by_name(area: Area, data: st.DataObject) -> None:
    body = encode_update(AreaUpdate((1, 2), (area,)))
    with pytest.raises(MalformedBodyError):
        decode_update(body[: data.draw(st.integers(0, len(body) - 1))])
    with pytest.raises(MalformedBodyError, match="left over"):
        decode_update(body + b"\x00")


@given(st.booleans(), small, st.lists(small, max_size=12).map(tuple))
def test_every_status_comes_back(on: bool, brightness: int, numbers: tuple[int, ...]) -> None:
    status = ControllerStatus(on, brightness, area_numbers=numbers)
    assert decode_status(encode_status(status)) == status
    with pytest.raises(MalformedBodyError):
        decode_status(encode_status(status)[:-1])
