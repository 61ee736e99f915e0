"""The three languages by their code."""

from collections.abc import Mapping
from types import MappingProxyType

from broker.messages import Language
from kiosk.wording import en, zh_hans, zh_hant
from kiosk.wording.texts import Wording

WORDINGS: Mapping[Language, Wording] = MappingProxyType(
    {"zh-Hans": zh_hans.WORDING, "zh-Hant": zh_hant.WORDING, "en": en.WORDING},
)


def wording(language: Language) -> Wording:
    """Give the texts of a language."""
    return WORDINGS[language]
