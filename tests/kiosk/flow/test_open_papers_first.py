"""What is still open stands first among the papers (K-03)."""

import pytest

from kiosk.flow.events import TurnedPage
from kiosk.flow.steps import Materials
from kiosk.screens.page import Choices
from kiosk.screens.pages import page_of
from tests.kiosk import applications as told
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk


@pytest.mark.req("K-03")
def test_open_papers_stand_first_so_that_the_next_one_is_there_after_each() -> None:
    walk = Walk(step=Materials(world.known(), told.view(papers=told.materials())))
    assert _marks(walk) == sorted(_marks(walk))
    assert _marks(walk)[0] == "!"
    walk(TurnedPage(1))
    assert _marks(walk) == sorted(_marks(walk))


def _marks(walk: Walk) -> list[str]:
    """The marks of the papers from top to bottom: "!" before "✓"."""
    page = page_of(walk.step, walk.context)
    return [choice.badge for block in page.blocks if isinstance(block, Choices) for choice in block.items]
