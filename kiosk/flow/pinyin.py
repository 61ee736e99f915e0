"""Characters and words for pinyin (全拼 and initials): the kiosk's own input method. Pure; built once for a catalogue.

What comes first is what the hall's own texts say, then what many words are made of, counted in the dictionary that the
search uses too. Characters beyond GB 2312 come last, those beyond GBK not at all but for three:
rare names can be written, common ones stand in front. The form is
a document of the mainland: characters are simplified in every language of the screen.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

OFFERED_AT_MOST = 300
WORDS_AT_MOST = 12
_ROW = 8
_PARTS, _OFTEN = (2, 3), 6
_KEPT = 256
BEYOND_GBK = {"〇": "ling", "㐂": "xi", "𠮷": "ji"}
"""Characters of names that GBK lacks, with the reading they are asked for by."""
_LONGEST_WORD, _LONGEST_OF_HALL = 3, 10
_COMMON, _KNOWN, _RARE = 0, 1, 2
_FIRST_ROW, _FIRST_CELL, _LEVEL_ONE_END = 0xB0, 0xA1, 0xD8
"""GB 2312 orders its 3755 common characters in rows B0 … D7, the other 3008 behind them."""

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
PLACES = "省市区县镇乡村路街道号楼层室单元栋幢弄巷里座东南西北中"
_WEIGHT_OF_HALL, _WEIGHT_OF_SURNAME, _WEIGHT_OF_PLACE = 8, 300, 400


@dataclass(frozen=True, slots=True)
class Word:
    """One thing offered, and how many of the letters it takes."""

    text: str = field(repr=False)
    letters: int


class WordTable:
    """Turns letters into words."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take texts of the hall: their words and characters stand in front."""
        # the dictionary takes a quarter of a second, which the first picture need not wait for
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415

        hall = _hall_words(Counter(run for text in texts for run in _runs(text)))
        weights = _weights(hall, PHRASES_DICT)
        self._phrases: Mapping[str, Sequence[Sequence[str]]] = PHRASES_DICT
        self._first_reading = {chr(point): plain(text.partition(",")[0]) for point, text in PINYIN_DICT.items()}
        self._characters = _characters(PINYIN_DICT, PHRASES_DICT, weights)
        self._words = self._index(hall, weights)
        self._offered: dict[str, tuple[Word, ...]] = {}

    def offer(self, letters: str) -> tuple[Word, ...]:
        """Give what `letters` may mean, best first. One syllable is first of all a character."""
        known = self._offered.get(letters)
        if known is None:
            if len(self._offered) >= _KEPT:
                self._offered.clear()
            known = self._offered[letters] = self._offer(letters)
        return known

    def _offer(self, letters: str) -> tuple[Word, ...]:
        if not letters:
            return ()
        words, characters = islice(self._words_of(letters), WORDS_AT_MOST), self._of_first_syllable(letters)
        every = (
            chain(islice(characters, _ROW), words, characters)
            if letters in self._characters
            else chain(words, characters)
        )
        return tuple(islice(dict.fromkeys(every), OFFERED_AT_MOST))

    # ------------------------------------------------------------------------------------------------------- words

    def _index(self, hall: Counter[str], weights: Mapping[str, int]) -> Mapping[str, Sequence[str]]:
        words = [run for run in hall if 1 < len(run) <= _LONGEST_OF_HALL]
        words += [word for word in self._phrases if len(word) <= _LONGEST_WORD and word not in hall]
        rank = {word: (-hall.get(word, 0), -min(weights.get(character, 0) for character in word)) for word in words}
        index: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=lambda word: rank[word]):
            syllables = self._syllables(word)
            if all(syllables):
                index[syllables[0][0]].append(word)
        return index

    def _syllables(self, word: str) -> tuple[str, ...]:
        known = self._phrases.get(word)
        if known is not None and len(known) == len(word):
            return tuple(plain(readings[0]) for readings in known)
        return tuple(self._first_reading.get(character, "") for character in word)

    def _words_of(self, letters: str) -> Iterator[Word]:
        """Give words of all the letters, spelled out or by initials, then longer and shorter ones of the first."""
        spelled: list[Word] = []
        short: list[Word] = []
        part: list[Word] = []
        for word in self._words.get(letters[0], ()):
            syllables = self._syllables(word)
            whole = "".join(syllables)
            if whole.startswith(letters) and len(letters) > len(whole) - len(syllables[-1]):
                spelled.append(Word(word, len(letters)))
            elif letters.startswith(whole):
                part.append(Word(word, len(whole)))
            elif len(letters) > 1 and spells(syllables, letters):
                short.append(Word(word, len(letters)))
        yield from spelled
        yield from short
        yield from sorted(part, key=lambda word: -word.letters)

    # -------------------------------------------------------------------------------------------------- characters

    def _of_first_syllable(self, letters: str) -> Iterator[Word]:
        for length in range(min(6, len(letters)), 0, -1):
            for character in self._characters.get(letters[:length], ""):
                yield Word(character, length)
        starts = max((n for n in range(1, min(6, len(letters)) + 1) if self._begins(letters[:n])), default=0)
        if starts:
            for syllable in self._begins(letters[:starts]):
                for character in self._characters[syllable][:10]:
                    yield Word(character, starts)

    @lru_cache(maxsize=512)  # noqa: B019 - a kiosk has one table, which lives as long as it does
    def _begins(self, start: str) -> tuple[str, ...]:
        return tuple(sorted(syllable for syllable in self._characters if syllable.startswith(start)))


def spells(syllables: Sequence[str], letters: str) -> bool:
    """Tell whether each syllable is there, whole or by its initial, and the last one at least begun."""
    if not syllables:
        return not letters
    first, rest = syllables[0], syllables[1:]
    if not letters or letters[0] != first[0]:
        return False
    if not rest:
        return first.startswith(letters)
    lengths = {1, len(first), 2 if first[1:2] == "h" else 1}
    return any(letters.startswith(first[:length]) and spells(rest, letters[length:]) for length in lengths)


@lru_cache(maxsize=4_096)
def plain(syllable: str) -> str:
    """Give a syllable as it is typed: without tone, ü as v."""
    parts = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    letters = "".join(part for part in parts if not unicodedata.combining(part) or part == "\u0308")
    return letters.replace("u\u0308", "v").lower()


def _hall_words(runs: Counter[str]) -> Counter[str]:
    """Give the runs and what often stands in them: 建设 is typed more often than 建设工程规划许可证."""
    parts: Counter[str] = Counter()
    for run, count in runs.items():
        pieces = {run[at : at + length] for length in _PARTS for at in range(len(run) - length + 1)}
        parts.update(dict.fromkeys(pieces - {run}, count))
    return runs + Counter({part: count for part, count in parts.items() if count >= _OFTEN})


def _runs(text: str) -> Iterator[str]:
    run = ""
    for character in text:
        if "\u4e00" <= character <= "\u9fff":
            run += character
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _weights(hall: Counter[str], phrases: Iterable[str]) -> Mapping[str, int]:
    weights: Counter[str] = Counter(character for phrase in phrases for character in phrase)
    for run, count in hall.items():
        for character in run:
            weights[character] += _WEIGHT_OF_HALL * count
    for character in SURNAMES:
        weights[character] += _WEIGHT_OF_SURNAME
    for character in PLACES:
        weights[character] += _WEIGHT_OF_PLACE
    return weights


def _characters(
    readings: Mapping[int, str], phrases: Mapping[str, Sequence[Sequence[str]]], weights: Mapping[str, int]
) -> Mapping[str, str]:
    """Give the characters of every syllable, the common ones first; a reading no word has stands behind."""
    heard: Counter[tuple[str, str]] = Counter(
        (character, plain(one[0]))
        for phrase, spoken in phrases.items()
        if len(phrase) == len(spoken)
        for character, one in zip(phrase, spoken, strict=True)
    )
    ranked: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for point, text in readings.items():
        character = chr(point)
        level = _level(character)
        if level is None:
            continue
        each = dict.fromkeys(plain(reading) for reading in text.split(","))
        total = sum(heard[character, syllable] for syllable in each) or 1
        for place, syllable in enumerate(each):
            share = heard[character, syllable] / total if total > 1 else float(place == 0)
            worth = _RARE if not share and place else level
            ranked[syllable].append((worth, -int(weights.get(character, 0) * share), character))
    for character, syllable in BEYOND_GBK.items():
        ranked[syllable].append((_KNOWN, 0, character))
    return {syllable: "".join(found[2] for found in sorted(each)) for syllable, each in ranked.items() if syllable}


def _level(character: str) -> int | None:
    """Give how common a character is; None for one that no form will need."""
    try:
        first, second = character.encode("gbk")
    except (UnicodeEncodeError, ValueError):
        return None
    if first < _FIRST_ROW or second < _FIRST_CELL:
        return _RARE
    return _COMMON if first < _LEVEL_ONE_END else _KNOWN
