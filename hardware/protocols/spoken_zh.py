"""Sentences as a Chinese voice says them: numbers expanded, letters by name, pinyin with the right tone for polyphones.

`phrase` is what a person reads in the log (请K零零一号到四十四号窗口办理); `pinyin` is what espeak-ng's
`cmn-latn-pinyin` voice is fed, because it reads 银行 and 长者 wrongly by itself. No sound is made here.
"""

import re

from hardware.ports.speaker import Cardinal, Part, Text, TicketCode
from hardware.protocols.readings_zh import READINGS

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LARGEST = 9999
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)")
_COUNTED = re.compile(r"(?<![\d.])\d{1,4}(?![\d.])")
_WORD = re.compile("|".join(sorted(READINGS, key=len, reverse=True)))


def digits_one_by_one(code: str) -> str:
    """A ticket number as it is read out: K001 → K零零一. Letters stay letters: the voice says them by name."""
    return "".join(_DIGITS[int(sign)] if sign.isascii() and sign.isdigit() else sign.upper() for sign in code)


def cardinal(number: int) -> str:
    """A number as it is counted: 10 → 十, 44 → 四十四, 101 → 一百零一, 1000 → 一千.

    Raises:
        ValueError: it is below 0 or above 9999; no hall has so many windows or visitors.
    """
    if not 0 <= number <= _LARGEST:
        message = f"no number of a hall: {number}"
        raise ValueError(message)
    if number == 0:
        return _DIGITS[0]
    spoken = ""
    gap = False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(spoken)
            continue
        spoken += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _UNITS[power]
        gap = False
    # ten to nineteen are said without the leading one
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken


def pieces(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """Each part as it is said, blanks taken out: the pieces a folder of recorded clips is searched for."""
    return tuple(_said(part) for part in parts)


def phrase(parts: tuple[Part, ...]) -> str:
    """The whole sentence as it is said."""
    return "".join(pieces(parts))


def pinyin(spoken: str) -> str:
    """A phrase as tone-numbered syllables; letters stand alone so that they are named, punctuation stays as a pause."""
    # its dictionaries are a third of a node's start, and only espeak-ng asks for them
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    def plain(between: str) -> list[str]:
        return lazy_pinyin(between, style=Style.TONE3, neutral_tone_with_five=True, errors=_one_by_one)

    syllables: list[str] = []
    end = 0
    for word in _WORD.finditer(spoken):
        syllables += [*plain(spoken[end : word.start()]), READINGS[word[0]]]
        end = word.end()
    return " ".join([*syllables, *plain(spoken[end:])])


def in_words(text: str) -> str:
    """A text with its figures as they are said: 13:00 → 十三点, 16:30 → 十六点三十分, 12 个月 → 十二个月."""
    timed = _TIME.sub(lambda time: _hour(int(time[1]), int(time[2])), text)
    return _COUNTED.sub(lambda number: cardinal(int(number[0])), timed)


def _hour(hour: int, minute: int) -> str:
    past = "" if minute == 0 else f"{_DIGITS[0] if minute < len(_DIGITS) else ''}{cardinal(minute)}分"
    return f"{cardinal(hour)}点{past}"


def _one_by_one(signs: str) -> str:
    return " ".join(signs)


def _said(part: Part) -> str:
    match part:
        case Text(words):
            return "".join(words.split())
        case TicketCode(code):
            return digits_one_by_one(code)
        case Cardinal(number):
            return cardinal(number)
