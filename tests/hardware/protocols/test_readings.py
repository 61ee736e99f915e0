"""Pages read aloud without the large dictionary of readings: the same syllables as with it."""

import json
import os
import re
import subprocess
import sys

import pytest

from broker.catalogue import Catalogue, load
from hardware.protocols.readings_zh import READINGS
from hardware.protocols.spoken_zh import in_words, pinyin
from tests.kiosk.world import ROOT

_CHINESE = re.compile(r'"([^"\n]*[\u4e00-\u9fff][^"\n]*)"')
_WITHOUT = """
import json, sys
from hardware.protocols.spoken_zh import pinyin
print(json.dumps([pinyin(text) for text in json.load(sys.stdin)]))
"""


def _texts(catalogue: Catalogue) -> list[str]:
    files = (ROOT / "kiosk" / "wording").rglob("zh_hans.py")
    wording = {text for file in files for text in _CHINESE.findall(file.read_text(encoding="utf-8"))}
    names = {service.name_zh for service in catalogue.services} | {one.name_zh for one in catalogue.sections}
    questions = {question.ask_zh for tree in catalogue.trees for question in tree.nodes}
    # the dictionary knows 都会 only as the metropolis dū huì
    return sorted(text.replace("都会", "都 会") for text in wording | names | questions)


@pytest.mark.req("K-13")
def test_every_text_is_read_as_with_the_whole_dictionary() -> None:
    texts = [*_texts(load(ROOT / "config" / "hall")), *READINGS]
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT],
        input=json.dumps(texts),
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYPINYIN_NO_PHRASES": "true", "PYPINYIN_NO_DICT_COPY": "true"},
    )
    wrong = {
        text: f"{without} | {pinyin(text)}"
        for text, without in zip(texts, json.loads(done.stdout), strict=True)
        if without != pinyin(text)
    }
    assert not wrong, "words for readings_zh.py"


@pytest.mark.req("K-13")
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("今天 13:00 开始", "今天 十三点 开始"),
        ("16:05", "十六点零五分"),
        ("8:30", "八点三十分"),
        ("11 月 24 日 09:00 起", "十一 月 二十四 日 九点 起"),
        ("第 101 页", "第 一百零一 页"),
        ("36.50 元,号 2026112", "36.50 元,号 2026112"),
    ],
)
def test_figures_are_said_as_words(written: str, said: str) -> None:
    assert in_words(written) == said
