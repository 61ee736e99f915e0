"""Every screen × language × mode against a picture a person has looked at; see `tests/golden_pictures.py`."""

import pytest

from broker.messages import Language
from kiosk.flow.steps import Visit
from kiosk.screens.theme.panel import LANDSCAPE, PORTRAIT, Panel
from tests.golden_pictures import GOLDEN, GoldenPictures
from tests.kiosk.screens.conftest import Stage
from tests.kiosk.screens.scenes import LYING, SCENES

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
CASES: list[tuple[str, Visit, Panel]] = [
    *((scene, Visit(language, seated=True), PORTRAIT) for scene in SCENES for language in LANGUAGES),
    *(
        (scene, Visit(language, large), panel)
        for panel, scenes in ((PORTRAIT, tuple(SCENES)), (LANDSCAPE, LYING))
        for scene in scenes
        for language in LANGUAGES
        for large in (False, True)
    ),
]


def _name(scene: str, visit: Visit, panel: Panel) -> str:
    mode = "seated" if visit.seated else "large" if visit.large else "normal"
    return f"kiosk/{visit.language}-{mode}{'-lying' if panel.landscape else ''}/{scene}"


@pytest.mark.req("K-15")
@pytest.mark.req("Q-01")
@pytest.mark.req("Q-03")
@pytest.mark.parametrize(("scene", "visit", "panel"), CASES, ids=[_name(*case) for case in CASES])
def test_a_screen_looks_as_it_was_approved(
    stage: Stage, golden_pictures: GoldenPictures, scene: str, visit: Visit, panel: Panel
) -> None:
    step, context = SCENES[scene](visit)
    golden_pictures.check(stage.picture(stage.frame(step, context, panel)), _name(scene, visit, panel))


def test_no_picture_is_left_over() -> None:
    kept = {str(path.relative_to(GOLDEN).with_suffix("")) for path in (GOLDEN / "kiosk").rglob("*.png")}
    assert kept == {_name(*case) for case in CASES}
