"""How windows and waits are written: the same on the screen and on the slip. Pure."""

from collections.abc import Iterable

from broker.catalogue.hall import Counter
from broker.messages import Language, WaitForecast
from broker.terms import QueueLetter
from kiosk.flow.offer import Offer
from kiosk.wording import Wording, wording


def windows_by_floor(offer: Offer, queue: QueueLetter, language: Language) -> tuple[str, ...]:
    """Give every window that serves a queue, a line for each floor."""
    return lines_by_floor(offer.windows(queue), language)


def lines_by_floor(windows: Iterable[Counter], language: Language) -> tuple[str, ...]:
    """Give windows by their numbers, a line for each floor, in the order they come in."""
    windows = tuple(windows)
    comma = ", " if language == "en" else "、"
    floors = dict.fromkeys(window.floor for window in windows)
    return tuple(
        wording(language).window_floor.format(
            floor=floor, windows=comma.join(str(window.number) for window in windows if window.floor == floor)
        )
        for floor in floors
    )


def wait_text(say: Wording, wait: WaitForecast | None, ahead: int) -> str:
    """Give a forecast in words: an interval; where nothing can be promised, that."""
    if wait is None:
        return say.result_no_promise
    if ahead == 0 and wait.high_minutes == 0:
        return say.result_no_wait
    if wait.low_minutes == 0:
        return say.result_wait_within.format(high=max(1, wait.high_minutes))
    if wait.low_minutes == wait.high_minutes:
        return say.result_wait_single.format(low=wait.low_minutes)
    return say.result_wait_value.format(low=wait.low_minutes, high=wait.high_minutes)
