"""The screens around a ticket: getting it, the number, the reprint, the one already held."""

from dataclasses import replace

from kiosk.flow.events import AskedReprint, AskedReturn, Continued, Finished, SlipTrouble
from kiosk.flow.steps import AlreadyHolding, PassedOver, Printing, Ticket
from kiosk.flow.ticketing import may_return
from kiosk.screens.page import BigNumber, Button, Drawing, Fact, Facts, Notice, Page, Picture
from kiosk.screens.pages.parts import Look, map_button, statement, ticket_facts, windows_text
from kiosk.screens.theme.colours import Tone
from kiosk.wording import Wording


def issuing(look: Look) -> Page:
    """Say that the number is being fetched."""
    say = look.say
    return look.page(say.issuing_title, Picture(Drawing.PRINTER), statement(say.issuing_text))


def ticket(step: Ticket, look: Look) -> Page:
    """Show the number, and whether it is on paper."""
    say = look.say
    failed = step.printing is Printing.FAILED
    again, another = Button(say.ticket_print_again, AskedReprint(step.ticket)), Button(say.ticket_another, Continued())
    way = () if step.printing is Printing.RUNNING else map_button(look, step.ticket.queue)
    title = say.reprint_title if step.again else say.ticket_title
    return look.page(
        say.ticket_title_unprinted if failed else title,
        BigNumber(say.ticket_caption, step.ticket.number),
        *_slip_notices(step, say),
        Facts(_told(step, look)),
        actions=(Button(say.finish, Finished(), primary=True), again if failed else another, *way),
    )


def _told(step: Ticket, look: Look) -> tuple[Fact, ...]:
    """Give what is said of the ticket: how long it takes too, but where a fault or a wheelchair's reach needs room."""
    facts = ticket_facts(look, step.ticket)
    failed, close = step.printing is Printing.FAILED, look.visit.seated and look.visit.large
    if failed and close:
        return facts[1:2]
    return facts if failed or close else (*facts[:-1], replace(facts[-1], needed=True))


def _slip_notices(step: Ticket, say: Wording) -> list[Notice]:
    match step.printing:
        case Printing.RUNNING:
            return [Notice(say.ticket_printing)]
        case Printing.DONE:
            return [Notice(say.ticket_printed, Tone.GOOD)]
        case Printing.FAILED:
            trouble = step.trouble or SlipTrouble.BROKEN
            # a printer that fell silent may have printed all the same: nothing is said that nobody knows
            first = say.ticket_unconfirmed if trouble is SlipTrouble.SILENT else say.ticket_not_printed
            return [Notice(first, Tone.FAULT), Notice(trouble_text(trouble, say), Tone.MIND)]


def trouble_text(trouble: SlipTrouble, say: Wording) -> str:
    """Give why a slip did not come out, in words."""
    return {
        SlipTrouble.OUT_OF_PAPER: say.slip_out_of_paper,
        SlipTrouble.COVER_OPEN: say.slip_cover_open,
        SlipTrouble.UNPLUGGED: say.slip_unplugged,
        SlipTrouble.SILENT: say.slip_silent,
        SlipTrouble.BROKEN: say.slip_broken,
    }[trouble]


def already_holding(step: AlreadyHolding, look: Look) -> Page:
    """Show the number the visitor already has, and offer it on paper again."""
    say = look.say
    return look.page(
        say.holding_title,
        BigNumber(say.ticket_caption, step.ticket.number),
        Notice(say.holding_text),
        Facts(ticket_facts(look, step.ticket)),
        actions=(
            Button(say.holding_reprint, AskedReprint(step.ticket), primary=True),
            Button(say.holding_other, Continued()),
        ),
        finish=True,
    )


def passed_over(step: PassedOver, look: Look) -> Page:
    """Tell a visitor who was called and did not come what can still be done."""
    say, number = look.say, step.ticket.number
    still = may_return(step.ticket, look.context)
    matter = Fact(say.slip_matter, look.matter(step.ticket.queue, step.ticket.service))
    return look.page(
        say.passed_title,
        BigNumber(say.ticket_caption, number),
        Notice(say.passed_may_return if still else say.passed_too_late, Tone.MIND),
        Facts((matter, Fact(say.result_windows, windows_text(look, step.ticket.queue)))),
        actions=(
            Button(say.passed_return if still else say.passed_new_number, AskedReturn(), primary=True),
            Button(say.holding_other, Continued()),
        ),
        finish=True,
    )
