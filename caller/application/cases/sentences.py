"""What a visitor is told of materials that could not be had, in the three languages of the screens."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from broker.messages import Sentence
from broker.terms import CounterCode
from caller.domain.cases.words import CallFailure

FAILED: Mapping[CallFailure, Sentence] = MappingProxyType(
    {
        "expired": Sentence(
            zh_hans="证照库里的这份证照已过期。",
            zh_hant="證照庫裡的這份證照已過期。",
            en="The licence in the library has expired.",
        ),
        "revoked": Sentence(
            zh_hans="这份证照已被发证机关撤销。",
            zh_hant="這份證照已被發證機關撤銷。",
            en="The authority that issued this licence has revoked it.",
        ),
        "not_found": Sentence(
            zh_hans="证照库里没有找到这份证照。",
            zh_hant="證照庫裡沒有找到這份證照。",
            en="The licence library has no such licence.",
        ),
        "away": Sentence(
            zh_hans="证照库现在没有应答。",
            zh_hant="證照庫現在沒有應答。",
            en="The licence library does not answer at the moment.",
        ),
        "slow": Sentence(
            zh_hans="证照库太慢，没有等到结果。",
            zh_hant="證照庫太慢，沒有等到結果。",
            en="The licence library took too long to answer.",
        ),
    }
)

WAITING = Sentence(
    zh_hans="正在向证照库调用。可以等，也可以换别的办法。",
    zh_hant="正在向證照庫調用。可以等，也可以換別的辦法。",
    en="The licence library is being asked. You may wait or choose another way.",
)


def stopped_at(failure: CallFailure | None, counters: Sequence[CounterCode]) -> Sentence:
    """Say why an application cannot go on at a kiosk, and which windows help."""
    why = FAILED[failure or "not_found"]
    numbers = "、".join(counter.lstrip("W").lstrip("0") for counter in counters)
    if not numbers:
        return Sentence(
            zh_hans=f"{why.zh_hans}请到导办台。",
            zh_hant=f"{why.zh_hant}請到導辦台。",
            en=f"{why.en} Please go to the guide desk.",
        )
    return Sentence(
        zh_hans=f"{why.zh_hans}这份材料必须有，请到 {numbers} 号窗口办理。",
        zh_hant=f"{why.zh_hant}這份材料必須有，請到 {numbers} 號窗口辦理。",
        en=f"{why.en} It cannot be done without. Please go to window {numbers.replace('、', ', ')}.",
    )


def refused_until(year: int, month: int, day: int) -> Sentence:
    """Say that no promise may be made before a day, and why."""
    return Sentence(
        zh_hans=f"您有过未兑现的承诺，{year}年{month}月{day}日前不能再作告知承诺。",
        zh_hant=f"您有過未兌現的承諾，{year}年{month}月{day}日前不能再作告知承諾。",
        en=f"You broke an earlier promise: no new one may be made before {year}-{month:02}-{day:02}.",
    )
