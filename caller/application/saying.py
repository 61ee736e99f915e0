"""How a refusal is said: a function of the refusal and of the hall's time zone."""

from collections.abc import Callable
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from broker.messages import Sentence

Say: TypeAlias = Callable[[Any, ZoneInfo], Sentence]


def fixed(zh_hans: str, zh_hant: str, en: str) -> Say:
    """Say the same whatever the refusal holds."""
    sentence = Sentence(zh_hans=zh_hans, zh_hant=zh_hant, en=en)
    return lambda _refusal, _zone: sentence
