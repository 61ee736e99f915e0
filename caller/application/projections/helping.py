"""What a kiosk hears of its call for a person (请人帮忙): retained, so that a kiosk that restarts knows it too."""

from collections.abc import Iterable, Iterator

from broker.messages.states import HelpState
from broker.terms import ClientCode, KioskCode
from caller.domain.cases.help import HelpCalled, HelpComing, HelpEnded
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall


def help_state(hall: Hall, kiosk: KioskCode) -> HelpState:
    """Give whether a person is wanted at a kiosk, and whether one comes."""
    call = hall.state.cases.help.get(kiosk)
    if call is None:
        return HelpState(kiosk=kiosk, wanted=False)
    return HelpState(kiosk=kiosk, wanted=True, since=call.since, coming=call.staff is not None, screen=call.screen)


def help_changes(hall: Hall, events: Iterable[AnyEvent]) -> Iterator[tuple[ClientCode, HelpState]]:
    """Give the kiosks whose call was changed by events, as it is now."""
    changed = [event.kiosk for event in events if isinstance(event, (HelpCalled, HelpComing, HelpEnded))]
    for kiosk in dict.fromkeys(changed):
        yield ClientCode(kiosk), help_state(hall, kiosk)
