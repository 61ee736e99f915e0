"""The screens that stand there when nobody is: out of service, closed, please wait, start; and where people help."""

from kiosk.flow.events import AskedGuide, ChoseNoCard, OpenedGuides
from kiosk.screens.page import Block, Button, Drawing, Notice, Page, Paragraph, Picture
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.theme.colours import Tone


def out_of_service(look: Look) -> Page:
    """Say that the program is recovering, and who else gives numbers."""
    say = look.say
    return look.page(
        say.out_title,
        Picture(Drawing.ATTENTION),
        statement(say.out_text),
        Notice(say.out_elsewhere.format(floor=look.floor_of_guide()), Tone.MIND),
    )


def closed(look: Look) -> Page:
    """Say when the hall opens."""
    say = look.say
    return look.page(
        say.closed_title,
        Picture(Drawing.CLOCK),
        statement(_opening(look)),
        Notice(say.closed_help.format(floor=look.floor_of_guide())),
    )


def _opening(look: Look) -> str:
    say, opens_at, now = look.say, look.context.opens_at, look.context.now
    if opens_at is None or look.offer is None:
        return say.closed_no_time
    opening = look.local(opens_at)
    if now is not None and look.local(now).date() == opening.date():
        return say.closed_opens_today.format(time=f"{opening:%H:%M}")
    weekday = say.weekdays[opening.weekday()]
    month = say.months[opening.month - 1]
    return say.closed_opens_on.format(month=month, day=opening.day, weekday=weekday, time=f"{opening:%H:%M}")


def please_wait(look: Look) -> Page:
    """Say that the hall is away and that nothing is lost."""
    say = look.say
    return look.page(
        say.wait_title,
        Picture(Drawing.CLOCK),
        statement(say.wait_text),
        Notice(say.wait_kept),
    )


def start(look: Look) -> Page:
    """Invite: a card, or a finger. At night, in the 24-hour zone, without numbers (K-06)."""
    say, context = look.say, look.context
    reads = context.has_reader and context.reader_works
    night = not context.hall_open
    blocks: list[Block] = [Notice(say.start_night)] if night else []
    if reads:
        # a card that was left behind has to go before the next one can be laid
        invitation = Notice(say.start_take_card, Tone.MIND) if context.card_on_pad else statement(say.start_card)
        blocks += [Picture(Drawing.CARD), invitation]
    else:
        blocks.append(statement(say.start_touch))
        if context.has_reader:
            blocks.append(Notice(say.start_card_no_reader, Tone.MIND))
        if context.printer_trouble is None:
            blocks.insert(0, Picture(Drawing.PRINTER))
    if context.printer_trouble is not None:
        blocks.append(Notice(say.result_printer, Tone.MIND))
    if reads:
        blocks.append(Paragraph(say.start_privacy, centred=True))
    return look.page(
        say.start_title_night if night else say.start_title,
        *blocks,
        actions=(Button(say.guiding.open, OpenedGuides()),)
        if night
        else (
            Button(say.start_no_card if reads else say.start_take, ChoseNoCard(), primary=True),
            Button(say.guiding.open, OpenedGuides()),
            Button(say.start_guide, AskedGuide()),
        ),
        reach=True,
    )


def guide_hint(look: Look) -> Page:
    """Say where people help."""
    say = look.say
    desk = look.offer.guide_desk() if look.offer else None
    where = say.guide_place.format(floor=desk.floor, window=desk.number) if desk else ""
    blocks: list[Block] = [statement(where)] if where else []
    return look.page(
        say.guide_title,
        *blocks,
        Notice(say.guide_text),
        actions=(Button(say.guide_on, ChoseNoCard(), primary=True),),
        back=True,
        finish=True,
    )
