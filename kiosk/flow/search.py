"""Finds matters by pinyin and by characters (K-S03). Pure; built once for a catalogue.

Pinyin: every character may be given by its initial or by its whole syllable, so that `gjj`, `gongjj` and `gongjijin`
all find 公积金. A character with several readings is found by each. Characters: the typed ones, side by side.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from broker.catalogue.services import MatterCode

FOUND_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    code: MatterCode
    name_zh: str
    name_en: str
    readings: tuple[frozenset[str], ...]


class SearchIndex:
    """The names of all matters, ready to be searched. The order they are given in breaks ties."""

    def __init__(self, matters: Iterable[tuple[MatterCode, str, str]]) -> None:
        """Take (code, Chinese name, English name) of every matter."""
        self._entries = tuple(_Entry(code, zh, en.lower(), _readings(zh)) for code, zh, en in matters)

    def find(self, typed: str) -> tuple[MatterCode, ...]:
        """Give the matters that `typed` means, those that begin with it first; none for nothing."""
        wanted = typed.strip().lower()
        if not wanted:
            return ()
        ranked = [(place, entry.code) for entry in self._entries if (place := _place(entry, wanted)) is not None]
        # sorted() is stable: equal places keep the catalogue's order
        return tuple(code for _, code in sorted(ranked, key=lambda found: found[0]))[:FOUND_AT_MOST]

    def next_characters(self, typed: str, *, at_most: int) -> tuple[str, ...]:
        """Give the characters that may follow `typed` in some name, the most frequent first."""
        counts: Counter[str] = Counter()
        for entry in self._entries:
            counts.update(_followers(entry.name_zh, typed))
        frequent = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
        return tuple(character for character, _ in frequent[:at_most])


def _followers(name: str, typed: str) -> set[str]:
    if not typed:
        return {character for character in name if _is_han(character)}
    starts = (at for at in range(len(name)) if name.startswith(typed, at))
    followers = (name[at + len(typed) : at + len(typed) + 1] for at in starts)
    return {character for character in followers if character and _is_han(character)}


def _is_han(character: str) -> bool:
    return character >= "\u3400" and character not in "，、。（）《》“”·"


def _readings(name: str) -> tuple[frozenset[str], ...]:
    """Give every character's syllables, in lower case and without tones; a Latin letter or digit reads as itself."""
    # its dictionary takes a quarter of a second, which the first picture need not wait for
    from pypinyin import Style, pinyin  # noqa: PLC0415

    # one character at a time: what has no reading (letters, digits, marks) then reads as itself
    alone = (pinyin(character, style=Style.NORMAL, heteronym=True)[0] for character in name)
    return tuple(frozenset(syllable.replace("ü", "v").lower() for syllable in syllables) for syllables in alone)


def _place(entry: _Entry, wanted: str) -> int | None:
    """Give how good a match is: 0 from the beginning, else where it starts; None for none."""
    in_name = entry.name_zh.lower().find(wanted)
    if in_name >= 0:
        return in_name
    if not wanted.isascii():
        return None
    for start in range(len(entry.readings)):
        if _reads(entry.readings, start, wanted):
            return start
    words = (" " + entry.name_en).find(" " + wanted)
    return None if words < 0 else 100 + words


def _reads(readings: Sequence[frozenset[str]], at: int, wanted: str) -> bool:
    """Tell whether `wanted` can be read as initials and syllables of the characters from `at` on."""
    if not wanted:
        return True
    if at >= len(readings):
        return False
    return any(
        _reads(readings, at + 1, wanted[length:])
        for syllable in readings[at]
        for length in _shared_lengths(syllable, wanted)
    )


def _shared_lengths(syllable: str, wanted: str) -> tuple[int, ...]:
    """Give how much of `wanted` the syllable may take: its initial, all of it, or what there is of it at the end."""
    shared = 0
    while shared < min(len(syllable), len(wanted)) and syllable[shared] == wanted[shared]:
        shared += 1
    if shared == 0:
        return ()
    whole = shared == len(syllable) or shared == len(wanted)
    return (shared, 1) if whole and shared > 1 else (1,)
