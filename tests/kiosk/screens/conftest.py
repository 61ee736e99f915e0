"""One Kivy window for all screen tests: real pixels without a display. It is imported once Kivy knows of that."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broker.messages import Language
from kiosk.flow.context import Context
from kiosk.flow.steps import Step, Visit
from kiosk.screens.layout import Frame, lay_out
from kiosk.screens.pages import page_of
from kiosk.screens.surface.environment import configure, prepare
from kiosk.screens.theme.fonts import font_files
from kiosk.screens.theme.panel import LANDSCAPE, PORTRAIT, Panel
from tests.kiosk.screens.scenes import LYING, SCENES
from tests.kiosk.world import ROOT

FONTS = ROOT / ".cache/fonts"
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
MODES = [
    (large, lying, seated)
    for lying, seated in ((False, False), (True, False), (False, True))
    for large in (False, True)
]

Measured = tuple[Frame, Panel, Visit]


class Stage:
    """A window, a surface and the fonts."""

    def __init__(self, home: Path) -> None:
        prepare(home, headless=True)
        configure(PORTRAIT, fullscreen=False)
        from kivy.core.window import Window  # noqa: PLC0415

        from kiosk.screens.surface.canvas import Surface  # noqa: PLC0415
        from kiosk.screens.surface.glyphs import Glyphs  # noqa: PLC0415

        self.glyphs = Glyphs(font_files(FONTS))
        self.surface = Surface(self.glyphs)
        Window.add_widget(self.surface)
        self._canvases: dict[tuple[int, int], Any] = {}

    def frame(self, step: Step, context: Context, panel: Panel = PORTRAIT) -> Frame:
        return lay_out(page_of(step, context), panel, self.glyphs.measure)

    def picture(self, frame: Frame) -> Image.Image:
        """Drawn beside the window, which has one size for the whole session."""
        from kivy.core.window import Window  # noqa: PLC0415
        from kivy.graphics import ClearBuffers, ClearColor, Fbo  # noqa: PLC0415

        self.surface.show(frame)
        size = (frame.width, frame.height)
        if size not in self._canvases:
            self._canvases[size] = Fbo(size=size)
        canvas = self._canvases[size]
        canvas.clear()
        canvas.add(ClearColor(*Window.clearcolor))
        canvas.add(ClearBuffers())
        canvas.add(self.surface.canvas)
        canvas.draw()
        picture = Image.frombytes("RGBA", size, canvas.pixels).convert("RGB")
        canvas.remove(self.surface.canvas)
        return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("kivy"))


@pytest.fixture(params=MODES, ids=str, scope="session")
def frames(request: pytest.FixtureRequest, stage: Stage) -> list[tuple[str, Measured]]:
    """Every scene in every language, for one mode and one way the panel is mounted."""
    large, lying, seated = request.param
    panel = LANDSCAPE if lying else PORTRAIT
    measured: list[tuple[str, Measured]] = []
    for scene in LYING if lying else SCENES:
        for language in LANGUAGES:
            visit = Visit(language, large, seated=seated)
            step, context = SCENES[scene](visit)
            measured.append((f"{scene} {language}", (stage.frame(step, context, panel), panel, visit)))
    return measured
