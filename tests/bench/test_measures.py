"""The benches' own arithmetic, so that a bound that is missed is seen to be missed."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from broker.terms import CounterCode
from scripts.hallctl.bench import call, command, issue
from scripts.hallctl.bench.measures import Measure, as_json, at_least, at_most, none_of, percentile, table, within


def test_bounds_bind_on_the_ratio() -> None:
    assert at_least(0.4, "tickets", 400, "/s", 1_000).ok
    assert not at_least(0.4, "tickets", 399, "/s", 1_000).ok
    assert at_most(3, "p99", 30, "ms", 10).ok
    assert not at_most(3, "p99", 30.1, "ms", 10).ok
    assert not at_most(3, "p99", 1, "ms", 0).ok
    assert not within(100, "tap", 101, "ms").ok
    assert not none_of("lost", 1).ok


def test_percentile_is_a_value_that_was_measured() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99)) == (50, 95, 99)
    assert (percentile(values, 0.0), percentile(values, 1.0), percentile([], 0.5)) == (1, 100, 0)


def test_programs_get_seven_facts_of_each_measure() -> None:
    [facts] = json.loads(as_json([at_most(3, "p99", 30, "ms", 10, aim="10 ms")]))
    assert facts == {
        "name": "p99", "value": 30, "unit": "ms", "floor": 10, "ratio": 3, "bound": "<= 3", "ok": True
    }  # fmt: skip


def test_table_shows_what_is_missed() -> None:
    lines = table([none_of("lost", 2), at_most(3, "p99", 1_234.5, "ms", 1_000, aim="10 ms")]).splitlines()
    assert lines[1].endswith("MISSED")
    assert lines[2].split() == ["p99", "1,234", "ms", "1,000", "ms", "1.23", "<=", "3", "10", "ms", "ok"]


def test_skipped_numbers_are_counted_by_queue() -> None:
    assert issue.skipped(["20261123-K001", "20261123-K003", "20261123-A001"]) == 1
    assert issue.skipped(["20261123-K001", "20261123-K002", "20261124-K001", "20261123-K1000"]) == 997


def test_calls_that_no_led_showed_and_wrong_orders_are_counted() -> None:
    window = CounterCode("W44")
    assert call.compare({window: ["K001", "K002"]}, {window: ["K001", "K002"]}) == (0, 0)
    assert call.compare({window: ["K001", "K002"]}, {window: ["K002", "K001"]}) == (0, 1)
    assert call.compare({window: ["K001", "K002"]}, {}) == (2, 1)


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_exit_code_says_whether_every_bound_holds(ok: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def bench_of(_name: str) -> Callable[[], list[Measure]]:
        return lambda: [Measure("one", 1, "s", bound="<= 2", ok=ok)]

    monkeypatch.setattr(command, "bench_of", bench_of)
    done = CliRunner().invoke(command.app, ["issue", "--json"])
    assert done.exit_code == code
    assert json.loads(done.stdout)[0]["ok"] is ok


def test_unknown_bench_is_said() -> None:
    done = CliRunner().invoke(command.app, ["speed"])
    assert done.exit_code == 2
    assert "no such bench" in done.output
