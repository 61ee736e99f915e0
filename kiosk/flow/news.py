"""What is heard of the world between two taps, and how it changes the context. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from broker.messages import HelpState, LineState
from kiosk.flow.context import Context
from kiosk.flow.events import SlipTrouble
from kiosk.flow.offer import Offer
from kiosk.flow.printing import PagePrinterTold


@dataclass(frozen=True, slots=True)
class HallTold:
    """The caller's clock ticked: what time it is, whether numbers are given, when they will be."""

    now: datetime
    is_open: bool
    opens_at: datetime | None


@dataclass(frozen=True, slots=True)
class HallAway:
    """The broker is gone, or the caller's clock has stopped ticking."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """A queue as it is now."""

    line: LineState


@dataclass(frozen=True, slots=True)
class OfferTold:
    """A catalogue was had."""

    offer: Offer


@dataclass(frozen=True, slots=True)
class ReaderTold:
    """The card reader answers, or does not."""

    works: bool


@dataclass(frozen=True, slots=True)
class PrinterTold:
    """What keeps slips from being printed; None when nothing does."""

    trouble: SlipTrouble | None


@dataclass(frozen=True, slots=True)
class PadTold:
    """Whether a card lies on the reader."""

    card_lies: bool


@dataclass(frozen=True, slots=True)
class HelpTold:
    """Whether a person is wanted at this kiosk, and whether somebody comes."""

    state: HelpState


News: TypeAlias = (
    HallTold | HallAway | LineTold | OfferTold | ReaderTold | PrinterTold | PadTold | PagePrinterTold | HelpTold
)


def heard(context: Context, news: News) -> Context:
    """Give the context after a piece of news."""
    match news:
        case HallTold(now, is_open, opens_at):
            return replace(context, hall_here=True, hall_open=is_open, now=now, opens_at=opens_at)
        case HallAway():
            return replace(context, hall_here=False)
        case LineTold(line):
            return replace(context, lines={**context.lines, line.queue: line})
        case OfferTold(offer):
            return replace(context, offer=offer)
        case ReaderTold() | PrinterTold() | PagePrinterTold() | PadTold() | HelpTold():
            return _device(context, news)
        case _:
            assert_never(news)


def _device(context: Context, news: ReaderTold | PrinterTold | PagePrinterTold | PadTold | HelpTold) -> Context:
    match news:
        case ReaderTold(works):
            return replace(context, reader_works=works)
        case PrinterTold(trouble):
            return replace(context, printer_trouble=trouble)
        case PagePrinterTold(trouble):
            return replace(context, page_trouble=trouble)
        case PadTold(card_lies):
            return replace(context, card_on_pad=card_lies)
        case HelpTold(state):
            return replace(context, help=state)
        case _:
            assert_never(news)
