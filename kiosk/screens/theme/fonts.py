"""The kiosk's fonts: Noto Sans SC in two weights, and HanaMin for the characters of names that it lacks.

The package brings Noto Sans SC as a variable font whose default weight is a hairline, so static cuts of 400 and 700 are
made once into a cache folder (half a minute, `python -m kiosk.screens.theme.fonts FOLDER`). Never the first face of a
Noto CJK collection: it is Japanese, and 直 骨 门 come out in Japanese shapes.
"""

import sys
from bisect import bisect_right
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

RARE_FONTS = (
    Path("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf"),
    Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"),
)
"""Debian's fonts-hanazono: A the characters of plane 0, B those beyond it."""

REGULAR, BOLD = 400, 700
_SOURCE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
_BEYOND_PLANE_0 = 0x10000


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Where the fonts are, and which characters Noto Sans SC has, as ascending ranges."""

    regular: Path
    bold: Path
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def covers(self, character: str) -> bool:
        """Tell whether Noto Sans SC can draw this character."""
        place = bisect_right(self.starts, ord(character)) - 1
        return place >= 0 and ord(character) <= self.ends[place]

    def file_for(self, character: str, *, bold: bool) -> Path:
        """Give the font that draws this character."""
        if self.covers(character):
            return self.bold if bold else self.regular
        fallback = RARE_FONTS[ord(character) >= _BEYOND_PLANE_0]
        return fallback if fallback.exists() else self.regular

    def runs(self, text: str, *, bold: bool) -> list[tuple[str, Path]]:
        """Cut a line into pieces that one font can draw."""
        runs: list[tuple[str, Path]] = []
        for character in text:
            font = self.file_for(character, bold=bold)
            if runs and runs[-1][1] == font:
                runs[-1] = (runs[-1][0] + character, font)
            else:
                runs.append((character, font))
        return runs


def font_files(cache: Path) -> FontFiles:
    """Give the fonts in `cache`, made now if they are not there yet."""
    regular, bold, coverage = (cache / name for name in ("NotoSansSC-400.ttf", "NotoSansSC-700.ttf", "coverage.txt"))
    if not coverage.exists():
        _make(cache, coverage)
    return _read(regular, bold, coverage)


@lru_cache(maxsize=4)
def _read(regular: Path, bold: Path, coverage: Path) -> FontFiles:
    ranges = [line.split("-") for line in coverage.read_text(encoding="ascii").split()]
    return FontFiles(
        regular, bold, tuple(int(low, 16) for low, _ in ranges), tuple(int(high, 16) for _, high in ranges)
    )


def _make(cache: Path, coverage: Path) -> None:
    """Cut both weights side by side; the coverage is written last and says that all is there."""
    cache.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        list(pool.map(_cut, (REGULAR, BOLD), (cache, cache)))
    ranges = " ".join(f"{low:x}-{high:x}" for low, high in _ranges(cache / f"NotoSansSC-{REGULAR}.ttf"))
    draft = coverage.with_suffix(".part")
    draft.write_text(ranges, encoding="ascii")
    draft.replace(coverage)


def _cut(weight: int, cache: Path) -> None:
    # fontTools costs a tenth of a second: only who makes fonts pays it
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    with as_file(files("justmytype_intl_cjk").joinpath(_SOURCE)) as source, TTFont(source) as font:
        # layout tables are for shaping engines; SDL draws character by character
        for table in ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx"):
            if table in font:
                del font[table]
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
        draft = cache / f"NotoSansSC-{weight}.part"
        font.save(draft)
        draft.replace(cache / f"NotoSansSC-{weight}.ttf")


def _ranges(path: Path) -> list[tuple[int, int]]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(path, lazy=True) as font:
        points = sorted(font.getBestCmap() or ())
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


if __name__ == "__main__":
    font_files(Path(sys.argv[1]))
