"""Commands read back from bytes, as a printer with a GBK font takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.escpos_commands import Command, CommandDecoder, Kind, Printable, Unknown


def read(data: bytes) -> list[object]:
    return [item for item, _ in CommandDecoder().feed(data)]


@pytest.mark.parametrize(
    ("data", "items"),
    [
        ("1B40", [Command(Kind.INITIALISE)]),
        ("1C26", [Command(Kind.CHINESE_ON)]),
        ("1D2155", [Command(Kind.SIZE, b"\x55")]),
        ("1D5600", [Command(Kind.CUT, b"\x00")]),
        ("1D564210", [Command(Kind.CUT, b"\x42\x10")]),
        ("1D76300001000200C000", [Command(Kind.RASTER_IMAGE, b"\0\x01\0\x02\0", b"\xc0\0")]),
        ("1B2A21010080000041", [Command(Kind.COLUMN_IMAGE, b"\x21\x01\0", b"\x80\0\0"), Printable("A")]),
        ("100404", [Command(Kind.REAL_TIME_REQUEST, b"\x04")]),
        ("10140801031401060208", [Command(Kind.CLEAR_BUFFER, b"\x01\x03\x14\x01\x06\x02\x08")]),
        ("1D286B03003143034B", [Command(Kind.IGNORED, b"k\x03\0", b"1C\x03"), Printable("K")]),
        ("1B7400", [Command(Kind.IGNORED, b"\0")]),
        ("D6D041", [Printable("中"), Printable("A")]),
        ("1B77", [Unknown(b"\x1bw")]),
        ("0541", [Unknown(b"\x05"), Printable("A")]),
    ],
)
def test_commands(data: str, items: list[object]) -> None:
    assert read(bytes.fromhex(data)) == items


def test_a_character_of_four_bytes_prints_rubbish_as_on_paper() -> None:
    assert "㐂".encode("gb18030") == b"\x819\xef1"
    assert read("㐂".encode("gb18030")) == [Printable(None), Printable("9"), Printable(None), Printable("1")]


def test_without_chinese_mode_no_pairs_are_taken() -> None:
    assert read(b"\x1c.\xd6\xd0\x1c&\xd6\xd0") == [
        Command(Kind.CHINESE_OFF), Printable(None), Printable(None), Command(Kind.CHINESE_ON), Printable("中"),
    ]  # fmt: skip


def test_an_image_no_printer_would_take_is_unknown_and_not_waited_for() -> None:
    decoder = CommandDecoder()
    items = [item for item, _ in decoder.feed(bytes.fromhex("1D763000FFFFFFFF") + b"A")]
    assert items == [Unknown(bytes.fromhex("1D763000FFFFFFFF")), Printable("A")]
    assert decoder.pending == 0


@given(st.binary(max_size=400), st.integers(1, 9))
def test_any_bytes_in_any_pieces_are_accounted_for_and_mean_the_same(data: bytes, size: int) -> None:
    whole, pieces = CommandDecoder(), CommandDecoder()
    at_once = whole.feed(data)
    in_pieces = [taken for start in range(0, len(data), size) for taken in pieces.feed(data[start : start + size])]
    assert at_once == in_pieces
    assert b"".join(part for _, part in at_once) == data[: whole.consumed]
    assert whole.consumed + whole.pending == len(data)
