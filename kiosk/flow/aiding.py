"""What helps on every screen (K-13): a person called, controls within a wheelchair's reach, a voice. Pure."""

from dataclasses import replace

from kiosk.flow.context import Context
from kiosk.flow.events import CalledHelp, ChoseLanguage, Event, ToggledLargeType, ToggledSeated, ToggledVoice
from kiosk.flow.orders import AskHelp
from kiosk.flow.steps import Visit


def wish(visit: Visit, event: Event) -> Visit | None:
    """Give the visit after the visitor said how the screen shall be; None for what is no such wish."""
    match event:
        case ChoseLanguage(language):
            return replace(visit, language=language)
        case ToggledLargeType():
            return replace(visit, large=not visit.large, size_chosen=True)
        case ToggledSeated():
            return replace(visit, seated=not visit.seated)
        case ToggledVoice():
            return replace(visit, quiet=not visit.quiet)
        case CalledHelp(wanted):
            return replace(visit, calling=wanted)
        case _:
            return None


def call(event: Event, screen: str) -> tuple[AskHelp, ...]:
    """Give the order a call for help brings. `screen` is where the visitor stands, without the person."""
    return (AskHelp(screen, event.wanted),) if isinstance(event, CalledHelp) else ()


def heard(visit: Visit, context: Context) -> Visit:
    """Give the visit once the hall knows of its call: from then on the hall's own state is shown."""
    return replace(visit, calling=False) if visit.calling and help_wanted(context) else visit


def help_wanted(context: Context) -> bool:
    """Tell whether the hall says that a person is wanted here and nobody has come yet."""
    return context.help is not None and context.help.wanted
