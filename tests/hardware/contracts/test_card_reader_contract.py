"""What a kiosk may expect of any identity card reader: on the emulator over both wires and both firmwares, or for real.

With `--device URL` the tests marked `device` run on a real SDT reader with an empty pad.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

from hardware.drivers.card_reader import SdtCardReader, SdtTimeouts
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.wire import OnBytes, Wire
from hardware.links import ReconnectingLink, open_link
from hardware.ports.card_reader import (
    Card,
    CardReader,
    CardRemoved,
    NewCard,
    NoCard,
    SameCard,
    SamId,
)
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.protocols.sdt import DEFAULT_BAUDRATE, Status
from tests.hardware.made_up_cards import EVERY_KIND, HONG_KONG, RARE, RESIDENT

DEVICE = "K01.card"
QUICK = SdtTimeouts(0.4, 0.4, 0.4, 0.4, 0.4)
EMULATED: dict[str, tuple[Callable[[OnBytes], Wire], bool, Literal["read_additional", "find"]]] = {
    "pty": (Wire.pty, False, "read_additional"),
    "pty, refinding firmware": (Wire.pty, True, "read_additional"),
    "tcp, refinding firmware, presence by find": (Wire.tcp, True, "find"),
}


@dataclass
class Bench:
    """A driver, and the reader behind it as far as it is ours."""

    reader: CardReader
    driver: SdtCardReader
    emulator: SdtReaderEmulator
    presence: Literal["read_additional", "find"]


def line_to(url: str) -> ReconnectingLink:
    return ReconnectingLink(
        lambda: open_link(url, device=DEVICE, baudrate=DEFAULT_BAUDRATE), device=DEVICE, first_seconds=0.0
    )


@pytest.fixture(params=EMULATED)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    make_wire, refind, presence = EMULATED[request.param]
    emulator = SdtReaderEmulator(make_wire, refind=refind)
    link = line_to(emulator.url)
    driver = SdtCardReader(link, device=DEVICE, timeouts=QUICK, presence=presence)
    yield Bench(driver, driver, emulator, presence)
    link.close()
    emulator.close()


@pytest.fixture
def any_reader(device_url: str | None) -> Iterator[CardReader]:
    emulator = None if device_url else SdtReaderEmulator()
    link = line_to(device_url or (emulator.url if emulator else ""))
    yield SdtCardReader(link, device=DEVICE)
    link.close()
    if emulator:
        emulator.close()


@pytest.mark.device
@pytest.mark.req("H-02")
def test_a_sound_reader_with_an_empty_pad(any_reader: CardReader) -> None:
    any_reader.self_check()
    assert str(any_reader.sam_id()).count("-") == 3
    assert any_reader.poll() == NoCard()
    assert any_reader.poll() == NoCard()


@pytest.mark.req("K-01", "H-03")
@pytest.mark.parametrize("card", EVERY_KIND, ids=lambda card: type(card).__name__)
def test_a_card_is_read_once_then_lies_there_then_goes(bench: Bench, card: Card) -> None:
    assert bench.reader.poll() == NoCard()
    bench.emulator.place(card)
    assert bench.reader.poll() == NewCard(card)
    assert [bench.reader.poll() for _ in range(3)] == [SameCard()] * 3
    bench.emulator.remove()
    assert bench.reader.poll() == CardRemoved()
    assert bench.reader.poll() == NoCard()


def test_the_same_card_put_again_is_a_new_one(bench: Bench) -> None:
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)
    bench.emulator.remove()
    assert bench.reader.poll() == CardRemoved()
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)


def test_another_card_between_two_polls_is_a_new_one(bench: Bench) -> None:
    bench.emulator.place(RARE)
    assert bench.reader.poll() == NewCard(RARE)
    bench.emulator.place(HONG_KONG)
    assert bench.reader.poll() == NewCard(HONG_KONG)
    assert bench.reader.poll() == SameCard()


@pytest.mark.req("K-14")
def test_a_card_that_somebody_else_has_read_is_not_read_again_before_it_was_lifted(bench: Bench) -> None:
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)
    line = line_to(bench.emulator.url)
    after = SdtCardReader(line, device=DEVICE, timeouts=QUICK, presence=bench.presence, lying=True)
    assert [after.poll() for _ in range(3)] == [SameCard()] * 3
    bench.emulator.remove()
    assert after.poll() == CardRemoved()
    bench.emulator.place(RESIDENT)
    assert after.poll() == NewCard(RESIDENT)
    line.close()


@pytest.mark.req("K-14")
def test_a_reader_that_is_reset_reads_a_lying_card_anew(bench: Bench) -> None:
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)
    bench.driver.reset()
    assert bench.reader.poll() == NewCard(RESIDENT)


@pytest.mark.req("K-01")
@pytest.mark.parametrize(
    ("fault", "code"),
    [("cannot_authenticate", Status.CARD_REJECTED_MODULE), ("read_failed", Status.READ_FAILED)],
)
def test_a_card_that_cannot_be_read_is_refused_and_put_again(bench: Bench, fault: str, code: Status) -> None:
    bench.emulator.break_(fault)
    bench.emulator.place(RESIDENT)
    with pytest.raises(DeviceRefused) as refused:
        bench.reader.poll()
    assert (refused.value.code, refused.value.device) == (code, DEVICE)
    bench.emulator.fix()
    bench.emulator.remove()
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)


@pytest.mark.req("K-01")
@pytest.mark.parametrize("fault", ["wrong_checksum", "truncated"])
def test_a_spoiled_answer_is_a_bad_frame_without_its_bytes_in_the_text(bench: Bench, fault: str) -> None:
    bench.emulator.place(RESIDENT)
    bench.emulator.break_(fault)
    with pytest.raises(BadFrame) as bad:
        bench.reader.poll()
    assert bad.value.frame
    assert str(bad.value) in {
        f"{DEVICE}: bad frame of {len(bad.value.frame)} bytes: {reason}"
        for reason in ("wrong checksum", "no whole frame came")
    }
    bench.emulator.fix()
    assert bench.reader.poll() == NewCard(RESIDENT)


def test_noise_before_every_answer_is_skipped(bench: Bench) -> None:
    bench.emulator.break_("garbage")
    bench.emulator.place(RARE)
    assert bench.reader.poll() == NewCard(RARE)
    assert bench.reader.poll() == SameCard()


@pytest.mark.parametrize("fault", ["silent", "slow"])
def test_no_answer_in_time_is_silence_and_late_bytes_confuse_nobody(bench: Bench, fault: str) -> None:
    bench.emulator.place(RESIDENT)
    bench.emulator.break_(fault)
    with pytest.raises(DeviceSilent) as silent:
        bench.reader.poll()
    assert silent.value.waited_seconds == QUICK.find_seconds
    bench.emulator.fix()
    assert bench.reader.poll() == NewCard(RESIDENT)


@pytest.mark.req("H-02", "H-03")
def test_a_pulled_cable_is_named_and_put_back_the_lying_card_is_the_same(bench: Bench) -> None:
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)
    bench.emulator.break_("unplugged")
    faults = [fault_of(bench.reader) for _ in range(3)]
    assert DeviceUnplugged in faults
    assert set(faults) <= {DeviceUnplugged, DeviceSilent}, "over TCP the first write after a loss still succeeds"
    bench.emulator.fix()
    assert bench.reader.poll() == SameCard()


def fault_of(reader: CardReader) -> type[DeviceError]:
    with pytest.raises(DeviceError) as fault:
        reader.poll()
    return fault.type


def test_a_reader_that_fails_its_own_test_says_so(bench: Bench) -> None:
    bench.emulator.break_("self_test_failed")
    with pytest.raises(DeviceRefused) as refused:
        bench.reader.self_check()
    assert refused.value.code == Status.SELF_TEST_FAILED
    assert bench.reader.sam_id() == SamId(maker=5, model=1, made_on=20200101, serial=1234567, suffix=89)


def test_the_speed_changes_on_both_ends(bench: Bench) -> None:
    bench.driver.set_baudrate(19200)
    bench.reader.self_check()
    assert bench.emulator.baudrate == 19200


def test_a_reset_reader_finds_the_lying_card_anew(bench: Bench) -> None:
    bench.emulator.place(RESIDENT)
    assert bench.reader.poll() == NewCard(RESIDENT)
    bench.driver.reset()
    assert bench.reader.poll() == NewCard(RESIDENT)


def test_a_reader_without_additional_addresses_reads_and_believes_the_card_still_there() -> None:
    emulator = SdtReaderEmulator(additional_address=False)
    link = line_to(emulator.url)
    reader = SdtCardReader(link, device=DEVICE, timeouts=QUICK)
    emulator.place(RESIDENT)
    assert reader.poll() == NewCard(RESIDENT)
    assert reader.poll() == SameCard()
    emulator.remove()
    assert reader.poll() == SameCard(), "nothing tells a card that was read from one that was taken away"
    emulator.place(HONG_KONG)
    assert reader.poll() == NewCard(HONG_KONG)
    link.close()
    emulator.close()
