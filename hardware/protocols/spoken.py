"""From a hall's template (`请 {ticket} 号到 {window} 号窗口办理`) to parts, and from parts to a phrase."""

import re
from collections.abc import Mapping

from hardware.ports.speaker import Language, Part, Sentence, Text
from hardware.protocols import spoken_en, spoken_zh

_PLACE = re.compile(r"\{(\w+)\}")


class UnknownPlaceError(ValueError):
    """A template names a place nobody fills, such as `{wndow}`. `place` is its name."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def fill(template: str, values: Mapping[str, Part]) -> tuple[Part, ...]:
    """The parts of a template: its words as they stand, its `{places}` from `values`.

    Raises:
        UnknownPlaceError: a place is not in `values`.
    """
    parts: list[Part] = []
    end = 0
    for place in _PLACE.finditer(template):
        parts += _words(template[end : place.start()])
        value = values.get(place[1])
        if value is None:
            raise UnknownPlaceError(place[1])
        parts.append(value)
        end = place.end()
    return (*parts, *_words(template[end:]))


def phrase(sentence: Sentence) -> str:
    """What the voice is given to say, in words a person can read."""
    match sentence.language:
        case Language.MANDARIN:
            return spoken_zh.phrase(sentence.parts)
        case Language.ENGLISH:
            return spoken_en.phrase(sentence.parts)


def pieces(sentence: Sentence) -> tuple[str, ...]:
    """The same, part by part, for recorded clips."""
    match sentence.language:
        case Language.MANDARIN:
            return spoken_zh.pieces(sentence.parts)
        case Language.ENGLISH:
            return spoken_en.pieces(sentence.parts)


def _words(text: str) -> list[Part]:
    return [Text(text.strip())] if text.strip() else []
