"""Every test of a node begins with a hall on one table."""

import pytest

from tests.hardware.nodes.hall_table import Table, laid_table


@pytest.fixture
def table() -> Table:
    return laid_table()
