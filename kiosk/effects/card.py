"""Watches the card reader on a thread of its own: cards become sealed readings, trouble becomes news.

What was read leaves this module only sealed to the hall; no log line here names anything of a card.
"""

import logging
from collections.abc import Callable
from threading import Event as Signal

from broker.messages import CardFacts
from hardware.ports.card_reader import (
    Card,
    CardReader,
    CardRemoved,
    ForeignerCard2017,
    ForeignerCard2023,
    HongKongMacauTaiwanCard,
    NewCard,
    NoCard,
    ResidentCard,
    SameCard,
)
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged
from kiosk.effects.health import HealthBook
from kiosk.effects.keys import VisitKeys
from kiosk.effects.outlet import Tell
from kiosk.flow.events import CardFailed, CardGone, CardRead, CardTrouble
from kiosk.flow.news import PadTold, ReaderTold

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
AFTER_FAULT_SECONDS = 1.0

_KINDS: dict[type[Card], str] = {
    ResidentCard: "resident",
    HongKongMacauTaiwanCard: "hmt_permit",
    ForeignerCard2017: "foreigner_2017",
    ForeignerCard2023: "foreigner_2023",
}


class CardWatch:
    """One reader. `run` is the body of its thread."""

    def __init__(
        self, open_reader: Callable[[], CardReader], keys: VisitKeys, health: HealthBook, tell: Tell, *, device: str
    ) -> None:
        """Take how to reach the reader, and who is told; `device` is its code in the hall's device list."""
        self._open = open_reader
        self._keys = keys
        self._health = health
        self._tell = tell
        self._device = device
        self._failed = False
        self._works: bool | None = None
        self._lies = False

    def card_lies(self) -> None:
        """Take over a pad on which a card lies whose visit is over; before `run`."""
        self._pad(lies=True)

    def run(self, stop: Signal) -> None:
        """Watch until told to stop."""
        reader: CardReader | None = None
        while not stop.is_set():
            try:
                if reader is None:
                    reader = self._open()
                self._look(reader)
            except (DeviceUnplugged, DeviceSilent) as fault:
                self._away(fault)
                stop.wait(AFTER_FAULT_SECONDS)
            stop.wait(LOOK_SECONDS)

    def _look(self, reader: CardReader) -> None:
        try:
            sighting = reader.poll()
        except (BadFrame, DeviceRefused) as fault:
            self._answers()
            self._unreadable(fault)
            return
        self._answers()
        match sighting:
            case NewCard(card):
                self._failed = False
                self._pad(lies=True)
                self._tell(CardRead(self._keys.seal(facts_of(card))))
            case SameCard():
                self._failed = False
            case CardRemoved() | NoCard():
                self._nothing_there(was_read=isinstance(sighting, CardRemoved))

    def _nothing_there(self, *, was_read: bool) -> None:
        self._pad(lies=False)
        if was_read or self._failed:
            self._failed = False
            self._tell(CardGone())

    def _unreadable(self, fault: DeviceError) -> None:
        """Tell once for a card that lies there and cannot be read; the reader says it again at every look."""
        if not self._failed:
            log.warning("a card could not be read: %s", fault)
            self._failed = True
            self._pad(lies=True)
            self._tell(CardFailed(CardTrouble.UNREADABLE))

    def _away(self, fault: DeviceError) -> None:
        self._health.fault(self._device, _what(fault))
        if self._works is not False:
            log.warning("the card reader is away: %s", fault)
            self._works = False
            self._tell(ReaderTold(works=False))
            self._nothing_there(was_read=self._lies)

    def _answers(self) -> None:
        self._health.fine(self._device)
        if self._works is not True:
            self._works = True
            self._tell(ReaderTold(works=True))

    def _pad(self, *, lies: bool) -> None:
        if lies != self._lies:
            self._lies = lies
            self._tell(PadTold(lies))


def _what(fault: DeviceError) -> str:
    return "unplugged" if isinstance(fault, DeviceUnplugged) else "silent"


def facts_of(card: Card) -> CardFacts:
    """Give what a ticket and the form of a matter need; the photograph is let go of here."""
    name = card.name if isinstance(card, ResidentCard | HongKongMacauTaiwanCard) else card.name_chinese
    if isinstance(card, ForeignerCard2017 | ForeignerCard2023) and not name:
        name = card.name_english
    return CardFacts.model_validate(
        {
            "card_kind": _KINDS[type(card)],
            "number": card.number,
            "name": name,
            "birth": card.birth,
            "valid_until": card.validity.valid_to,
            **(_for_the_form(card) if isinstance(card, ResidentCard) else {}),
        }
    )


def _for_the_form(card: ResidentCard) -> dict[str, object]:
    """Give what a resident's card says beyond who it is (K-02); of two addresses the one written last counts."""
    return {
        "sex": card.sex.label,
        "nation": card.nation.name,
        "address": next(reversed(card.additional_addresses), card.address),
        "issuer": card.authority,
        "valid_from": card.validity.valid_from,
    }
