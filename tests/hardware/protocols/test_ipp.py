"""IPP's bytes against vectors laid out by hand from RFC 8010."""

import pytest

from hardware.drivers.document_printer.reasons import read_reasons
from hardware.ports.document_printer import DocumentTrouble, Supply
from hardware.protocols import ipp
from hardware.protocols.ipp import Attribute, Group, Operation, Tag

URI = "ipp://h/p"
OPENING = (
    b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x02en"
    b"\x45\x00\x0bprinter-uri\x00\x09ipp://h/p"
)


def test_a_request_is_laid_out_as_the_standard_says() -> None:
    asked = Attribute("requested-attributes", Tag.KEYWORD, ("job-id", "job-state"))
    made = ipp.request(
        Operation.GET_JOB_ATTRIBUTES, 7, URI, Attribute("job-id", Tag.INTEGER, (258,)), asked, data=b"%PDF"
    )
    assert made == (
        b"\x02\x00\x00\x09\x00\x00\x00\x07\x01"
        + OPENING
        + b"\x21\x00\x06job-id\x00\x04\x00\x00\x01\x02"
        + b"\x44\x00\x14requested-attributes\x00\x06job-id"
        + b"\x44\x00\x00\x00\x09job-state"
        + b"\x03%PDF"
    )


def test_an_answer_is_read_with_several_values_and_groups() -> None:
    data = (
        b"\x02\x00\x00\x00\x00\x00\x00\x07"
        b"\x01\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x04\x23\x00\x0dprinter-state\x00\x04\x00\x00\x00\x05"
        b"\x44\x00\x15printer-state-reasons\x00\x09media-jam\x44\x00\x00\x00\x0acover-open"
        b"\x22\x00\x19printer-is-accepting-jobs\x00\x01\x01"
        b"\x03"
    )
    answer = ipp.answer(data)
    assert answer.succeeded
    assert answer.first(Group.PRINTER) == {
        "printer-state": (5,),
        "printer-state-reasons": ("media-jam", "cover-open"),
        "printer-is-accepting-jobs": (True,),
    }
    assert answer.first(Group.JOB) == {}
    for end in range(len(data)):
        with pytest.raises(ipp.BadIpp):
            ipp.answer(data[:end])


@pytest.mark.parametrize(
    ("reasons", "troubles", "low"),
    [
        (("none",), (), frozenset[Supply]()),
        (("media-empty-report",), (DocumentTrouble.OUT_OF_PAPER,), frozenset[Supply]()),
        (
            ("media-jam-error", "cover-open-error"),
            (DocumentTrouble.COVER_OPEN, DocumentTrouble.JAMMED),
            frozenset[Supply](),
        ),
        (("toner-low-warning", "media-low"), (), frozenset({Supply.TONER_LOW, Supply.PAPER_LOW})),
        (("connecting-to-device-report",), (), frozenset[Supply]()),
        (("connecting-to-device",), (DocumentTrouble.GONE,), frozenset[Supply]()),
        (("fuser-over-temp-error",), (DocumentTrouble.BROKEN,), frozenset[Supply]()),
        (("fuser-over-temp-warning", "com.vendor-note"), (), frozenset[Supply]()),
    ],
)
def test_reasons_are_read(
    reasons: tuple[str, ...], troubles: tuple[DocumentTrouble, ...], low: frozenset[Supply]
) -> None:
    assert read_reasons(reasons) == (troubles, low)
