"""What the emulated reader does with a host that is not our driver."""

from collections.abc import Iterator

import pytest

from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.links import SerialLink, open_link
from hardware.protocols import sdt
from hardware.protocols.sdt import Command, Status
from tests.hardware.made_up_cards import RESIDENT


@pytest.fixture
def emulator() -> Iterator[SdtReaderEmulator]:
    reader = SdtReaderEmulator()
    yield reader
    reader.close()


@pytest.fixture
def link(emulator: SdtReaderEmulator) -> Iterator[SerialLink]:
    line = open_link(emulator.url, device="K01.card", baudrate=115200)
    yield line
    line.close()


def ask(link: SerialLink, frame: bytes, timeout_seconds: float = 1.0) -> bytes:
    link.write(frame)
    answer = b""
    while data := link.read(4096, 0.1 if answer else timeout_seconds):
        answer += data
    return answer


@pytest.mark.req("H-03")
def test_a_command_with_a_wrong_check_byte_is_answered_with_10(link: SerialLink) -> None:
    frame = bytearray(sdt.command_frame(Command.FIND))
    frame[-1] ^= 1
    assert ask(link, bytes(frame)) == sdt.answer_frame(Status.CHECKSUM_ERROR)


def test_unknown_commands_and_lengths_are_refused(link: SerialLink) -> None:
    assert ask(link, sdt.frame(b"\x77\x01")) == sdt.answer_frame(Status.COMMAND_ERROR)
    assert ask(link, sdt.frame(b"\x60\x09")) == sdt.answer_frame(Status.COMMAND_ERROR)
    assert ask(link, sdt.frame(b"\x20\x01\x00")) == sdt.answer_frame(Status.LENGTH_ERROR)


def test_the_order_of_commands_is_kept(emulator: SdtReaderEmulator, link: SerialLink) -> None:
    emulator.place(RESIDENT)
    assert emulator.occupied
    assert ask(link, sdt.command_frame(Command.SELECT)) == sdt.answer_frame(Status.SELECT_FAILED)
    assert ask(link, sdt.command_frame(Command.READ)) == sdt.answer_frame(Status.READ_FAILED)
    ask(link, sdt.command_frame(Command.FIND))
    ask(link, sdt.command_frame(Command.SELECT))
    assert len(ask(link, sdt.command_frame(Command.READ_WITH_FINGERPRINT))) == 1297
    assert ask(link, sdt.command_frame(Command.READ_ADDITIONAL_ADDRESS)) == sdt.answer_frame(Status.NO_CONTENT)
    emulator.remove()
    assert ask(link, sdt.command_frame(Command.READ)) == sdt.answer_frame(Status.READ_FAILED)


def test_at_another_speed_it_hears_nothing(link: SerialLink) -> None:
    link.set_baudrate(9600)
    assert ask(link, sdt.command_frame(Command.FIND), 0.2) == b""


def test_a_late_answer_comes_late() -> None:
    reader = SdtReaderEmulator(slow_seconds=0.2)
    line = open_link(reader.url, device="K01.card", baudrate=115200)
    reader.break_("slow")
    line.write(sdt.command_frame(Command.FIND))
    assert line.read(1, 0.05) == b""
    assert line.read(100, 2.0)
    line.close()
    reader.close()


def test_only_known_faults(emulator: SdtReaderEmulator) -> None:
    with pytest.raises(ValueError, match="no fault paper_out; there are: unplugged, silent, garbage"):
        emulator.break_("paper_out")
