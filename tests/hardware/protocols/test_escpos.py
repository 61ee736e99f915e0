"""Text bytes and status bytes of ESC/POS printers, against the manuals' examples."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports.ticket_printer import Paper, PrinterStatus
from hardware.protocols import escpos
from hardware.protocols.escpos import AutomaticStatus, Noise, PaperSensor, RealTimeStatus, StatusDecoder, StatusPage

EVERY_KNOWN_STATUS = [
    PrinterStatus(paper=paper, online=online, cover_open=cover, cutter_jammed=cutter, broken=broken)
    for paper in (Paper.OK, Paper.NEAR_END, Paper.OUT)
    for online, cover, cutter, broken in itertools.product((True, False), repeat=4)
]


@pytest.mark.req("H-02", "Q-03")
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("中文A001\n", "D6D0CEC4413030310A"),
        ("叫号：A001", "BDD0BAC5A3BA41303031"),
        ("：", "A3BA"),
        ("（、１２〇", "A3A8A1A2A3B1A3B2A996"),
        ("￥", "A3A4"),
    ],
)
def test_text_goes_out_as_gbk(text: str, data: str) -> None:
    assert b"".join(escpos.encode_text(line) for line in text.splitlines()).hex().upper() == data.removesuffix("0A")


@pytest.mark.parametrize("character", ["㐂", "𠮷", "¥", "\u200b", "\ue000", "\x1b", "😀", "\n"])
def test_what_a_printers_font_lacks_is_never_sent_as_text(character: str) -> None:
    assert not escpos.is_printable(character)
    with pytest.raises(ValueError, match=f"U\\+{ord(character):04X}"):
        escpos.encode_text(character)


def test_twins_are_folded() -> None:
    assert escpos.folded("¥12\u00a0•\t") == "￥12 · "


@given(st.text())
def test_every_character_is_one_or_two_bytes_or_refused(text: str) -> None:
    for character in text:
        if escpos.is_printable(character):
            data = escpos.encode_text(character)
            assert (len(data) == 1) == character.isascii()
            assert len(data) <= 2
            assert data.decode("gb18030") == character


@pytest.mark.parametrize(
    ("page", "byte", "status"),
    [
        (4, 0x12, PrinterStatus(paper=Paper.OK)),
        (4, 0x1E, PrinterStatus(paper=Paper.NEAR_END)),
        (4, 0x72, PrinterStatus(paper=Paper.OUT)),
        (4, 0x7E, PrinterStatus(paper=Paper.OUT)),
        (2, 0x16, PrinterStatus(cover_open=True)),
        (2, 0x12, PrinterStatus(cover_open=False)),
        (1, 0x1A, PrinterStatus(online=False)),
        (1, 0x12, PrinterStatus(online=True)),
        (3, 0x1A, PrinterStatus(cutter_jammed=True, broken=False)),
        (3, 0x32, PrinterStatus(cutter_jammed=False, broken=True)),
        (3, 0x52, PrinterStatus(cutter_jammed=False, broken=True)),
    ],
)
def test_the_manuals_examples(page: StatusPage, byte: int, status: PrinterStatus) -> None:
    assert StatusDecoder().feed(bytes([byte])) == [RealTimeStatus(byte)]
    assert escpos.merged_status({page: byte}) == status
    assert not status.is_known, "one answered page leaves the others unknown"


def test_silence_is_unknown_and_never_fine() -> None:
    silent = escpos.merged_status({})
    assert silent == PrinterStatus(Paper.UNKNOWN, None, None, None, None)
    assert not silent.is_known


@pytest.mark.parametrize("status", EVERY_KNOWN_STATUS)
def test_every_status_survives_both_ways(status: PrinterStatus) -> None:
    assert status.is_known
    answers = escpos.status_answers(status)
    assert all(byte & 0x93 == 0x12 for byte in answers.values())
    assert escpos.merged_status(answers) == status
    assert StatusDecoder().feed(escpos.asb_bytes(status)) == [AutomaticStatus(status)]
    assert StatusDecoder().feed(bytes([escpos.paper_sensor(status.paper)])) == [PaperSensor(status.paper)]


def test_answers_of_three_kinds_in_one_stream_in_pieces() -> None:
    fine = PrinterStatus(Paper.OK, online=True, cover_open=False, cutter_jammed=False, broken=False)
    stream = b"\x12" + escpos.asb_bytes(fine) + b"\x00" + b"\xff" + b"\x1a"
    decoder = StatusDecoder()
    arrivals = [arrival for byte in stream for arrival in decoder.feed(bytes([byte]))]
    assert arrivals == [
        RealTimeStatus(0x12), AutomaticStatus(fine), PaperSensor(Paper.OK), Noise(1), RealTimeStatus(0x1A),
    ]  # fmt: skip


def test_an_automatic_status_cut_short_is_noise_and_the_answer_behind_it_counts() -> None:
    assert StatusDecoder().feed(b"\x10\x00\x12") == [Noise(2), RealTimeStatus(0x12)]


@given(st.binary(max_size=200))
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = StatusDecoder()
    arrivals = decoder.feed(data)
    counted = 0
    for arrival in arrivals:
        match arrival:
            case AutomaticStatus():
                counted += 4
            case Noise(count=count):
                counted += count
            case RealTimeStatus() | PaperSensor():
                counted += 1
    assert len(data) - 3 <= counted <= len(data)
