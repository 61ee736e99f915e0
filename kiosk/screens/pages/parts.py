"""What every page is made with: the visitor's words, the world, the head and the foot; and how figures are written."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from broker.messages import LineState, TicketView
from broker.terms import QueueLetter, ServiceCode
from kiosk.flow.aiding import help_wanted
from kiosk.flow.context import Context
from kiosk.flow.events import (
    CalledHelp,
    ChoseLanguage,
    Finished,
    OpenedMap,
    ToggledLargeType,
    ToggledSeated,
    ToggledVoice,
    WentBack,
)
from kiosk.flow.figures import wait_text, windows_by_floor
from kiosk.flow.offer import Offer
from kiosk.flow.steps import Visit
from kiosk.flow.way import way_text
from kiosk.screens.page import Band, Block, Button, Fact, Foot, Page, Paragraph
from kiosk.screens.theme.sizes import TextSize
from kiosk.wording import WORDINGS, Named, Wording, name_in, to_traditional, wording


@dataclass(frozen=True, slots=True)
class Look:
    """A page under way: whose it is and what is known."""

    visit: Visit
    context: Context

    @property
    def say(self) -> Wording:
        """The texts of the visitor's language."""
        return wording(self.visit.language)

    @property
    def offer(self) -> Offer | None:
        """The catalogue, arranged; None until one was had."""
        return self.context.offer

    def name(self, named: Named) -> str:
        """Give the name of something of the catalogue."""
        return name_in(self.visit.language, named)

    def characters(self, typed: str) -> str:
        """Give what is typed on the pad, simplified as the catalogue is, in the visitor's own characters."""
        return "".join(map(to_traditional, typed)) if self.visit.language == "zh-Hant" else typed

    def local(self, moment: datetime) -> datetime:
        """Give a moment in the hall's own time zone."""
        return moment.astimezone(ZoneInfo(self.offer.catalogue.hall.timezone)) if self.offer else moment

    def clock(self, moment: datetime | None) -> str:
        """Give hours and minutes in the hall's time zone; nothing for no moment."""
        return "" if moment is None or self.offer is None else f"{self.local(moment):%H:%M}"

    def page(
        self,
        title: str,
        *blocks: Block,
        subtitle: str = "",
        actions: tuple[Button, ...] = (),
        back: bool = False,
        finish: bool = False,
        reach: bool = False,
    ) -> Page:
        """Give a page with head and foot. `back` and `finish` say whether those ways are open here.

        `reach` offers the wheelchair mode; who is in it may leave it everywhere.
        """
        say, aid, visit = self.say, self.say.aiding, self.visit
        return Page(
            hall=self.name(self.offer.catalogue.hall) if self.offer else "",
            clock=self.clock(self.context.now),
            title=title,
            subtitle=subtitle,
            blocks=blocks,
            actions=actions,
            foot=Foot(
                back=Button(say.back, WentBack()) if back else None,
                languages=tuple(Button(text.language_name, ChoseLanguage(code)) for code, text in WORDINGS.items()),
                spoken=say.language_name,
                size=Button(say.normal_type if visit.large else say.large_type, ToggledLargeType()),
                finish=Button(say.finish, Finished()) if finish else None,
                help=self._help(),
                reach=Button(aid.standing if visit.seated else aid.seated, ToggledSeated()) if reach else None,
                voice=Button(aid.voice_on if visit.quiet else aid.voice_off, ToggledVoice()) if visit.large else None,
            ),
            turn_back=say.earlier,
            turn_on=say.later,
            page_of=say.page_of,
            large=visit.large,
            seated=visit.seated,
            band=self._band(),
            language=visit.language,
            quiet=visit.quiet,
            pause=aid.pause,
        )

    def _help(self) -> Button:
        wanted = self.visit.calling or help_wanted(self.context)
        aid = self.say.aiding
        return Button(aid.call_off, CalledHelp(wanted=False)) if wanted else Button(aid.call, CalledHelp())

    def _band(self) -> Band | None:
        aid, help_ = self.say.aiding, self.context.help
        if help_ is not None and help_.wanted:
            return Band(aid.coming if help_.coming else aid.called, coming=help_.coming)
        if self.visit.calling:
            return Band(aid.calling if self.context.hall_here else aid.not_called, coming=False)
        return None

    def matter(self, queue: QueueLetter, service: ServiceCode | None) -> str:
        """Give what a ticket is for: the matter, or the queue where it has none."""
        if self.offer is None:
            return str(queue)
        if service is not None and service in self.offer.services:
            return self.name(self.offer.services[service])
        return self.name(self.offer.queue(queue))

    def floor_of_guide(self) -> int:
        """Give the floor of the guide desk; the ground floor where the hall names none."""
        desk = self.offer.guide_desk() if self.offer else None
        return desk.floor if desk else 1


def statement(text: str) -> Paragraph:
    """Give the one sentence a page is about, under its drawing."""
    return Paragraph(text, TextSize.LEAD, bold=True, centred=True)


def windows_text(look: Look, queue: QueueLetter) -> str:
    """Give every window of a queue with its floor, one floor a line."""
    return "\n".join(windows_by_floor(look.offer, queue, look.visit.language)) if look.offer else ""


def map_button(look: Look, queue: QueueLetter) -> tuple[Button, ...]:
    """Offer the map where a way from this kiosk to the queue's windows is known."""
    known = look.offer is not None and way_text(look.offer, look.context.kiosk, queue, look.visit.language)
    return (Button(look.say.guiding.map_open, OpenedMap()),) if known else ()


def way_facts(look: Look, queue: QueueLetter) -> tuple[Fact, ...]:
    """Say how to get from this kiosk to the queue's windows, where that is known; the map says it too."""
    way = way_text(look.offer, look.context.kiosk, queue, look.visit.language) if look.offer is not None else ""
    return (Fact(look.say.guiding.way, way, needed=False),) if way else ()


def line_facts(look: Look, queue: QueueLetter, line: LineState | None) -> tuple[Fact, ...]:
    """Give windows, people ahead and minutes of a queue before a ticket is taken; no wait that cannot begin."""
    say = look.say
    facts = [Fact(say.result_windows, windows_text(look, queue)), *way_facts(look, queue)]
    if line is not None and line.open:
        facts.append(Fact(say.result_ahead, say.result_ahead_value.format(count=line.waiting), strong=True))
        facts.append(Fact(say.result_wait, wait_text(say, line.wait, line.waiting)))
    return tuple(facts)


def ticket_facts(look: Look, ticket: TicketView) -> tuple[Fact, ...]:
    """Give matter, windows, way, people ahead and minutes of a ticket; a slip in the hand says the matter too."""
    say = look.say
    return (
        Fact(say.slip_matter, look.matter(ticket.queue, ticket.service), needed=False),
        Fact(say.result_windows, windows_text(look, ticket.queue)),
        *way_facts(look, ticket.queue),
        Fact(say.result_ahead, say.result_ahead_value.format(count=ticket.ahead)),
        Fact(say.result_wait, wait_text(say, ticket.wait, ticket.ahead), needed=False),
    )
