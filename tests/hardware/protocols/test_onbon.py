"""Onbon frames: the maker's and the field's own bytes, damage by name, and streams cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.onbon import (
    Command,
    CommandError,
    Damaged,
    Decoder,
    Packet,
    Reason,
    crc16,
    encode,
    escape,
    unescape,
)

LEAD = "A5 " * 8
PING = LEAD + "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A2 00 01 00 00 68 F8 5A"
STATUS = LEAD + "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A1 02 01 00 00 2D 40 5A"
CLEAR = LEAD + "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A3 10 01 00 00 51 F8 5A"
ACK = LEAD + "00 80 FE FF 00 00 00 00 00 00 FE 02 05 00 A0 00 00 00 00 14 AC 5A"
ON = LEAD + "01 00 00 80 00 00 00 00 00 00 FE 02 06 00 A3 00 01 00 00 01 79 EA 5A"
OFF = LEAD + "01 00 00 80 00 00 00 00 00 00 FE 02 06 00 A3 00 01 00 00 02 39 EB 5A"

VECTORS = [
    pytest.param(PING, Packet(Command.PING), id="P1 ping"),
    pytest.param(STATUS, Packet(Command.STATUS), id="P2 status"),
    pytest.param(CLEAR, Packet(Command.CLEAR), id="P3 clear"),
    pytest.param(ACK, Packet(Command.ACK, CommandError.OK, destination=0x8000, source=0xFFFE), id="P4 ack"),
    pytest.param(ON, Packet(Command.POWER, body=b"\x01"), id="C2 on"),
    pytest.param(OFF, Packet(Command.POWER, body=b"\x02"), id="C2 off"),
]
packets = st.builds(
    Packet,
    code=st.integers(0, 0xFFFF),
    flag=st.integers(0, 255),
    body=st.binary(max_size=200),
    destination=st.integers(0, 0xFFFF),
    source=st.integers(0, 0xFFFF),
    reserved=st.integers(0, 0xFFFF),
    display_mode=st.integers(0, 255),
    device_type=st.integers(0, 255),
    barcode=st.sampled_from([b"", bytes(range(0x50, 0x60)), b"\xa5" * 16]),
)


@pytest.mark.req("H-02", "Q-07")
@pytest.mark.parametrize(("frame", "packet"), VECTORS)
def test_published_frame_both_ways(frame: str, packet: Packet) -> None:
    assert encode(packet) == bytes.fromhex(frame)
    assert Decoder().feed(bytes.fromhex(frame)) == (packet,)


@pytest.mark.parametrize("lead", [1, 2, 8, 9, 40])
def test_any_number_of_lead_bytes_is_taken(lead: int) -> None:
    frame = b"\xa5" * lead + bytes.fromhex(ACK)[8:]
    assert [type(item) for item in Decoder().feed(frame)] == [Packet]


def test_crc_is_crc16_arc() -> None:
    assert crc16(b"123456789") == 0xBB3D


def test_bytes_that_end_or_begin_a_frame_are_escaped_also_in_the_crc() -> None:
    assert escape(b"\xa5\xa6\x5a\x5b\x00") == b"\xa6\x02\xa6\x01\x5b\x02\x5b\x01\x00"
    assert unescape(b"\xa6\x03") is None
    assert unescape(b"\x00\x5b") is None
    escaped_crc = next(
        frame for number in range(100_000) if b"\xa6\x02" in (frame := encode(Packet(0xA200, body=b"%d" % number)))[-5:]
    )
    assert [type(item) for item in Decoder().feed(escaped_crc)] == [Packet]


def damaged(frame: bytes) -> list[Reason]:
    return [item.reason for item in Decoder().feed(frame) if isinstance(item, Damaged)]


def reframed(content: bytes) -> bytes:
    return b"\xa5" + escape(content + crc16(content).to_bytes(2, "little")) + b"\x5a"


def test_each_kind_of_damage_has_its_name() -> None:
    good = bytes.fromhex(PING)
    content = unescape(good[8:-1])
    assert content is not None
    header = bytearray(content[:-2])
    assert damaged(b"\x01\x02" + good) == [Reason.NOISE]
    assert damaged(good[:20] + b"\xa6\x07" + good[20:]) == [Reason.ESCAPE]
    assert damaged(b"\xa5\x01\x02\x5a") == [Reason.SHORT]
    assert damaged(good[:-2] + b"\x00\x5a") == [Reason.CRC]
    assert damaged(good[:15] + good) == [Reason.CUT_OFF]
    assert damaged(b"\xa5" + b"\x00" * 3000) == [Reason.TOO_LONG, Reason.NOISE]
    header[12] = 6
    assert damaged(reframed(bytes(header))) == [Reason.LENGTH]
    header[12], header[8] = 5, 1
    assert damaged(reframed(bytes(header))) == [Reason.CHECK_MODE]


def test_a_packet_longer_than_a_controller_takes_is_refused_before_it_is_sent() -> None:
    assert encode(Packet(Command.UPDATE_AREAS, body=bytes(1003)))
    with pytest.raises(ValueError, match="1024"):
        encode(Packet(Command.UPDATE_AREAS, body=bytes(1004)))


def test_half_a_frame_is_named_when_it_is_given_up() -> None:
    decoder = Decoder()
    assert decoder.feed(bytes.fromhex(PING)[:12]) == ()
    assert decoder.reset() == Damaged(Reason.CUT_OFF, bytes.fromhex("01 00 00 80"))
    assert decoder.feed(bytes.fromhex(PING)) == (Packet(Command.PING),)


@given(st.lists(packets, max_size=4), st.data())
def test_a_stream_gives_every_packet_wherever_it_is_cut(sent: list[Packet], data: st.DataObject) -> None:
    stream = b"".join(map(encode, sent))
    decoder = Decoder()
    received: list[Packet | Damaged] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        received += decoder.feed(stream[:size])
        stream = stream[size:]
    assert received == sent


@given(st.binary(max_size=300), packets)
def test_a_good_frame_behind_any_noise_is_found(noise: bytes, packet: Packet) -> None:
    assert Decoder().feed(noise + encode(packet))[-1] == packet
