"""What the answers came to: papers and how each is got, days, fee, certificates, whether it can be done here. Pure."""

from dataclasses import dataclass
from enum import Enum

from broker.catalogue import Catalogue
from broker.catalogue.arrivals import Arrival
from broker.catalogue.matters import Matter, form_in
from broker.catalogue.matters import matter as find_matter
from broker.catalogue.services import MaterialUse, Package, Service, Way
from broker.catalogue.wanted import certificates_given, fields_shown, parts, uses_asked, ways_of
from broker.terms import CertificateCode, QueueLetter, ServiceCode, WorkingDays
from kiosk.flow.applying.questions import arrival
from kiosk.flow.context import Context
from kiosk.flow.steps import Answered, Visit


class NotHere(Enum):
    """Why a matter cannot be done at this kiosk now."""

    NO_CARD = "no_card"
    CARD_EXPIRED = "card_expired"
    NOT_THIS_CHANNEL = "not_this_channel"
    NO_PAGE_PRINTER = "no_page_printer"


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """One material, how it is had at a kiosk, and the working days in which it may come later."""

    use: MaterialUse
    way: Way | None
    days: WorkingDays | None


@dataclass(frozen=True, slots=True)
class Match:
    """The situation in full. `days` is the promised limit in working days, 0 on the spot."""

    matter: Matter
    arrival: Arrival
    papers: tuple[NeededPaper, ...]
    days: WorkingDays
    fee: str | None
    fields: int
    certificates: tuple[CertificateCode, ...]

    @property
    def queue(self) -> QueueLetter:
        """The queue of the windows that do it."""
        return self.matter.queue


def match_of(catalogue: Catalogue, answered: Answered) -> Match | None:
    """Give what the answers came to; None while a question is open or the matter is not known."""
    led = arrival(catalogue, answered)
    it = None if led is None else find_matter(catalogue, led.owner)
    if led is None or it is None:
        return None
    order = catalogue.resolution.kiosk
    papers = tuple(
        NeededPaper(use, _way(use, order), _later(use, catalogue.commitment.default_working_days))
        for use in uses_asked(catalogue, it, led.situation, led.flags)
    )
    form = form_in(it, led.situation)
    return Match(
        matter=it,
        arrival=led,
        papers=papers,
        days=_days(it, led),
        fee=fee_of(catalogue, it, led),
        fields=0 if form is None else len(fields_shown(catalogue, form, led.flags)),
        certificates=certificates_given(catalogue, it, led.situation, led.flags),
    )


def fee_of(catalogue: Catalogue, it: Matter, led: Arrival) -> str | None:
    """Give the fee, a package's being those of the items that the answers brought; None is free of charge."""
    fees = [service.fee for service, _ in parts(catalogue, it, led.situation, led.flags) if service.fee is not None]
    return "、".join(dict.fromkeys(fees)) or None


def _way(use: MaterialUse, order: tuple[Way, ...]) -> Way | None:
    """Give the way that will be tried first; None for what the hall writes itself.

    Whether an earlier paper can be used again is not known before the library was asked: it is promised to nobody.
    """
    if use.generated:
        return None
    ways = ways_of(use, order)
    certain: tuple[Way, ...] = tuple(way for way in ways if way != "复用")
    return next(iter(certain or ways), None)


def _later(use: MaterialUse, usual: WorkingDays) -> WorkingDays | None:
    if "承诺" in use.how:
        return usual if use.commit is None else use.commit
    return use.defer


def _days(it: Matter, led: Arrival) -> WorkingDays:
    if isinstance(it, Package):
        return it.promised
    return next((it.promised_of(known) for known in it.situations if known.code == led.situation), it.promised)


def why_not_here(match: Match, visit: Visit, context: Context) -> NotHere | None:
    """Tell what keeps this matter from being done at this kiosk; None when nothing does (K-01, K-06)."""
    if not _has_channel(match.matter, context):
        return NotHere.NOT_THIS_CHANNEL
    if not context.has_page_printer:
        return NotHere.NO_PAGE_PRINTER
    if visit.visitor is None:
        return NotHere.NO_CARD
    if visit.visitor.greeting.card_expired and match.matter.code != renewal_of_cards(context):
        return NotHere.CARD_EXPIRED
    return None


def renewal_of_cards(context: Context) -> ServiceCode | None:
    """Give the service by which an identity card is renewed: what an expired one still opens (K-01)."""
    return None if context.offer is None else context.offer.catalogue.hall.card_renewal


def _has_channel(it: Matter, context: Context) -> bool:
    """A service by its channels; a package where any of its services may be asked for at this kind of kiosk."""
    if context.offer is None:
        return False
    catalogue = context.offer.catalogue
    channel = "kiosk24" if context.open_24h else "kiosk"
    if isinstance(it, Service):
        return channel in it.channels
    services = (catalogue.services_by_code.get(item.service) for item in it.items)
    return any(service is not None and channel in service.channels for service in services)
