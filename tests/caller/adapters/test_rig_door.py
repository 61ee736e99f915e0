"""The rig's door to the clock: what moves it, and what is refused without moving it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

import pytest

from caller.adapters.clock import SystemClock
from caller.adapters.rig_door import ClockDoor
from caller.application.ports import HallAway

pytestmark = pytest.mark.sockets


@pytest.fixture
def clock() -> SystemClock:
    return SystemClock()


@pytest.fixture
def told() -> list[datetime]:
    """When the hall was told that its clock was moved, by that clock."""
    return []


@pytest.fixture
def door(clock: SystemClock, told: list[datetime]) -> Iterator[ClockDoor]:
    opened = ClockDoor(clock, 0, lambda: told.append(clock.now()))
    yield opened
    opened.close()


def post(door: ClockDoor, path: str, body: bytes, **headers: str) -> int:
    line = HTTPConnection("127.0.0.1", door.port, timeout=5)
    try:
        line.request("POST", path, body, headers)
        return line.getresponse().status
    finally:
        line.close()


def is_untouched(clock: SystemClock) -> bool:
    return abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_wish_moves_the_clock_and_the_hall_is_told(door: ClockDoor, clock: SystemClock, told: list[datetime]) -> None:
    assert post(door, "/clock", json.dumps({"plus_seconds": 7200}).encode()) == 200
    assert clock.now() - datetime.now(UTC) > timedelta(hours=1)
    assert [moment - datetime.now(UTC) > timedelta(hours=1) for moment in told] == [True]


def test_a_hall_too_busy_to_be_told_leaves_the_wish_granted(clock: SystemClock) -> None:
    def busy() -> None:
        raise HallAway

    door = ClockDoor(clock, 0, busy)
    try:
        assert post(door, "/clock", b'{"plus_seconds": 7200}') == 200
    finally:
        door.close()
    assert clock.now() - datetime.now(UTC) > timedelta(hours=1)


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"to": 5}', b'{"to": "2026-11-23T09:00"}', b'{"plus_seconds": NaN}', b'{"plus_seconds": 1e300}'],
)
def test_nonsense_is_refused_and_moves_nothing(
    door: ClockDoor, clock: SystemClock, told: list[datetime], body: bytes
) -> None:
    assert post(door, "/clock", body) == 400
    assert not told
    assert is_untouched(clock)


def test_a_length_that_is_no_number_is_refused(door: ClockDoor) -> None:
    assert post(door, "/clock", b"{}", **{"Content-Length": "two"}) == 400


def test_another_address_moves_nothing(door: ClockDoor, clock: SystemClock) -> None:
    assert post(door, "/elsewhere", b'{"plus_seconds": 7200}') == 404
    assert is_untouched(clock)
