"""Key sequences of a call pad by the hall's table."""

import pytest

from hardware.ports.call_pad import PadAction, PadKey
from hardware.protocols.pad_keys import DEFAULT_KEYS, KeyReader, KeyTableError, UnknownKeys, compile_table


def pressed(*codes: int, table: dict[str, PadKey] | None = None) -> PadAction | UnknownKeys | None:
    reader = KeyReader(compile_table(table or dict(DEFAULT_KEYS)))
    return [reader.press(code, 0.0) for code in codes][-1]


@pytest.mark.req("H-02")
@pytest.mark.parametrize(
    ("codes", "action"),
    [
        ((0x0C,), PadAction(PadKey.NEXT)),
        ((0x0D,), PadAction(PadKey.RECALL)),
        ((1, 0x0F), PadAction(PadKey.ARRIVED)),
        ((6, 0x0F), PadAction(PadKey.NO_SHOW)),
        ((0, 0x0F), PadAction(PadKey.PARK)),
        ((0x12,), PadAction(PadKey.PAUSE)),
        ((4, 4, 0x13), PadAction(PadKey.TRANSFER, 44)),
        ((0, 9, 0x13), PadAction(PadKey.TRANSFER, 9)),
        ((0x0B,), PadAction(PadKey.FINISH)),
    ],
)
def test_the_reference_halls_keys(codes: tuple[int, ...], action: PadAction) -> None:
    assert pressed(*codes) == action


@pytest.mark.parametrize("codes", [(0x0F,), (3, 0x0F), (4, 0x13), (1, 2, 3, 0x13), (5, 0x0C), (0x11,), (0x0E,)])
def test_other_keys_are_named_and_mean_nothing(codes: tuple[int, ...]) -> None:
    assert pressed(*codes) == UnknownKeys(codes)


def test_digits_are_forgotten_after_five_seconds() -> None:
    reader = KeyReader(compile_table(DEFAULT_KEYS))
    assert reader.press(4, 0.0) is None
    assert reader.press(4, 5.0) is None
    assert reader.press(0x13, 10.0) == PadAction(PadKey.TRANSFER, 44)
    assert reader.press(1, 20.0) is None
    assert reader.press(0x0C, 25.1) == PadAction(PadKey.NEXT)


def test_a_hall_may_wire_its_keys_otherwise_and_an_exact_pattern_goes_before_a_general_one() -> None:
    table = {"#+0C": PadKey.TRANSFER, "7+0C": PadKey.NEXT}
    assert pressed(7, 0x0C, table=table) == PadAction(PadKey.NEXT)
    assert pressed(8, 0x0C, table=table) == PadAction(PadKey.TRANSFER, 8)


@pytest.mark.parametrize("pattern", ["", "0C+", "xx", "1", "0C+#", "1FF"])
def test_a_pattern_that_is_no_key_sequence_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(KeyTableError) as refused:
        compile_table({pattern: PadKey.NEXT})
    assert refused.value.pattern == pattern


def test_two_patterns_for_the_same_keys_are_refused() -> None:
    with pytest.raises(KeyTableError):
        compile_table({"0C": PadKey.NEXT, "0c": PadKey.RECALL})
