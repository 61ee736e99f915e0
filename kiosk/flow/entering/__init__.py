"""What happens while a visitor types, signs or lays papers under the camera: pure, without the step that asked.

`transition` gives the next step, or what was given; then `kiosk.flow.transition` hands it to the step underneath.
"""

from typing import assert_never

from kiosk.flow.endings import Next
from kiosk.flow.entering import camera, signing, typing
from kiosk.flow.entering.camera import camera_orders
from kiosk.flow.events import Event, Given
from kiosk.flow.steps import Camera, EnteringStep, Signing, Typing

__all__ = ["camera_orders", "transition"]


def transition(step: EnteringStep, event: Event) -> Next | Given:
    """Give the step after `event` and its orders, or the value, signature or pages that the visitor gave."""
    match step:
        case Typing():
            return typing.transition(step, event)
        case Signing():
            return signing.transition(step, event)
        case Camera():
            return camera.transition(step, event)
        case _:
            assert_never(step)
