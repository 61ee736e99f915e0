"""Text of an area: sizes, colours, backslashes, and characters a panel's font has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.onbon_text import Glyph, decode_text, encode_text, text_width


def read(data: bytes) -> str:
    return "".join(glyph.character for glyph in decode_text(data))


def test_size_and_colour_are_said_for_both_fonts() -> None:
    encoded = encode_text("请A7", 32, 2)
    assert encoded.data == rb"\FO002\FE002\C2" + "请A7".encode("gbk")
    assert decode_text(encoded.data) == (Glyph("请", 32, 2), Glyph("A", 32, 2), Glyph("7", 32, 2))


def test_a_backslash_of_business_text_cannot_change_the_colour() -> None:
    encoded = encode_text(r"a\C1b", 16, 2)
    assert encoded.data.endswith(rb"\C2a\\C1b")
    assert read(encoded.data) == r"a\C1b"
    assert {glyph.colour for glyph in decode_text(encoded.data)} == {2}


def test_the_second_byte_of_a_character_may_look_like_a_backslash() -> None:
    assert "乗".encode("gbk")[1] == 0x5C
    assert read(encode_text("乗客", 16, 1).data) == "乗客"


@pytest.mark.req("Q-07")
def test_a_character_outside_gbk_is_replaced_visibly_and_named_once() -> None:
    encoded = encode_text("𠮷氏𠮷é", 16, 1)
    assert read(encoded.data) == "□氏□é"
    assert encoded.missing == ("𠮷",)


def test_a_line_feed_cannot_break_a_panel() -> None:
    assert read(encode_text("a\n\tb\x00", 16, 1).data) == "a  b "


@pytest.mark.parametrize(("dots", "width"), [(16, 40), (24, 60), (32, 80)])
def test_width_counts_half_squares_for_latin(dots: int, width: int) -> None:
    assert text_width("A窗7号"[:3] + "1", dots) == width  # type: ignore[arg-type]


@given(st.text(), st.sampled_from([16, 24, 32]), st.sampled_from([1, 2, 3]))
def test_any_text_survives_but_for_what_gbk_lacks(text: str, dots: int, colour: int) -> None:
    encoded = encode_text(text, dots, colour)  # type: ignore[arg-type]
    expected = "".join(
        " " if sign < " " or sign == "\x7f" else "□" if sign in encoded.missing else sign for sign in text
    )
    assert read(encoded.data) == expected
    assert all(glyph.dots == dots and glyph.colour == colour for glyph in decode_text(encoded.data))


@given(st.binary(max_size=200))
def test_any_bytes_are_drawn_somehow(data: bytes) -> None:
    assert len(decode_text(data)) <= len(data)
