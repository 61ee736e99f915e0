"""The bytes of a slip: golden files, and what another's decoder reads in them."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

from hardware.drivers.ticket_printer import SlipComposer
from hardware.ports.ticket_printer import Cut, Feed, QrCode, Row, Size, Slip, SlipItem, Text
from hardware.protocols.escpos_commands import Command, CommandDecoder, Item, Kind, Printable
from hardware.protocols.glyphs import Glyphs, installed_fonts
from tests.hardware.sample_slips import AWKWARD, EVERY_SLIP, TICKET_ZH

GOLDEN = Path(__file__).parents[2] / "golden/slips"
GOLDEN_SLIPS = ["ticket_zh", "ticket_hant", "ticket_en"]
MNEMONICS = {"ESC": b"\x1b", "GS": b"\x1d", "FS": b"\x1c"}


class Entry(TypedDict, total=False):
    """A run of text, or an image by its width and height, as the other decoder found it."""

    text: str
    raster: list[int]


class Reading(TypedDict):
    """Commands as (mnemonic, letter, offset, length), and what they print."""

    commands: list[tuple[str, str, int, int]]
    entries: list[Entry]


@pytest.fixture(scope="module")
def composer() -> SlipComposer:
    return SlipComposer(Glyphs(installed_fonts()))


def items_of(data: bytes) -> list[Item]:
    return [item for item, _ in CommandDecoder().feed(data)]


def text_of(data: bytes) -> str:
    shown = {Kind.LINE_FEED: "\n", Kind.RASTER_IMAGE: "\0", Kind.COLUMN_IMAGE: "\1"}
    parts: list[str] = []
    for item in items_of(data):
        if isinstance(item, Printable):
            parts.append(item.character or "\ufffd")
        elif isinstance(item, Command):
            parts.append(shown.get(item.kind, ""))
    return "".join(parts)


def bytes_of(composer: SlipComposer, *items: SlipItem) -> bytes:
    return composer.compose(Slip(items))


@pytest.mark.req("Q-03", "H-02")
@pytest.mark.parametrize("name", GOLDEN_SLIPS)
def test_slips_are_the_golden_bytes(composer: SlipComposer, name: str) -> None:
    """The .bin files were written by this composer, printed on the emulator and looked at as pictures."""
    assert composer.compose(EVERY_SLIP[name]) == (GOLDEN / f"{name}.bin").read_bytes()


@pytest.mark.req("Q-03", "H-02")
@pytest.mark.parametrize("name", GOLDEN_SLIPS)
def test_another_decoder_reads_the_same(name: str) -> None:
    """The .npos.json files were made once by hand: the parser of npos 0.1.19 (npm) read the .bin files.

    Its tree without the text nodes became `commands` (mnemonic, letter, offset, length), its entries `entries`, their
    text decoded as GB18030 by iconv-lite. npos gives an image the offset of its dots, eight bytes behind its command.
    """
    data = (GOLDEN / f"{name}.bin").read_bytes()
    reading: Reading = json.loads((GOLDEN / f"{name}.npos.json").read_text("utf-8"))
    for mnemonic, letter, offset, length in reading["commands"]:
        start = offset - 8 if letter == "v0" else offset
        assert data[start:].startswith(MNEMONICS[mnemonic] + letter.encode())
        ours, *_ = CommandDecoder().feed(data[start : start + length])
        assert len(ours[1]) == length, f"{mnemonic} {letter} at {offset}"
    assert "".join(entry.get("text", "\0") for entry in reading["entries"]) == text_of(data)
    (image,) = [entry["raster"] for entry in reading["entries"] if "raster" in entry]
    (raster,) = [item for item in items_of(data) if isinstance(item, Command) and item.kind is Kind.RASTER_IMAGE]
    sent = [int.from_bytes(raster.parameters[start : start + 2], "little") for start in (1, 3)]
    assert image == [sent[0] * 8, sent[1]]


def test_chinese_is_switched_on_once_behind_the_reset(composer: SlipComposer) -> None:
    data = composer.compose(TICKET_ZH)
    assert data.startswith(b"\x1b@\x1da\xff\x1c&")
    kinds = [item.kind for item in items_of(data) if isinstance(item, Command)]
    assert kinds.count(Kind.CHINESE_ON) == 1
    assert Kind.CHINESE_OFF not in kinds
    assert kinds[-1] is Kind.CUT


def test_nothing_goes_out_as_a_question_mark_or_rubbish(composer: SlipComposer) -> None:
    for slip in EVERY_SLIP.values():
        items = items_of(composer.compose(slip))
        assert not [item for item in items if not isinstance(item, Command | Printable)]
        assert Printable(None) not in items
        assert Printable("?") not in items


def test_what_the_font_lacks_goes_out_as_dots(composer: SlipComposer) -> None:
    assert text_of(bytes_of(composer, Text("㐂𠮷，¥1"))) == "\1\1，￥1\n", "in line where letters are plain"
    assert text_of(bytes_of(composer, Text("㐂先生", Size.LARGE))) == "\0", "as a whole line where they are larger"
    assert text_of(bytes_of(composer, Text("二楼", Size.HUGE))) == "\0", "Chinese knows no more than double size"
    assert text_of(bytes_of(composer, Text("K1000", Size.HUGE))) == "K1000\n"


def test_column_images_are_24_dots_square_and_not_empty(composer: SlipComposer) -> None:
    (image,) = [
        item
        for item in items_of(bytes_of(composer, Text("𠮷")))
        if isinstance(item, Command) and item.kind is Kind.COLUMN_IMAGE
    ]
    assert image.parameters == b"\x21\x18\x00"
    assert len(image.data) == 72
    assert any(image.data)


def test_sizes_are_set_for_latin_and_chinese(composer: SlipComposer) -> None:
    commands = [item for item in items_of(bytes_of(composer, Text("号", Size.LARGE))) if isinstance(item, Command)]
    assert Command(Kind.SIZE, b"\x11") in commands
    assert Command(Kind.CHINESE_MODE, b"\x0c") in commands
    plain = [item for item in items_of(bytes_of(composer, Text("号"))) if isinstance(item, Command)]
    assert Command(Kind.SIZE, b"\x00") in plain
    assert Command(Kind.CHINESE_MODE, b"\x00") in plain


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        (Row("前面", "3 人"), ["前面" + " " * 40 + "3 人"]),
        (Row("Ahead", "3", Size.LARGE), ["Ahead" + " " * 18 + "3"]),
        (Row("地址", "一号路\n二号楼"), ["地址  一号路", "      二号楼"]),
        (Row("栏" * 13, "值" * 12), ["栏" * 13, " " * 24 + "值" * 12]),
        (Row("栏目", "值" * 23), ["栏目  " + "值" * 21, "      " + "值" * 2]),
    ],
)
def test_rows(composer: SlipComposer, row: Row, lines: list[str]) -> None:
    assert text_of(bytes_of(composer, row)).splitlines() == lines


def test_feeds_and_cuts(composer: SlipComposer) -> None:
    assert text_of(bytes_of(composer, Feed(3))) == "\n\n\n"
    assert bytes_of(composer, Cut()).endswith(b"\x1dVA\0")
    assert bytes_of(composer, Cut(partial=True)).endswith(b"\x1dVB\0")


def test_narrow_paper_has_32_columns() -> None:
    narrow = SlipComposer(Glyphs(installed_fonts()), width_columns=32)
    lines = text_of(narrow.compose(AWKWARD)).split("\n")
    assert max(sum(1 if character.isascii() else 2 for character in line) for line in lines) <= 32


def test_a_long_payload_makes_smaller_modules_that_still_fit(composer: SlipComposer) -> None:
    (image,) = [
        item
        for item in items_of(bytes_of(composer, QrCode("x" * 600)))
        if isinstance(item, Command) and item.kind is Kind.RASTER_IMAGE
    ]
    assert int.from_bytes(image.parameters[1:3], "little") * 8 <= 576
