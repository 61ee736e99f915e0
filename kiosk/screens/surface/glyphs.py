"""Text as pictures: how wide a line is, and its textures, kept for the next time.

A line is drawn in runs, one for each font it needs, on one baseline: a name with 𠮷 in it stays one line.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from kivy.core.text import Label

from kiosk.screens.theme.fonts import FontFiles

KEPT_PIXELS = 1_500_000
"""How many pixels of text are kept: about two screens' worth, 6 MB."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one font: its picture, its width and height, and how far its baseline is below its top."""

    texture: object
    width: float
    height: float
    ascent: float


class _Measuring(Protocol):
    """A label of Kivy's that is only asked for sizes."""

    def get_extents(self, text: str) -> tuple[int, int]: ...

    def get_ascent(self) -> int: ...


class Glyphs:
    """Measures and draws text with the kiosk's fonts."""

    def __init__(self, fonts: FontFiles) -> None:
        """Take the fonts."""
        self._fonts = fonts
        self._kept: OrderedDict[tuple[str, int, bool], tuple[Run, ...]] = OrderedDict()
        self._pixels = 0.0
        self._labels: dict[tuple[Path, int], _Measuring] = {}
        self.measure = lru_cache(maxsize=4_096)(self._measure)

    def _measure(self, text: str, em: int, bold: bool) -> float:  # noqa: FBT001 - MeasureText's own order
        """Give the width of a line in pixels."""
        runs = self._fonts.runs(text, bold=bold)
        return float(sum(self._label(font, em).get_extents(piece)[0] for piece, font in runs))

    def line(self, text: str, em: int, *, bold: bool) -> tuple[Run, ...]:
        """Give the runs of a line, white: the colour comes when they are drawn."""
        key = (text, em, bold)
        if (runs := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return runs
        runs = tuple(self._run(piece, font, em) for piece, font in self._fonts.runs(text, bold=bold))
        self._keep(key, runs)
        return runs

    def _keep(self, key: tuple[str, int, bool], runs: tuple[Run, ...]) -> None:
        self._kept[key] = runs
        self._pixels += sum(run.width * run.height for run in runs)
        while self._pixels > KEPT_PIXELS and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._pixels -= sum(run.width * run.height for run in gone)

    def _run(self, piece: str, font: Path, em: int) -> Run:
        label = Label(text=piece, font_size=em, font_name=str(font), color=(1, 1, 1, 1))
        label.refresh()
        width, height = label.texture.size
        return Run(label.texture, float(width), float(height), float(self._label(font, em).get_ascent()))

    def _label(self, font: Path, em: int) -> "_Measuring":
        label = self._labels.get((font, em))
        if label is None:
            label = cast("_Measuring", Label(font_size=em, font_name=str(font)))
            self._labels[font, em] = label
        return label
