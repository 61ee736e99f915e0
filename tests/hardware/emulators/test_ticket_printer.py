"""What the emulated printer does on its wire and on paper, with a host that is not our driver."""

import io
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from hardware.emulators.ticket_printer import EscposPrinterEmulator
from hardware.links import SerialLink, open_link
from hardware.protocols.glyphs import Glyphs, installed_fonts


@pytest.fixture(scope="module")
def glyphs() -> Glyphs:
    return Glyphs(installed_fonts())


@pytest.fixture
def emulator(glyphs: Glyphs) -> Iterator[EscposPrinterEmulator]:
    printer = EscposPrinterEmulator(glyphs)
    yield printer
    printer.close()


@pytest.fixture
def link(emulator: EscposPrinterEmulator) -> Iterator[SerialLink]:
    line = open_link(emulator.url, device="K01.ticket", baudrate=115200)
    yield line
    line.close()


def answers(link: SerialLink, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := link.read(count - len(received), 2.0)):
        received += more
    return received


def printed(emulator: EscposPrinterEmulator, link: SerialLink, data: bytes) -> Image.Image:
    before = len(emulator.slips)
    link.write(data + b"\x1dVA\0")
    return emulator.wait_for_slips(before + 1)[-1].image


def black(image: Image.Image) -> int:
    return image.histogram()[0]


def left_edge(image: Image.Image) -> int:
    box = image.point(lambda value: 255 - value).getbbox()
    assert box
    return box[0]


@pytest.mark.req("H-03")
def test_status_bytes_for_every_state_of_the_body(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    expected = {
        "near_end": "1212121E",
        "paper_out": "1A32127E",
        "cover_open": "1A161212",
        "cutter_jam": "1A521A12",
    }
    link.write(bytes.fromhex("100401100402100403100404"))
    assert answers(link, 4).hex().upper() == "12121212"
    for fault, data in expected.items():
        emulator.break_(fault)
        link.write(bytes.fromhex("100401100402100403100404"))
        assert answers(link, 4).hex().upper() == data
        emulator.fix()


@pytest.mark.req("H-03")
def test_it_tells_its_state_by_itself_once_asked_to(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    emulator.break_("cover_open")
    emulator.fix()
    link.write(b"\x1da\xff")
    assert answers(link, 4).hex() == "10000000"
    emulator.break_("cover_open")
    assert answers(link, 4).hex() == "38000000"
    emulator.break_("cutter_jam")
    assert answers(link, 4).hex() == "38080000"
    emulator.fix()
    assert answers(link, 4).hex() == "10000000"
    link.write(b"\x1da\x00\x1dr\x01")
    assert answers(link, 1) == b"\x00"
    emulator.break_("paper_out")
    assert link.read(4, 0.1) == b""


def test_real_time_questions_are_answered_in_the_middle_of_a_slip(glyphs: Glyphs) -> None:
    held = threading.Event()

    def hold(seconds: float) -> None:
        del seconds
        held.wait(5)

    emulator = EscposPrinterEmulator(glyphs, millimetres_per_second=100, sleep=hold)
    link = open_link(emulator.url, device="K01.ticket", baudrate=115200)
    link.write(b"A\nB\n\x1dVA\0\x1dr\x01\x10\x04\x01")
    assert answers(link, 1) == b"\x12", "at once, not behind the slip"
    assert not emulator.slips
    held.set()
    assert answers(link, 1) == b"\x00", "behind the slip"
    assert len(emulator.slips) == 1
    link.close()
    emulator.close()


def test_a_question_torn_between_two_packets_is_one_question(link: SerialLink) -> None:
    link.write(b"\x10")
    assert link.read(1, 0.05) == b""
    link.write(b"\x04\x04")
    assert answers(link, 1) == b"\x12"
    assert link.read(1, 0.05) == b""


def test_paper_gets_shorter_by_what_is_printed(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    before = emulator.paper_millimetres
    printed(emulator, link, b"\x1b3\x50" + b"\n" * 10)
    assert before - emulator.paper_millimetres == 10 * 10 + 12


def test_a_stopped_printer_goes_on_with_new_paper(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    emulator.load_paper(10)
    link.write(b"1\n2\n3\n4\n5\n\x1dVA\0")
    assert emulator.wait_for_slips(1, 0.1) == []
    emulator.load_paper(500)
    (slip,) = emulator.wait_for_slips(1)
    assert slip.data == b"1\n2\n3\n4\n5\n\x1dVA\0"


def test_alignment_size_and_weight_show_on_paper(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    plain = printed(emulator, link, "号\n".encode("gbk"))
    centred = printed(emulator, link, "\x1ba\x01号\n".encode("gbk"))
    right = printed(emulator, link, "\x1ba\x02号\n".encode("gbk"))
    assert left_edge(plain) < left_edge(centred) < left_edge(right)
    assert left_edge(centred) == pytest.approx(276, abs=4)
    double = printed(emulator, link, "\x1b@\x1c!\x0c号\n".encode("gbk"))
    assert black(double) == 4 * black(plain)
    triple = printed(emulator, link, "\x1b@\x1d!\x22号\n".encode("gbk"))
    assert black(triple) == 9 * black(plain)
    mode = printed(emulator, link, b"\x1b@\x1b!\x30A\n")
    assert black(mode) == 4 * black(printed(emulator, link, b"\x1b@A\n"))
    assert black(printed(emulator, link, "\x1b@\x1bE\x01号\n".encode("gbk"))) > black(plain)


def test_a_full_line_goes_on_in_the_next(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    short = printed(emulator, link, b"A" * 48 + b"\n")
    assert printed(emulator, link, b"A" * 49 + b"\n").height == short.height + 30


def test_images_come_out_dot_by_dot(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    assert black(printed(emulator, link, bytes.fromhex("1D76300001000200C080"))) == 3
    assert black(printed(emulator, link, bytes.fromhex("1D76300301000200C080"))) == 12
    assert black(printed(emulator, link, bytes.fromhex("1B2A210200800000FFFFFF") + b"\n")) == 25
    assert black(printed(emulator, link, bytes.fromhex("1D7630000000000041") + b"\n")) > 0


def test_the_picture_is_a_png_as_wide_as_the_paper(emulator: EscposPrinterEmulator, link: SerialLink) -> None:
    printed(emulator, link, "政务大厅\n".encode("gbk"))
    picture = Image.open(io.BytesIO(emulator.slips[-1].png()))
    assert (picture.format, picture.width) == ("PNG", 576)


def test_a_slip_thrown_away_while_nothing_hangs_out_leaves_no_paper(
    emulator: EscposPrinterEmulator, link: SerialLink
) -> None:
    link.write(bytes.fromhex("10140801031401060208") + b"A\n\x1dVA\0")
    (slip,) = emulator.wait_for_slips(1)
    assert slip.complete
