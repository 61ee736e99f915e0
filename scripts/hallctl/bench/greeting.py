"""How long a visitor waits from the card on the pad to the greeting, beside what the reader itself takes."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from broker.catalogue import load
from hardware.drivers.card_reader import SdtCardReader
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.links import ReconnectingLink, open_link
from hardware.ports.card_reader import NewCard
from scripts.hallctl.bench.devices import REFERENCE
from scripts.hallctl.bench.wandering import Glass
from scripts.rig.host.persona_cards import card_of

GREETINGS = 10
_PATIENCE_SECONDS = 30.0
_LOOK_SECONDS = 0.02
_DEVICE = "bench"
_BAUDRATE = 115_200

CARD = card_of(load(REFERENCE).personas[0])
"""The first of the reference hall's made-up persons."""


def reader_seconds() -> float:
    """Give how long the driver needs for one card on an emulated reader: the median of some."""
    reader = SdtReaderEmulator()
    link = ReconnectingLink(lambda: open_link(reader.url, device=_DEVICE, baudrate=_BAUDRATE), device=_DEVICE)
    driver = SdtCardReader(link, device=_DEVICE)
    taken: list[float] = []
    try:
        while len(taken) < GREETINGS:
            driver.poll()
            reader.place(CARD)
            began = time.monotonic()
            while not isinstance(driver.poll(), NewCard):
                pass
            taken.append(time.monotonic() - began)
            reader.remove()
            driver.poll()
    finally:
        link.close()
        reader.close()
    return median(taken)


def greeting_seconds(glass: Glass, reader: SdtReaderEmulator, finish: str) -> list[float]:
    """Give the seconds of each greeting: card put down → menu drawn; `finish` is the button that ends a visit."""
    waited: list[float] = []
    for _ in range(GREETINGS):
        _until(glass, lambda facts: facts["step"] == "Start")
        reader.place(CARD)
        began = time.monotonic()
        _until(glass, lambda facts: facts["step"] == "Menu")
        waited.append(time.monotonic() - began)
        reader.remove()
        _until(glass, lambda facts: facts["step"] != "Menu")
        glass.tap(finish)
    return waited


def _until(glass: Glass, seen: Callable[[dict[str, Any]], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not seen(facts := glass.texts()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"the kiosk shows {facts['texts']}")
        time.sleep(_LOOK_SECONDS)
