"""The lanes: what shares a running hall stays in one process, what takes longest begins first."""

from pathlib import Path

from tests.lanes import LONG, OWN_HALLS, SHARED_HALLS, turns, unit_of

ROOT = Path(__file__).parents[2]


def test_tests_that_share_a_hall_are_one_unit_and_others_are_one_for_each_file() -> None:
    assert unit_of("tests/faults/test_card.py::test_a") == unit_of("tests/faults/test_clock.py::test_b[x::y]")
    assert unit_of("tests/rig/test_page.py::test_a") == "tests/rig"
    assert unit_of("tests/browser/test_looks.py::test_a[wall]") == "tests/browser/test_looks.py"
    assert [unit_of(f"{file}::test_a") for file in OWN_HALLS] == list(OWN_HALLS)


def test_every_place_that_is_named_is_there() -> None:
    assert all((ROOT / place).exists() for place in LONG)
    assert all((ROOT / folder / "conftest.py").is_file() for folder in SHARED_HALLS)
    assert all("start_hall(" in (ROOT / file).read_text(encoding="utf-8") for file in OWN_HALLS)


def test_long_ones_come_first_then_those_of_many_tests_and_the_order_within_a_unit_stays() -> None:
    places = ["broker/test_bus.py", "broker/test_load.py", "rig/test_starts.py", "rig/test_page.py", "faults/test_z.py"]
    given = [f"tests/{place}::test_a" for place in (*places, "faults/test_a.py")]
    given.append("tests/broker/test_load.py::test_b")
    turn = turns(given)
    taken = [nodeid.partition("::")[0].removeprefix("tests/") for nodeid in sorted(given, key=turn.__getitem__)]
    loads = ["broker/test_load.py"] * 2
    assert taken == [*places[4:], "faults/test_a.py", places[3], places[2], *loads, "broker/test_bus.py"]
