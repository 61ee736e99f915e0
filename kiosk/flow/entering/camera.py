"""Papers under the camera: live picture, a shot, its judgement, corners by hand, more pages. Pure.

The camera runs exactly while a camera step is shown or waits under a countdown: `camera_orders` sees to it, however the
step was reached or left.
"""

from dataclasses import replace

from broker.messages.case_requests import LARGEST_PAGES
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import (
    AnsweredKeeping,
    CameraFailed,
    DroppedPage,
    Event,
    FinishedPages,
    OpenedCorners,
    PagesTaken,
    PointedAt,
    PreviewCame,
    RetookShot,
    SetCorners,
    ShotCame,
    TookShot,
    UsedShot,
    WentBack,
)
from kiosk.flow.orders import CameraOrder, StartCamera, StopCamera, Straighten, TakeShot
from kiosk.flow.sights import Advice, Corners
from kiosk.flow.steps import Camera, CameraPhase, CardRemoved, PleaseWait, Step, TimeoutWarning
from kiosk.flow.visiting import with_visit


def wants_camera(step: Step) -> bool:
    """Tell whether the camera is to run: its step is shown, or comes back after a countdown, and pages are wanted."""
    if isinstance(step, TimeoutWarning | CardRemoved | PleaseWait):
        return wants_camera(step.under)
    return isinstance(step, Camera) and step.phase is not CameraPhase.KEEP


def camera_orders(before: Step, after: Step) -> tuple[CameraOrder, ...]:
    """Give what the camera has to be told between two steps."""
    match wants_camera(before), wants_camera(after):
        case False, True:
            return (StartCamera(),)
        case True, False:
            return (StopCamera(),)
        case _:
            return ()


def transition(step: Camera, event: Event) -> Next | PagesTaken:
    """Give the step after a tap or a picture, or the pages once all are taken."""
    match event:
        case FinishedPages() if step.pages and step.phase in {CameraPhase.LIVE, CameraPhase.ENOUGH}:
            if step.keepable:
                return stay(replace(step, phase=CameraPhase.KEEP))
            return PagesTaken(step.material, step.pages)
        case AnsweredKeeping(keep) if step.phase is CameraPhase.KEEP:
            return PagesTaken(step.material, step.pages, keep)
        case CameraFailed(trouble):
            phase = CameraPhase.LIVE if step.phase is CameraPhase.TAKING else step.phase
            return stay(replace(step, phase=phase, trouble=trouble, preview=None))
        case WentBack():
            return stay(_back(step))
        case _:
            return _in_phase(step, event)


def _in_phase(step: Camera, event: Event) -> Next:
    match step.phase:
        case CameraPhase.LIVE:
            return _live(step, event)
        case CameraPhase.TAKING:
            return stay(_taken(step, event))
        case CameraPhase.TAKEN:
            return stay(_judged(step, event))
        case CameraPhase.CORNERS:
            return _by_hand(step, event)
        case CameraPhase.ENOUGH:
            return stay(_enough(step, event))
        case CameraPhase.KEEP:
            return stay(step)


def _back(step: Camera) -> Step:
    match step.phase:
        case CameraPhase.CORNERS:
            return replace(step, phase=CameraPhase.TAKEN)
        case CameraPhase.TAKEN:
            return replace(step, phase=CameraPhase.LIVE, shot=None)
        case CameraPhase.KEEP:
            return replace(step, phase=CameraPhase.ENOUGH)
        case CameraPhase.LIVE | CameraPhase.TAKING if step.pages:
            # what was taken is not lost by a wrong tap
            return replace(step, phase=CameraPhase.ENOUGH)
        case _:
            return with_visit(step.under, step.visit)


def _live(step: Camera, event: Event) -> Next:
    match event:
        case PreviewCame(preview):
            return stay(replace(step, preview=preview, trouble=None))
        case TookShot() if step.preview is not None and step.trouble is None:
            return replace(step, phase=CameraPhase.TAKING, shot=None), (TakeShot(),)
        case _:
            return stay(step)


def _taken(step: Camera, event: Event) -> Camera:
    match event:
        case ShotCame(shot):
            return replace(step, phase=CameraPhase.TAKEN, shot=shot, corners=shot.corners)
        case _:
            return step


def may_use(step: Camera) -> bool:
    """Tell whether the picture that was taken is good enough to hand in."""
    return step.shot is not None and step.shot.found and step.shot.advice is Advice.GOOD


def _judged(step: Camera, event: Event) -> Camera:
    match event:
        case UsedShot() if may_use(step) and step.shot is not None:
            return replace(step, phase=CameraPhase.ENOUGH, pages=(*step.pages, step.shot.page), shot=None)
        case RetookShot():
            return replace(step, phase=CameraPhase.LIVE, shot=None)
        case OpenedCorners():
            return replace(step, phase=CameraPhase.CORNERS)
        case _:
            return step


def _by_hand(step: Camera, event: Event) -> Next:
    match event:
        case PointedAt(x, y):
            return stay(replace(step, corners=nearest_moved(step.corners, x, y)))
        case SetCorners():
            return replace(step, phase=CameraPhase.TAKING), (Straighten(step.corners),)
        case _:
            return stay(step)


def nearest_moved(corners: Corners, x: float, y: float) -> Corners:
    """Give the corners with the nearest one at x, y."""
    distances = [(cx - x) ** 2 + (cy - y) ** 2 for cx, cy in corners]
    nearest = distances.index(min(distances))
    first, second, third, fourth = (
        (min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) if place == nearest else corner
        for place, corner in enumerate(corners)
    )
    return first, second, third, fourth


def _enough(step: Camera, event: Event) -> Camera:
    match event:
        case RetookShot() if len(step.pages) < LARGEST_PAGES:
            return replace(step, phase=CameraPhase.LIVE)
        case DroppedPage():
            pages = step.pages[:-1]
            return replace(step, pages=pages, phase=CameraPhase.ENOUGH if pages else CameraPhase.LIVE)
        case _:
            return step
