"""The frames of identity card readers, against the byte vectors in the papers, and finding the way back after noise."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports.card_reader import SamId
from hardware.protocols import id_card, sdt
from hardware.protocols.id_card import CardRecord
from hardware.protocols.sdt import Body, Command, FrameDecoder, Noise, Status, WrongChecksum
from tests.hardware.made_up_cards import RESIDENT

COMMANDS = {
    Command.RESET: "AAAAAA9669000310FFEC",
    Command.SELF_CHECK: "AAAAAA9669000311FFED",
    Command.SAM_ID: "AAAAAA9669000312FFEE",
    Command.FIND: "AAAAAA96690003200122",
    Command.SELECT: "AAAAAA96690003200221",
    Command.READ: "AAAAAA96690003300132",
    Command.READ_WITH_FINGERPRINT: "AAAAAA96690003301023",
    Command.READ_ADDITIONAL_ADDRESS: "AAAAAA96690003300330",
}
ANSWERS = {
    "AAAAAA9669000400009094": (Status.SUCCESS, b""),
    "AAAAAA9669000400006064": (Status.SELF_TEST_FAILED, b""),
    "AAAAAA9669000800009F0000000097": (Status.FOUND, bytes(4)),
    "AAAAAA9669000400008084": (Status.FIND_FAILED, b""),
    "AAAAAA9669000C00009000000000000000009C": (Status.SUCCESS, bytes(8)),
    "AAAAAA9669000400009195": (Status.NO_CONTENT, b""),
    "AAAAAA9669000400001014": (Status.CHECKSUM_ERROR, b""),
    "AAAAAA9669000400001115": (Status.LENGTH_ERROR, b""),
    "AAAAAA9669000400002125": (Status.COMMAND_ERROR, b""),
    "AAAAAA9669000400002420": (Status.UNKNOWN_ERROR, b""),
    "AAAAAA9669000400003236": (Status.MODULE_REJECTED_CARD, b""),
    "AAAAAA9669000400003337": (Status.VERIFY_ERROR, b""),
    "AAAAAA9669000400004044": (Status.UNKNOWN_CARD_TYPE, b""),
}


@pytest.mark.req("H-02")
@pytest.mark.parametrize(("command", "frame"), COMMANDS.items())
def test_commands_are_byte_exact(command: Command, frame: str) -> None:
    assert sdt.command_frame(command).hex().upper() == frame


@pytest.mark.req("H-02")
@pytest.mark.parametrize(("frame", "meaning"), ANSWERS.items())
def test_answers_are_byte_exact_both_ways(frame: str, meaning: tuple[Status, bytes]) -> None:
    assert sdt.answer_frame(*meaning).hex().upper() == frame
    (body,) = FrameDecoder(sdt.LONGEST_ANSWER).feed(bytes.fromhex(frame))
    assert isinstance(body, Body)
    answer = sdt.parse_answer(body)
    assert (answer.status, answer.data) == meaning


def test_the_speed_is_a_parameter() -> None:
    assert sdt.baudrate_frame(9600).hex().upper() == "AAAAAA96690003600467"
    with pytest.raises(KeyError):
        sdt.baudrate_frame(300)


@pytest.mark.parametrize(
    ("fingerprint", "whole", "header"),
    [
        (None, 1295, "AAAAAA966905080000900100 0400"),
        (bytes(1024), 2321, "AAAAAA9669090A0000900100 0400 0400"),
        (bytes(512), 1809, "AAAAAA9669070A0000900100 0400 0200"),
        (b"", 1297, "AAAAAA9669050A0000900100 0400 0000"),
    ],
)
def test_read_answers_have_their_lengths(fingerprint: bytes | None, whole: int, header: str) -> None:
    record = CardRecord(id_card.build_text(RESIDENT), bytes(1024), fingerprint)
    frame = sdt.answer_frame(Status.SUCCESS, id_card.build_record(record))
    assert len(frame) == whole
    assert frame.startswith(bytes.fromhex(header))
    (body,) = FrameDecoder(sdt.LONGEST_ANSWER).feed(frame)
    assert isinstance(body, Body)
    answer = sdt.parse_answer(body)
    assert id_card.parse_record(answer.data, with_fingerprint=fingerprint is not None) == record


@pytest.mark.req("K-01")
def test_the_whole_frame_of_the_standards_example() -> None:
    record = CardRecord(id_card.build_text(RESIDENT), bytes(1024))
    frame = sdt.answer_frame(Status.SUCCESS, id_card.build_record(record))
    assert frame[-1] == 0xCE
    digest = hashlib.sha256(frame).hexdigest()
    assert digest == "4fb7edf04406f6e369fb390cce7a785c05974ddabd1806fd369ed12c48d7a8c7"


def test_a_module_number_in_its_written_form() -> None:
    sam_id = SamId(maker=5, model=1, made_on=20050718, serial=1234567, suffix=890)
    assert str(sam_id) == "05.01-20050718-0001234567-0000000890"
    assert sdt.parse_sam_id(sdt.build_sam_id(sam_id)) == sam_id
    with pytest.raises(ValueError, match="16 bytes, not 3"):
        sdt.parse_sam_id(b"abc")


def test_a_body_without_status_is_no_answer() -> None:
    with pytest.raises(ValueError, match="three status bytes"):
        sdt.parse_answer(Body(b"\x00\x00"))


def test_one_byte_at_a_time() -> None:
    decoder = FrameDecoder(sdt.LONGEST_ANSWER)
    frame = sdt.answer_frame(Status.SUCCESS, b"abc")
    arrivals = [arrival for byte in frame for arrival in decoder.feed(bytes([byte]))]
    assert arrivals == [Body(b"\x00\x00\x90abc")]
    assert decoder.pending == 0


def test_noise_is_counted_and_the_frame_behind_it_found() -> None:
    found = sdt.answer_frame(Status.FOUND, sdt.FOUND_DATA)
    # part of a head, a head with an impossible length, one more 0xAA than a head has
    noise = bytes.fromhex("00FFAAAA96 AAAAAA9669FFFF AA")
    assert FrameDecoder(sdt.LONGEST_ANSWER).feed(noise + found) == [Noise(len(noise)), Body(b"\0\0\x9f\0\0\0\0")]


def test_a_frame_inside_a_broken_frame_is_not_lost() -> None:
    broken = bytearray(sdt.answer_frame(Status.SUCCESS, sdt.command_frame(Command.FIND)))
    broken[-1] ^= 1
    arrivals = FrameDecoder(sdt.LONGEST_ANSWER).feed(bytes(broken))
    assert arrivals[0] == WrongChecksum(len(broken))
    assert Body(b"\x20\x01") in arrivals


def test_waiting_bytes_can_be_forgotten() -> None:
    decoder = FrameDecoder(sdt.LONGEST_ANSWER)
    decoder.feed(sdt.command_frame(Command.READ)[:-1])
    assert decoder.pending > 0
    decoder.reset()
    assert decoder.feed(sdt.command_frame(Command.FIND)) == [Body(b"\x20\x01")]


@given(st.binary(max_size=300), st.lists(st.integers(1, 50), max_size=20))
def test_any_bytes_in_any_pieces_are_counted_to_the_last(noise: bytes, cuts: list[int]) -> None:
    decoder = FrameDecoder(sdt.LONGEST_COMMAND)
    counted, rest = 0, noise
    for cut in [*cuts, len(noise)]:
        piece, rest = rest[:cut], rest[cut:]
        for arrival in decoder.feed(piece):
            match arrival:
                case Body(data=data):
                    counted += len(data) + 8
                case Noise(count=count):
                    counted += count
                case WrongChecksum():
                    continue
        assert decoder.pending <= 7 + sdt.LONGEST_COMMAND
    assert counted + decoder.pending == len(noise)


@given(st.binary(min_size=2, max_size=60), st.binary(max_size=60).filter(lambda noise: b"\xaa" not in noise))
def test_a_frame_behind_any_quiet_noise_arrives(body: bytes, noise: bytes) -> None:
    assert Body(body) in FrameDecoder(sdt.LONGEST_COMMAND).feed(noise + sdt.frame(body))


def test_every_flipped_bit_is_noticed() -> None:
    frame = sdt.answer_frame(Status.FOUND, random.Random(1).randbytes(40))
    for bit in range(len(frame) * 8):
        flipped = bytearray(frame)
        flipped[bit // 8] ^= 1 << bit % 8
        arrivals = FrameDecoder(sdt.LONGEST_ANSWER).feed(bytes(flipped))
        assert not any(isinstance(arrival, Body) for arrival in arrivals)
