"""Keyboards, signature and camera with believable content."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw

from broker.catalogue.field_values import Flaw
from broker.catalogue.papers import FieldType
from broker.messages import Sentence
from broker.terms import FieldKey, MaterialCode
from kiosk.flow.context import Context
from kiosk.flow.events import Board
from kiosk.flow.sights import Advice, CameraTrouble, Preview, Shot, Still
from kiosk.flow.steps import Camera, CameraPhase, Menu, Option, Question, Signing, Step, Typing, Visit
from tests.kiosk import world
from tests.kiosk.entering_events import CORNERS, PAGE

Scene = Callable[[Visit], tuple[Step, Context]]

ADDRESS = "福建省福州市鼓楼区东街街道东大路88号"
SCOPE = Sentence(zh_hans="照营业执照填写", zh_hant="照營業執照填寫", en="As it stands on your business licence")
PROMISE = Sentence(
    zh_hans="告知承诺书：5 份材料，2027 年 1 月 4 日前补齐",
    zh_hant="告知承諾書：5 份材料，2027 年 1 月 4 日前補齊",
    en="Promise: 5 papers, to be handed in by 4 January 2027",
)
KINDS = (
    Option("小型餐饮", "小型餐饮", "Small restaurant"),
    Option("住宿", "住宿", "Lodging"),
    Option("美容美发", "美容美发", "Hairdresser and beauty parlour"),
    Option("公共浴室", "公共浴室", "Public bath"),
)


def _scene(make: Callable[[Visit], Step]) -> Scene:
    return lambda visit: (make(visit), world.open_hall())


def _typing(key: str, kind: FieldType, value: str = "", **more: object) -> Scene:
    question = Question(FieldKey(key), kind)
    return _scene(lambda visit: replace(Typing(visit, question, Menu(visit), value), **more))  # pyright: ignore[reportArgumentType]


@cache
def table(*, paper_only: bool = False) -> Still:
    """A page of text, on the dark plate or cut out."""
    width, height = (372, 526) if paper_only else (640, 480)
    picture = Image.new("RGB", (width, height), (44, 47, 52))
    draw = ImageDraw.Draw(picture)
    corners = ((0, 0), (1, 0), (1, 1), (0, 1)) if paper_only else CORNERS
    outline = [(x * width, y * height) for x, y in corners]
    draw.polygon(outline, fill=(236, 235, 228))

    def at(across: float, down: float) -> tuple[float, float]:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = outline
        top, bottom = (
            (x0 + (x1 - x0) * across, y0 + (y1 - y0) * across),
            (x3 + (x2 - x3) * across, y3 + (y2 - y3) * across),
        )
        return top[0] + (bottom[0] - top[0]) * down, top[1] + (bottom[1] - top[1]) * down

    draw.line([at(0.3, 0.1), at(0.7, 0.1)], fill=(40, 40, 44), width=7)
    for row in range(16):
        down, end = 0.2 + row * 0.045, 0.88 - 0.3 * (row % 5 == 4)
        draw.line([at(0.12, down), at(end, down)], fill=(96, 98, 104), width=3)
    return Still(width, height, picture.tobytes())


def _name() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Something that looks like writing."""
    wave = tuple((0.42 + 0.004 * n, 0.5 + 0.16 * math.sin(n / 5)) for n in range(60))
    return (
        ((0.18, 0.3), (0.36, 0.29)),
        ((0.27, 0.18), (0.265, 0.45), (0.24, 0.7), (0.17, 0.8)),
        ((0.27, 0.45), (0.32, 0.62), (0.38, 0.76)),
        wave,
        ((0.7, 0.3), (0.82, 0.27), (0.78, 0.5), (0.72, 0.74)),
    )


def _shot(advice: Advice = Advice.GOOD, *, found: bool = True, codes: tuple[str, ...] = ()) -> Shot:
    page = PAGE.model_copy(update={"codes": codes})
    return Shot(table(), table(paper_only=True) if found else table(), CORNERS, found, advice, page)


def _camera(**more: object) -> Scene:
    return _scene(lambda visit: replace(Camera(visit, MaterialCode("LEASE"), Menu(visit)), **more))  # pyright: ignore[reportArgumentType]


def _live(advice: Advice) -> Scene:
    return _camera(preview=Preview(table(), CORNERS, advice))


ENTERING_SCENES: dict[str, Scene] = {
    "typing-pinyin": _typing("d_addr", "text", ADDRESS, letters="jianshe", board=Board.PINYIN),
    "typing-pinyin-empty": _typing("d_addr", "text", board=Board.PINYIN),
    "typing-latin": _typing("d_addr", "text", "Room 12", board=Board.LATIN),
    "typing-capitals": _typing("d_addr", "text", "R", board=Board.CAPITALS),
    "typing-digits": _typing("d_addr", "text", ADDRESS * 4, board=Board.DIGITS),
    "typing-phone": _typing("p_phone", "phone", "1380013"),
    "typing-idno-wrong": _typing("p_id", "idno", "990101198503121231", flaw=Flaw.NO_ID_NUMBER),
    "typing-uscc": _typing("c_uscc", "uscc", "91990101MA0EXAM31"),
    "typing-date": _typing("y_start", "date", "2026-11"),
    "typing-date-wrong": _typing("y_start", "date", "2026-02-30", flaw=Flaw.NO_DATE),
    "typing-money": _typing("b_capital", "money", "500000"),
    "typing-yes-no": _typing("cm_ack", "bool"),
    "typing-choice": _scene(
        lambda visit: Typing(visit, Question(FieldKey("b_type"), "choice", KINDS, SCOPE), Menu(visit), "住宿")
    ),
    "signing": _scene(lambda visit: Signing(visit, Menu(visit), PROMISE)),
    "signing-signed": _scene(lambda visit: Signing(visit, Menu(visit), PROMISE, _name())),
    "camera-starting": _camera(),
    "camera-good": _live(Advice.GOOD),
    "camera-dark": _live(Advice.TOO_DARK),
    "camera-lay": _camera(preview=Preview(table(), None, Advice.LAY_PAPER), pages=(PAGE,)),
    "camera-unplugged": _camera(trouble=CameraTrouble.UNPLUGGED),
    "camera-shot": _camera(phase=CameraPhase.TAKEN, shot=_shot(codes=("https://example",))),
    "camera-blurred": _camera(phase=CameraPhase.TAKEN, shot=_shot(Advice.TOO_BLURRED)),
    "camera-guessed": _camera(phase=CameraPhase.TAKEN, shot=_shot(found=False)),
    "camera-corners": _camera(phase=CameraPhase.CORNERS, shot=_shot(), corners=CORNERS),
    "camera-enough": _camera(phase=CameraPhase.ENOUGH, pages=(PAGE, PAGE)),
    "camera-keep": _camera(phase=CameraPhase.KEEP, pages=(PAGE, PAGE), keepable=True),
}

ENTERING_LYING = ("typing-pinyin", "typing-phone", "signing-signed", "camera-good", "camera-corners")
