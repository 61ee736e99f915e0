"""Rules for help wanted at a kiosk (请人帮忙): one call per kiosk, until somebody comes or it is taken back."""

from datetime import datetime

from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.help import HelpCalled, HelpComing, HelpEnded
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.finding import staff_of


def call_help(hall: Hall, command: c.CallHelp, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Call a person, or take the call back; asking twice changes nothing."""
    del actor
    called = hall.state.cases.help.get(command.kiosk)
    if command.wanted == (called is not None):
        return []
    if command.wanted:
        return [HelpCalled(at=now, kiosk=command.kiosk, screen=command.screen)]
    return [HelpEnded(at=now, kiosk=command.kiosk)]


def come(hall: Hall, command: c.ComeToHelp, actor: Actor, now: datetime) -> list[AnyEvent]:
    """A member of the staff says "I come", and later that it is done."""
    staff = staff_of(actor)
    called = hall.state.cases.help.get(command.kiosk)
    if called is None:
        raise refusals.NoHelpCalled
    if command.done:
        return [HelpEnded(at=now, kiosk=command.kiosk)]
    return [HelpComing(at=now, kiosk=command.kiosk, staff=staff)] if called.staff != staff else []
