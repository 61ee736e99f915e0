"""The screens while the hall is at it: what it does, and how far the licences are."""

from kiosk.flow.applying.providing import SLOW_SECONDS
from kiosk.flow.events import Continued
from kiosk.flow.steps import Calling, Doing, HallWorks
from kiosk.screens.page import Block, Bullets, Button, Drawing, Notice, Page, Picture
from kiosk.screens.pages.applying.phrases import material_name, state_text, words
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.theme.colours import Tone


def hall_works(step: HallWorks, look: Look) -> Page:
    """Say what the hall is doing."""
    say = words(look)
    title = {
        Doing.OPENING: say.works_opening,
        Doing.LOOKING: say.works_looking,
        Doing.LISTING: say.works_looking,
        Doing.HANDING_IN: say.works_handing_in,
        Doing.SUBMITTING: say.works_submitting,
    }.get(step.doing, say.works_saving)
    return look.page(title, Picture(Drawing.CLOCK), statement(say.works_text), finish=True)


def calling(step: Calling, look: Look) -> Page:
    """Show which licences have come, and what else can be done where it takes long (K-03)."""
    say = words(look)
    shown = [material for material in step.view.materials if material.state in {"calling", "called"}]
    colon = ": " if look.visit.language == "en" else "："
    lines = tuple(material_name(look, known.material) + colon + state_text(look, known) for known in shown)
    slow: tuple[Block, ...] = (Notice(say.calling_slow, Tone.MIND),) if step.waited >= SLOW_SECONDS else ()
    return look.page(
        say.calling_title,
        *slow,
        Bullets(say.consent_what, lines),
        actions=(Button(say.calling_on, Continued(), primary=bool(slow)),),
        finish=True,
    )
