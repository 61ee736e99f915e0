"""A signature on the glass: strokes come, a wish to begin anew, the finished one. Pure."""

from dataclasses import replace
from itertools import pairwise

from broker.messages import Signature
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import Drew, Event, GaveSignature, Signed, WentBack, WipedSignature
from kiosk.flow.sights import Point
from kiosk.flow.steps import Signing
from kiosk.flow.visiting import with_visit

STROKES_AT_MOST = 200
LEAST_LENGTH = 0.15
"""A signature is longer than this, in widths of the area: a mere touch is none."""


def transition(step: Signing, event: Event) -> Next | Signed:
    """Give the step after a stroke, or the signature once it is whole."""
    match event:
        case WentBack():
            return stay(with_visit(step.under, step.visit))
        case Drew(stroke) if stroke and len(step.strokes) < STROKES_AT_MOST:
            return stay(replace(step, strokes=(*step.strokes, stroke)))
        case WipedSignature():
            return stay(replace(step, strokes=()))
        case GaveSignature(aspect) if is_signature(step):
            return Signed(Signature(aspect=aspect, strokes=step.strokes))
        case _:
            return stay(step)


def is_signature(step: Signing) -> bool:
    """Tell whether there is enough ink to be one."""
    return sum(_length(stroke) for stroke in step.strokes) >= LEAST_LENGTH


def _length(stroke: tuple[Point, ...]) -> float:
    steps = pairwise(stroke)
    return sum(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 for (x1, y1), (x2, y2) in steps)
