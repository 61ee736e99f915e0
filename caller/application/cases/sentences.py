"""What a visitor is told of materials that could not be had, in the three languages of the screens."""

from collections.abc import Sequence

from broker.catalogue.papers import Material
from broker.messages import Sentence
from broker.terms import CounterCode
from caller.application.case_sentences import FAILURE_SENTENCES
from caller.application.documents.script import to_traditional
from caller.domain.cases.words import CallFailure

WAITING = Sentence(
    zh_hans="正在向证照库调用。可以等，也可以换别的办法。",
    zh_hant="正在向證照庫調用。可以等，也可以換別的辦法。",
    en="The licence library is being asked. You may wait or choose another way.",
)


def stopped_at(paper: Material, failure: CallFailure | None, counters: Sequence[CounterCode]) -> Sentence:
    """Say for want of which paper an application cannot go on at a kiosk, why, and which windows help (K-03, K-10)."""
    why = _about(paper, FAILURE_SENTENCES[failure or "not_found"])
    numbers = "、".join(counter.lstrip("W").lstrip("0") for counter in counters)
    if not numbers:
        return Sentence(
            zh_hans=f"{why.zh_hans}。请到导办台。",
            zh_hant=f"{why.zh_hant}。請到導辦台。",
            en=f"{why.en}. Please go to the guide desk.",
        )
    return Sentence(
        zh_hans=f"{why.zh_hans}。这份材料必须有，请到 {numbers} 号窗口办理。",
        zh_hant=f"{why.zh_hant}。這份材料必須有，請到 {numbers} 號窗口辦理。",
        en=f"{why.en}. It cannot be done without. Please go to window {numbers.replace('、', ', ')}.",
    )


def _about(paper: Material, why: Sentence) -> Sentence:
    return Sentence(
        zh_hans=f"{paper.name_zh}：{why.zh_hans}",
        zh_hant=f"{to_traditional(paper.name_zh)}：{why.zh_hant}",
        en=f"{paper.name_en or paper.name_zh}: {why.en}",
    )
