"""What every step may know of the world: the hall, its queues, the devices. One frozen value, replaced whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from broker.messages import HelpState, LineState
from broker.terms import KioskCode, QueueLetter
from kiosk.flow.events import SlipTrouble
from kiosk.flow.offer import Offer
from kiosk.flow.printing import PageTrouble


@dataclass(frozen=True, slots=True)
class Context:
    """The world as last heard.

    `offer` is None until a catalogue was had; `hall_here` is whether the broker is connected and the caller's clock
    ticks; `now` is the caller's time (aware UTC); `opens_at` is when the hall opens, if it said so. `reader_works` is
    False once the card reader was found unplugged or silent; `printer_trouble` is what keeps slips from being printed.
    `kiosk` is which one this is; `help` is what the hall says of a call for help from this kiosk.
    `page_trouble` is what keeps whole pages from being printed.
    """

    offer: Offer | None = None
    hall_here: bool = False
    hall_open: bool = False
    now: datetime | None = None
    opens_at: datetime | None = None
    has_reader: bool = True
    reader_works: bool = True
    printer_trouble: SlipTrouble | None = None
    card_on_pad: bool = False
    help: HelpState | None = None
    kiosk: KioskCode | None = None
    has_page_printer: bool = False
    page_trouble: PageTrouble | None = None
    has_camera: bool = False
    lines: Mapping[QueueLetter, LineState] = field(default_factory=dict[QueueLetter, LineState])

    @property
    def open_24h(self) -> bool:
        """Whether this kiosk stands in the 24-hour zone (K-06)."""
        if self.offer is None or self.kiosk is None:
            return False
        here = self.offer.catalogue.kiosks_by_code.get(self.kiosk)
        return here is not None and here.open_24h

    @property
    def serves_now(self) -> bool:
        """Whether this kiosk serves people now: while the hall is open, in the 24-hour zone also at night (K-06)."""
        return self.hall_open or self.open_24h
