"""What stands on a slip (Q-03), as a value in the ticket's own language. Pure; how it becomes bytes is the driver's."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from broker.messages import Language, TicketView
from hardware.ports.ticket_printer import Alignment, Cut, Feed, QrCode, Row, Rule, Size, Slip, SlipItem, Text
from kiosk.flow.figures import wait_text, windows_by_floor
from kiosk.flow.offer import Offer
from kiosk.wording import Wording, name_in, wording


@dataclass(frozen=True, slots=True)
class SlipOf:
    """One ticket to be put on paper. `follow_url` is where a phone follows the queue; the ticket's code is added."""

    ticket: TicketView
    language: Language
    offer: Offer
    follow_url: str

    @property
    def say(self) -> Wording:
        """The texts of the ticket's language."""
        return wording(self.language)


def slip(of: SlipOf) -> Slip:
    """Give the slip: hall, number, matter, every window, people ahead, minutes, time, QR, what to have ready.

    No personal data: not even the masked name (who finds a slip learns nothing of anybody).
    """
    say, ticket = of.say, of.ticket
    centre = Alignment.CENTRE
    items: list[SlipItem] = [
        Text(name_in(of.language, of.offer.catalogue.hall), Size.NORMAL, centre, bold=True),
        Text(say.slip_title, Size.NORMAL, centre),
        Text(ticket.number, Size.HUGE, centre, bold=True),
    ]
    if ticket.ticket_class == "green":
        items.append(Text(say.slip_green, Size.LARGE, centre, bold=True))
    items += [Rule(), *_rows(of), Rule(), *_bring(of)]
    items += [
        QrCode(of.follow_url.rstrip("/") + "/" + ticket.code),
        Text(say.slip_follow, Size.NORMAL, centre),
        Feed(1),
        Text(say.slip_keep, Size.NORMAL, centre),
        Cut(),
    ]
    return Slip(tuple(items))


def _rows(of: SlipOf) -> list[SlipItem]:
    say, ticket, offer = of.say, of.ticket, of.offer
    zone = ZoneInfo(offer.catalogue.hall.timezone)
    service = None if ticket.service is None else offer.services.get(ticket.service)
    matter = offer.queue(ticket.queue) if service is None else service
    return [
        Row(say.slip_matter, name_in(of.language, matter)),
        Row(say.slip_windows, "\n".join(windows_by_floor(offer, ticket.queue, of.language)), bold=True),
        Row(say.slip_ahead, say.result_ahead_value.format(count=ticket.ahead)),
        Row(say.slip_wait, wait_text(say, ticket.wait, ticket.ahead)),
        Row(say.slip_taken, f"{ticket.issued_at.astimezone(zone):%Y-%m-%d %H:%M}"),
    ]


def _bring(of: SlipOf) -> list[SlipItem]:
    papers = of.offer.to_bring(of.ticket.service)
    lines = [Text(of.say.slip_bring, bold=True), *(Text("· " + name_in(of.language, paper)) for paper in papers)]
    more = [Text(of.say.result_bring_more)] if of.ticket.service is not None else []
    return [*lines, *more, Feed(1)]


def list_slip(title: str, lines: tuple[str, ...], language: Language) -> Slip:
    """Give the list of papers a matter needs, to take home (G-01); no personal data."""
    say = wording(language)
    items: list[SlipItem] = [
        Text(title, Size.LARGE, Alignment.CENTRE, bold=True),
        Rule(),
        Text(say.slip_bring, bold=True),
        *(Text("· " + line) for line in lines),
        Feed(1),
        Cut(),
    ]
    return Slip(tuple(items))
