"""The streams behind open pages: everything on every connection, one drawing for all, an honest end."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing

import pytest

from broker.catalogue import Catalogue
from caller.application.ports import Scene
from caller.console.board.view import board_view
from caller.console.live import Channel, Live
from caller.console.pages import Pages
from caller.console.words import PageLanguage
from tests.caller.console.absent_desk import AbsentDesk
from tests.caller.console.rehearsal import Rehearsal


class CountingPages(Pages):
    """Counts how often something is drawn."""

    drawn = 0

    def regions(self, template: str, language: PageLanguage, view: object) -> Mapping[str, str]:
        self.drawn += 1
        return super().regions(template, language, view)


@pytest.fixture
def pages(catalogue: Catalogue) -> CountingPages:
    return CountingPages(catalogue)


@pytest.fixture
def live(hall: Rehearsal, pages: CountingPages) -> Iterator[Live]:
    live = Live(hall.desk, pages)
    yield live
    live.stop()


def channel(hall: Rehearsal, code: str = "LED-S08") -> Channel:
    board = next(board for board in hall.catalogue.boards if board.code == code)
    return Channel("board/page.html", "zh-CN", code, lambda scene: board_view(scene, board))


async def snapshot(stream: AsyncIterator[str]) -> dict[str, str]:
    """Wait for the next snapshot and give its regions."""
    while True:
        event = await asyncio.wait_for(anext(stream), 10)
        kind, _, data = event.partition("\n")
        if kind == "event: snapshot":
            regions: dict[str, str] = json.loads(data.removeprefix("data: "))["regions"]
            return regions


def test_everything_comes_first_and_changes_follow(hall: Rehearsal, live: Live) -> None:
    async def watch() -> None:
        async with aclosing(live.stream(channel(hall), lambda: True)) as stream:
            assert set(await snapshot(stream)) == {"calls", "lines", "strip"}
            await asyncio.to_thread(hall.take_ticket, "K")
            assert "<b>1<" in (await snapshot(stream))["lines"]

    live.start()
    asyncio.run(watch())


def test_a_hundred_watchers_cost_one_drawing_and_a_latecomer_none(
    hall: Rehearsal, live: Live, pages: CountingPages
) -> None:
    async def watch() -> int:
        streams = [live.stream(channel(hall), lambda: True) for _ in range(100)]
        first = [asyncio.ensure_future(snapshot(stream)) for stream in streams]
        await asyncio.sleep(0)
        live.start()
        drawings = await asyncio.gather(*first)
        assert all(drawing == drawings[0] for drawing in drawings)
        drawn = pages.drawn
        late = live.stream(channel(hall), lambda: True)
        assert await snapshot(late) == drawings[0]
        for stream in (*streams, late):
            await stream.aclose()
        return drawn

    assert asyncio.run(watch()) <= 2


def test_many_changes_are_drawn_at_most_five_times_a_second(hall: Rehearsal, live: Live, pages: CountingPages) -> None:
    async def watch() -> float:
        loop = asyncio.get_running_loop()
        async with aclosing(live.stream(channel(hall), lambda: True)) as stream:
            await snapshot(stream)
            began, before = loop.time(), pages.drawn
            await asyncio.to_thread(lambda: [hall.take_ticket("K") for _ in range(300)])
            while "<b>300<" not in (await snapshot(stream))["lines"]:
                pass
            return (pages.drawn - before - 2) / (loop.time() - began)

    live.start()
    assert asyncio.run(watch()) <= 5.0


def test_a_stream_ends_when_its_person_may_look_no_longer(hall: Rehearsal, live: Live) -> None:
    async def watch() -> list[str]:
        allowed = [True, False]
        return [event async for event in live.stream(channel(hall), lambda: allowed.pop(0))]

    live.start()
    events = asyncio.run(watch())
    assert events[-1].startswith("event: ended")


def test_stopping_ends_every_stream(hall: Rehearsal, live: Live) -> None:
    async def watch() -> list[str]:
        stream = live.stream(channel(hall), lambda: True)
        first = await anext(stream)
        rest = asyncio.ensure_future(_all(stream))
        await asyncio.to_thread(live.stop)
        return [first, *await asyncio.wait_for(rest, 10)]

    live.start()
    assert asyncio.run(watch())[-1].startswith("event: closing")


async def _all(stream: AsyncIterator[str]) -> list[str]:
    return [event async for event in stream]


def test_a_hall_that_does_not_answer_is_said_to_be_away(hall: Rehearsal, pages: CountingPages) -> None:
    live = Live(AbsentDesk(), pages)

    async def watch() -> str:
        async with aclosing(live.stream(channel(hall), lambda: True)) as stream:
            live.start()
            return await asyncio.wait_for(anext(stream), 10)

    try:
        assert asyncio.run(watch()).startswith("event: away")
    finally:
        live.stop()


def test_a_view_that_fails_does_not_end_the_others(
    hall: Rehearsal, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_scene: Scene) -> object:
        raise ZeroDivisionError

    async def watch() -> None:
        bad = live.stream(Channel("board/page.html", "zh-CN", "broken", broken), lambda: True)
        waiting = asyncio.ensure_future(anext(bad))
        async with aclosing(live.stream(channel(hall), lambda: True)) as good:
            await snapshot(good)
        waiting.cancel()

    live.start()
    asyncio.run(watch())
    assert "could not be drawn" in caplog.text
