"""The card reader's driver against answers no sound reader gives; no sockets, no waiting."""

import pytest

from hardware.drivers.card_reader import SdtCardReader
from hardware.ports.card_reader import NewCard, NoCard
from hardware.ports.faults import BadFrame, DeviceRefused, DeviceSilent
from hardware.protocols import id_card, sdt
from hardware.protocols.id_card import CardRecord
from hardware.protocols.sdt import Command, Status
from tests.hardware.made_up_cards import RARE, RESIDENT
from tests.hardware.scripted_link import ScriptedLink

FOUND = sdt.answer_frame(Status.FOUND, sdt.FOUND_DATA)
SELECTED = sdt.answer_frame(Status.SUCCESS, sdt.SELECTED_DATA)
NOTHING_MORE = sdt.answer_frame(Status.NO_CONTENT)


def record_of(text: bytes) -> bytes:
    return sdt.answer_frame(Status.SUCCESS, id_card.build_record(CardRecord(text, bytes(1024))))


def reader_with(**answers: bytes) -> tuple[SdtCardReader, ScriptedLink]:
    sound = {
        Command.FIND: FOUND,
        Command.SELECT: SELECTED,
        Command.READ: record_of(id_card.build_text(RESIDENT)),
        Command.READ_ADDITIONAL_ADDRESS: NOTHING_MORE,
    }
    table = sound | {Command[name]: answer for name, answer in answers.items()}
    by_frame = {sdt.command_frame(command): answer for command, answer in table.items()}
    link = ScriptedLink(lambda frame: by_frame[frame])
    return SdtCardReader(link, device="K01.card", clock=link.clock), link


@pytest.mark.req("K-01")
def test_find_select_read_and_the_additional_address() -> None:
    reader, link = reader_with()
    assert reader.poll() == NewCard(RESIDENT)
    order = [Command.FIND, Command.SELECT, Command.READ, Command.READ_ADDITIONAL_ADDRESS]
    assert link.written == [sdt.command_frame(command) for command in order]


@pytest.mark.req("K-01")
def test_a_wrong_check_digit_in_a_number_is_a_bad_frame() -> None:
    text = bytearray(id_card.build_text(RESIDENT))
    text[122:124] = b"2\0"
    reader, _ = reader_with(READ=record_of(bytes(text)))
    with pytest.raises(BadFrame, match="bad number") as bad:
        reader.poll()
    assert "11010519491231002X" not in str(bad.value)


def test_a_reader_that_repeats_its_one_address_is_not_asked_for_ever() -> None:
    address = sdt.answer_frame(Status.SUCCESS, id_card.build_address("某县新村1号"))
    reader, link = reader_with(READ=record_of(id_card.build_text(RARE)), READ_ADDITIONAL_ADDRESS=address)
    seen = reader.poll()
    assert isinstance(seen, NewCard)
    assert seen.card.number == RARE.number
    assert link.written.count(sdt.command_frame(Command.READ_ADDITIONAL_ADDRESS)) == 2


def test_a_card_taken_away_between_find_and_select_is_no_card() -> None:
    reader, _ = reader_with(SELECT=sdt.answer_frame(Status.SELECT_FAILED))
    assert reader.poll() == NoCard()


@pytest.mark.parametrize("code", [Status.UNKNOWN_CARD_TYPE, Status.VERIFY_ERROR, Status.MODULE_UNAUTHORISED])
def test_every_other_status_is_a_refusal_with_its_code(code: Status) -> None:
    reader, _ = reader_with(READ=sdt.answer_frame(code))
    with pytest.raises(DeviceRefused) as refused:
        reader.poll()
    assert refused.value.code == code


def test_silence_lasts_as_long_as_the_setting_says() -> None:
    reader, link = reader_with(READ=b"")
    with pytest.raises(DeviceSilent) as silent:
        reader.poll()
    assert silent.value.waited_seconds == link.now == 3.0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (FOUND[:-1] + b"\0", "wrong checksum"),
        (FOUND[:5], "no whole frame came"),
        (sdt.frame(b"\0\0"), "three status bytes"),
    ],
)
def test_answers_that_are_none(answer: bytes, reason: str) -> None:
    reader, _ = reader_with(FIND=answer)
    with pytest.raises(BadFrame, match=reason):
        reader.poll()


def test_an_address_of_the_wrong_length_is_a_bad_frame() -> None:
    reader, _ = reader_with(READ_ADDITIONAL_ADDRESS=sdt.answer_frame(Status.SUCCESS, b"short"))
    with pytest.raises(BadFrame, match="bad additional address"):
        reader.poll()


def test_a_module_number_of_the_wrong_length_is_a_bad_frame() -> None:
    reader, _ = reader_with(SAM_ID=sdt.answer_frame(Status.SUCCESS, b"short"))
    with pytest.raises(BadFrame, match="16 bytes, not 5"):
        reader.sam_id()


def test_the_line_changes_its_speed_after_the_reader_agreed() -> None:
    link = ScriptedLink(lambda frame: sdt.answer_frame(Status.SUCCESS) if frame == sdt.baudrate_frame(9600) else b"")
    reader = SdtCardReader(link, device="K01.card", clock=link.clock)
    reader.set_baudrate(9600)
    assert link.baudrate == 9600
    with pytest.raises(DeviceSilent):
        reader.set_baudrate(57600)
    assert link.baudrate == 9600
