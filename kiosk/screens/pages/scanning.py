"""The screens of the camera: the live picture, a shot and its judgement, its corners by hand, more pages."""

from kiosk.flow.entering.camera import may_use
from kiosk.flow.events import (
    AnsweredKeeping,
    DroppedPage,
    FinishedPages,
    OpenedCorners,
    RetookShot,
    SetCorners,
    TookShot,
    UsedShot,
)
from kiosk.flow.sights import Advice, CameraTrouble
from kiosk.flow.steps import Camera, CameraPhase
from kiosk.screens.page import Button, Drawing, LivePicture, Notice, Page, Picture
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.theme.colours import Tone


def camera(step: Camera, look: Look) -> Page:
    """Show what the step is at."""
    match step.phase:
        case CameraPhase.LIVE | CameraPhase.TAKING:
            return _live(step, look)
        case CameraPhase.TAKEN:
            return _taken(step, look)
        case CameraPhase.CORNERS:
            return _corners(step, look)
        case CameraPhase.ENOUGH:
            return _enough(step, look)
        case CameraPhase.KEEP:
            return _keep(step, look)


def _material(step: Camera, look: Look) -> str:
    known = look.offer.catalogue.materials_by_code.get(step.material) if look.offer else None
    return str(step.material) if known is None else look.name(known)


def _live(step: Camera, look: Look) -> Page:
    say, preview = look.say.entering, step.preview
    taken = (say.camera_pages.format(count=len(step.pages)),) if step.pages else ()
    if step.trouble is not None:
        return look.page(
            say.camera_title,
            Picture(Drawing.ATTENTION),
            Notice(trouble_text(step.trouble, look), Tone.MIND),
            subtitle=_material(step, look),
            back=True,
            finish=True,
        )
    taking = step.phase is CameraPhase.TAKING
    if preview is None:
        words, tone = say.camera_starting, Tone.CALM
    else:
        words, tone = _advice(preview.advice, look)
    take = Button(say.camera_take, TookShot(), primary=True)
    finish = (Button(say.camera_finish, FinishedPages()),) if step.pages else ()
    return look.page(
        say.camera_title,
        Notice(say.camera_taking if taking else words, Tone.CALM if taking else tone),
        LivePicture(preview.still if preview else None, preview.corners if preview else None),
        subtitle=" · ".join((_material(step, look), *taken)),
        actions=() if taking or preview is None else (take, *finish),
        back=True,
        finish=True,
    )


def _advice(advice: Advice, look: Look) -> tuple[str, Tone]:
    say = look.say.entering
    texts = {
        Advice.LAY_PAPER: say.camera_lay,
        Advice.HOLD_STILL: say.camera_still,
        Advice.TOO_DARK: say.camera_dark,
        Advice.TOO_BRIGHT: say.camera_bright,
        Advice.TOO_BLURRED: say.camera_blurred,
        Advice.TOO_SMALL: say.camera_small,
        Advice.GOOD: say.camera_good,
    }
    tone = {Advice.GOOD: Tone.GOOD, Advice.LAY_PAPER: Tone.CALM}.get(advice, Tone.MIND)
    return texts[advice], tone


def trouble_text(trouble: CameraTrouble, look: Look) -> str:
    """Give why there is no picture, and what else can be done, in words."""
    say = look.say.entering
    return {
        CameraTrouble.ABSENT: say.camera_absent,
        CameraTrouble.UNPLUGGED: say.camera_unplugged,
        CameraTrouble.SILENT: say.camera_silent,
    }[trouble]


def _taken(step: Camera, look: Look) -> Page:
    say, shot = look.say.entering, step.shot
    usable = may_use(step)
    if shot is not None and not shot.found:
        words, tone = say.shot_guessed, Tone.MIND
    elif usable or shot is None:
        words, tone = say.shot_good, Tone.GOOD
    else:
        reason, tone = _advice(shot.advice, look)
        words = f"{say.shot_again_please}{look.say.entering.pause}{reason}"
    use = (Button(say.shot_use, UsedShot(), primary=True),) if usable else ()
    codes = (Notice(say.code_found, Tone.GOOD),) if shot is not None and shot.page.codes else ()
    return look.page(
        say.shot_title,
        Notice(words, tone),
        *codes,
        LivePicture(shot.paper if shot else None),
        subtitle=_material(step, look),
        actions=(
            *use,
            Button(say.shot_again, RetookShot(), primary=not usable),
            Button(say.shot_corners, OpenedCorners()),
        ),
        back=True,
        finish=True,
    )


def _corners(step: Camera, look: Look) -> Page:
    say, shot = look.say.entering, step.shot
    return look.page(
        say.corners_title,
        Notice(say.corners_hint),
        LivePicture(shot.whole if shot else None, step.corners, grips=True),
        subtitle=_material(step, look),
        actions=(Button(say.corners_done, SetCorners(), primary=True),),
        back=True,
        finish=True,
    )


def _enough(step: Camera, look: Look) -> Page:
    say = look.say.entering
    return look.page(
        say.enough_title,
        Picture(Drawing.DONE),
        statement(say.enough_text.format(count=len(step.pages))),
        subtitle=_material(step, look),
        actions=(
            Button(say.enough_done, FinishedPages(), primary=True),
            Button(say.enough_more, RetookShot()),
            Button(say.enough_drop, DroppedPage()),
        ),
        back=True,
        finish=True,
    )


def _keep(step: Camera, look: Look) -> Page:
    """Ask for what goes beyond this matter. Neither answer is the way on: the visitor is free to say no."""
    say = look.say.entering
    return look.page(
        say.keep_title,
        statement(say.keep_text),
        Notice(say.keep_no_text),
        subtitle=_material(step, look),
        actions=(
            Button(say.keep_yes, AnsweredKeeping(keep=True)),
            Button(say.keep_no, AnsweredKeeping(keep=False)),
        ),
        back=True,
        finish=True,
    )
