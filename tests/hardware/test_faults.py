"""Faults carry facts, and their texts never carry bytes that may be somebody's."""

import pytest

from hardware.ports.faults import (
    BadFrame,
    CoverOpen,
    DeviceError,
    DeviceRefused,
    DeviceSilent,
    DeviceUnplugged,
    OutOfPaper,
    PrinterFault,
)


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (DeviceUnplugged(device="K01.card"), "K01.card: unplugged"),
        (DeviceSilent(device="K01.card", waited_seconds=0.5), "K01.card: no answer within 0.5 s"),
        (OutOfPaper(device="K01.ticket"), "K01.ticket: out of paper"),
        (CoverOpen(device="K01.ticket"), "K01.ticket: cover open"),
        (PrinterFault(device="K01.ticket", what="cutter"), "K01.ticket: fault: cutter"),
        (BadFrame(device="K01.card", reason="checksum", frame=b"1101"), "K01.card: bad frame of 4 bytes: checksum"),
        (DeviceRefused(device="K01.card", code=0x31), "K01.card: refused with code 0x31"),
    ],
)
def test_every_fault_names_its_device(fault: DeviceError, text: str) -> None:
    assert str(fault) == text
    assert fault.device == text.partition(":")[0]
    assert "1101" not in repr(fault)
