"""The table of this chapter's screens. A step without a row is a type error."""

from typing import assert_never

from kiosk.flow.steps import (
    ApplyingStep,
    Asking,
    Calling,
    CaseShown,
    Consent,
    FieldShown,
    Form,
    HallWorks,
    Matched,
    Materials,
    MaterialShown,
    MyCases,
    Paper,
    Promise,
    RateCase,
    Review,
    Unsure,
)
from kiosk.screens.page import Page
from kiosk.screens.pages.applying import form, guiding, handing, materials, waiting
from kiosk.screens.pages.parts import Look


def page_of(step: ApplyingStep, look: Look) -> Page:  # noqa: C901 - a table: one line a screen
    """Give the page of a step."""
    match step:
        case Asking():
            return guiding.asking(step, look)
        case Matched():
            return guiding.matched(step, look)
        case Unsure():
            return guiding.unsure(step, look)
        case Consent():
            return guiding.consent(step, look)
        case HallWorks():
            return waiting.hall_works(step, look)
        case Calling():
            return waiting.calling(step, look)
        case Form():
            return form.form(step, look)
        case FieldShown():
            return form.field_shown(step, look)
        case Materials():
            return materials.materials(step, look)
        case MaterialShown():
            return materials.material_shown(step, look)
        case Promise():
            return materials.promise(step, look)
        case Review():
            return handing.review(step, look)
        case Paper():
            return handing.paper(step, look)
        case CaseShown():
            return handing.case_shown(step, look)
        case RateCase():
            return handing.rate_case(step, look)
        case MyCases():
            return handing.my_cases(step, look)
        case _:
            assert_never(step)
