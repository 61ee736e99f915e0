"""What every test may rely on: the options of `scripts/test`, no stray sockets, the requirements table.

Fixtures of one part live in that part's own conftest.py; nothing here knows the programs.
"""

import signal
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.workermanage import NodeManager

from tests import no_sockets
from tests.golden_pictures import GoldenPictures
from tests.lanes import Lane, Units, turns
from tests.requirements_table import RequirementsTable

# A busy two-core machine is no reason to fail: time is bounded per test by pytest-timeout instead.
settings.register_profile("jiaohao", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jiaohao")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("jiaohao")
    group.addoption("--deep", action="store_true", help="the full counts: millions of steps, frames and presses")
    group.addoption("--pictures", action="store_true", help="also write contact sheets of every screen, slip and panel")
    group.addoption("--update-pictures", action="store_true", help="write the pictures under tests/golden/ anew")
    group.addoption("--requirements", action="store_true", help="print the table requirement → tests → result")
    group.addoption("--lane", choices=[lane.value for lane in Lane], help="only parts, or only whole programs")
    group.addoption("--device", metavar="URL", help="run only the tests marked `device`, on the real device behind URL")


def pytest_configure(config: pytest.Config) -> None:
    no_sockets.install()
    # told to end, a run ends its halls too, as at Ctrl-C: they are children with sessions of their own
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # so do its workers: they hear Ctrl-C after five seconds, and need some for it
    NodeManager.EXIT_TIMEOUT = 30  # pyright: ignore[reportAttributeAccessIssue] - taken for a constant
    config.pluginmanager.register(RequirementsTable(config), "requirements_table")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for: deep tests without --deep, all but device tests with --device, a lane."""
    wanted = [item for item in items if _is_wanted(item, config)]
    left_out = [item for item in items if not _is_wanted(item, config)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = wanted
    if Lane.of(config) is not None:
        turn = turns(item.nodeid for item in items)
        items.sort(key=lambda item: turn[item.nodeid])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Units | None:
    """Side by side in a lane: units in their turn."""
    return None if Lane.of(config) is None else Units(config, log)


def _is_wanted(item: pytest.Item, config: pytest.Config) -> bool:
    if config.getoption("--device") is not None and item.get_closest_marker("device") is None:
        return False
    lane = Lane.of(config)
    if lane is not None and not lane.takes(item):
        return False
    return bool(config.getoption("--deep")) or item.get_closest_marker("deep") is None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    no_sockets.apply(no_sockets.policy_for(item))


@pytest.fixture(scope="session")
def golden_pictures(request: pytest.FixtureRequest) -> Iterator[GoldenPictures]:
    """Holds rendered pictures against tests/golden/; writes contact sheets at the end when asked to."""
    config = request.config
    pictures = GoldenPictures(
        update=bool(config.getoption("--update-pictures")), sheets=bool(config.getoption("--pictures"))
    )
    yield pictures
    for sheet in pictures.write_sheets():
        sys.stderr.write(f"contact sheet: {sheet}\n")


@pytest.fixture(scope="session")
def deep(request: pytest.FixtureRequest) -> bool:
    """Whether the full counts were asked for."""
    return bool(request.config.getoption("--deep"))


@pytest.fixture(scope="session")
def device_url(request: pytest.FixtureRequest) -> str | None:
    """The URL of the real device to test, or None: then a contract suite brings its emulator."""
    url = request.config.getoption("--device")
    return None if url is None else str(url)
