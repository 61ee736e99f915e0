"""Pictures under tests/golden/, how a rendered one is held against them, and contact sheets of all (`--pictures`).

A golden picture is half the size of what was rendered, in at most 64 colours, and no more than 56 KB. A new picture is
the same when at most 0.5 % of its pixels differ from the golden by more than 48 of 255 in any channel: enough for
another machine's anti-aliasing, too little for a moved line of text.
`scripts/test --update-pictures` writes them anew; a person looks at each before it is committed.
"""

import io
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

GOLDEN = Path(__file__).with_name("golden")
SHEETS = Path(__file__).parents[1] / "build" / "pictures"
COLOURS = 64
MOST_BYTES = 56 * 1024
CHANNEL_TOLERANCE = 48
SHARE_TOLERANCE = 0.005
SHEET_COLUMNS = 6
SHEET_CELL = (300, 560)


class GoldenPictures:
    """Compares pictures with their goldens and remembers them for the contact sheets of one run."""

    def __init__(self, *, update: bool, sheets: bool) -> None:
        self._update = update
        self._sheets = sheets
        self._seen: dict[str, dict[str, Image.Image]] = defaultdict(dict)

    def check(self, picture: Image.Image, name: str, *, half: bool = True) -> None:
        """Hold `picture` against tests/golden/`name`.png; `half` says whether it is kept at half size.

        The part of the name before the last slash names the contact sheet. Raises AssertionError when there is no
        golden, when the sizes differ, or when more differs than the tolerance; the new picture then lies in build/.
        """
        small = _reduce(picture.convert("RGB"), half=half)
        sheet, _, title = name.rpartition("/")
        if self._sheets:
            self._seen[sheet][title] = small
        path = GOLDEN / f"{name}.png"
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_pack(small))
            return
        reason = _difference(small, path)
        if reason is not None:
            found = SHEETS / "differs" / f"{name}.png"
            found.parent.mkdir(parents=True, exist_ok=True)
            small.save(found)
            raise AssertionError(f"{name}: {reason}; the new picture is {found}")

    def write_sheets(self) -> list[Path]:
        """Write one contact sheet per group of pictures; returns where they lie."""
        written: list[Path] = []
        for sheet, pictures in sorted(self._seen.items()):
            path = SHEETS / f"{sheet.replace('/', '-') or 'all'}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            _contact_sheet(pictures).save(path)
            written.append(path)
        return written


def _reduce(picture: Image.Image, *, half: bool) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX) if half else picture


def _pack(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    packed = stream.getvalue()
    assert len(packed) <= MOST_BYTES, f"{len(packed)} bytes are more than a golden picture may have"
    return packed


def _difference(picture: Image.Image, path: Path) -> str | None:
    """Why the picture is not the golden one; None when it is."""
    if not path.exists():
        return f"there is no {path}"
    with Image.open(path) as opened:
        golden = opened.convert("RGB")
    if golden.size != picture.size:
        return f"its size is {picture.size}, the golden one's {golden.size}"
    red, green, blue = ImageChops.difference(golden, picture).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differing = sum(worst.histogram()[CHANNEL_TOLERANCE + 1 :])
    share = differing / (picture.width * picture.height)
    return f"{share:.2%} of its pixels differ" if share > SHARE_TOLERANCE else None


def _contact_sheet(pictures: dict[str, Image.Image]) -> Image.Image:
    width, height = SHEET_CELL
    columns = min(SHEET_COLUMNS, len(pictures))
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    draw = ImageDraw.Draw(sheet)
    for place, (title, picture) in enumerate(sorted(pictures.items())):
        left, top = place % columns * width, place // columns * height
        small = picture.copy()
        small.thumbnail((width - 12, height - 28))
        sheet.paste(small, (left + 6, top + 22))
        draw.text((left + 6, top + 4), title, fill="black")
    return sheet
