"""How long the change of a kiosk's process takes: from the tap that ends a visit with a card to the next picture."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from broker.catalogue import load
from hardware.emulators.card_reader import SdtReaderEmulator
from scripts.hallctl.bench.devices import REFERENCE
from scripts.rig.host.persona_cards import card_of

CHANGES = 10
MOST_SECONDS = 1.0
_PATIENCE_SECONDS = 60.0
_WITH_SPARE = 3
_WARM_SECONDS = 2.0
"""How long a forked process is given to make its window; a visit takes longer."""


class Glass(Protocol):
    """The kiosk's door, as far as it is needed."""

    def texts(self) -> dict[str, Any]:
        """Give what stands on the screen."""
        ...

    def tap(self, text: str) -> dict[str, Any]:
        """Touch a button; give what stands there once it is drawn."""
        ...


def processes(watch: int) -> tuple[int, ...]:
    """Give the processes of a kiosk's program: the watch, the one with the screen, the one that waits for it."""
    forks = Path(f"/proc/{watch}/task/{watch}/children").read_text(encoding="ascii").split()
    return (watch, *map(int, forks))


def wait_for_spare(watch: int) -> None:
    """Wait until a kiosk has its second process ready. Raises TimeoutError."""
    _wait(lambda: len(processes(watch)) == _WITH_SPARE)
    time.sleep(_WARM_SECONDS)


def change_seconds(watch: int, glass: Glass, reader: SdtReaderEmulator, begin: str, finish: str) -> list[float]:
    """End visits with a card; give the seconds until the first button `begin` could be touched again.

    `finish` is the button that ends a visit. Raises TimeoutError.
    """
    card = card_of(load(REFERENCE).personas[0])
    seconds: list[float] = []
    for _ in range(CHANGES):
        wait_for_spare(watch)
        before = set(processes(watch))
        reader.place(card)
        _wait(lambda: _offers(glass.texts(), finish))
        began = time.monotonic()
        shown = glass.tap(finish)
        seconds.append(time.monotonic() - began)
        if not _offers(shown, begin):
            raise TimeoutError(f"the next process shows {shown['texts']}")
        reader.remove()
        # who leaves the screen is no spare
        _wait_for_change(watch, before)
    return seconds


def _wait_for_change(watch: int, before: set[int]) -> None:
    _wait(lambda: not before <= set(processes(watch)))


def _offers(shown: dict[str, Any], button: str) -> bool:
    return any(button in one["text"] for one in shown["buttons"])


def _wait(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the kiosk does not come so far")
        time.sleep(0.05)
