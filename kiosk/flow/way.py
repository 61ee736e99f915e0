"""The way from this kiosk to a queue's windows: floor, lift or stairs, the window's sign (G-10). Pure."""

import re

from broker.catalogue.hall import Kiosk
from broker.messages import Language
from broker.terms import KioskCode, QueueLetter
from kiosk.flow.offer import Offer
from kiosk.wording import form_for, name_in, wording

_ON_THE_GROUND = frozenset({"entrance", "zone24"})


def floor_of(kiosk: Kiosk) -> int | None:
    """Give the floor a kiosk stands on, by the name of its zone (`floor3`); None where it is in another building."""
    if kiosk.zone in _ON_THE_GROUND:
        return 1
    named = re.fullmatch(r"floor(\d+)", kiosk.zone)
    return int(named[1]) if named else None


def way_text(offer: Offer, code: KioskCode | None, queue: QueueLetter, language: Language) -> str:
    """Give how to get from a kiosk to the first window of a queue; nothing where either is not known."""
    kiosk = None if code is None else offer.catalogue.kiosks_by_code.get(code)
    windows = offer.windows(queue)
    if kiosk is None or not windows:
        return ""
    say, here, there = wording(language).guiding, floor_of(kiosk), windows[0].floor
    texts = say.way_elsewhere, say.way_here, say.way_up, say.way_down
    text = texts[0] if here is None else texts[1] if here == there else texts[2] if here < there else texts[3]
    count = 0 if here is None else abs(there - here)
    return form_for(text, count).format(floor=there, count=count, window=name_in(language, windows[0]))
