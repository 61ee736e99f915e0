"""The screen on which a visitor signs with a finger."""

from kiosk.flow.entering.signing import is_signature
from kiosk.flow.events import GaveSignature, WipedSignature
from kiosk.flow.steps import Signing
from kiosk.screens.page import Button, Page, Paragraph, SignaturePad
from kiosk.screens.pages.parts import Look

ASPECT = 2.2


def signing(step: Signing, look: Look) -> Page:
    """Say what is signed, and give glass to write on."""
    say = look.say.entering
    about = () if step.about is None else (Paragraph(step.about.in_language(look.visit.language)),)
    done = (Button(say.sign_done, GaveSignature(ASPECT), primary=True),) if is_signature(step) else ()
    wipe = (Button(say.sign_wipe, WipedSignature()),) if step.strokes else ()
    return look.page(
        say.sign_title,
        *about,
        SignaturePad(step.strokes, say.sign_hint, ASPECT),
        actions=(*done, *wipe),
        back=True,
        finish=True,
    )
