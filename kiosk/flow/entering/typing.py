"""Filling in one field: what a key adds, what may stand in a field of each type, when it is done. Pure.

What is typed is written the one way the hall keeps it: dates as 2026-11-23, an X of an identity number large.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from broker.catalogue.field_values import USCC_ALPHABET, Flaw, flaw_of
from broker.catalogue.papers import FieldType
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import (
    Board,
    ChoseBoard,
    ChoseOption,
    EmptiedField,
    Erased,
    Event,
    FieldEntered,
    GaveValue,
    PickedWord,
    TurnedPage,
    Typed,
    WentBack,
)
from kiosk.flow.steps import Typing
from kiosk.flow.visiting import with_visit

Given: TypeAlias = FieldEntered

LETTERS_AT_MOST = 24
_LENGTHS: Mapping[FieldType, int] = {"phone": 11, "idno": 18, "uscc": 18, "date": 10, "money": 13, "number": 13}
_YEAR, _MONTH = 4, 6


def board_of(step: Typing) -> Board:
    """Give the keys that lie there: pinyin to begin with for texts, letters for who reads English."""
    if step.board is not None:
        return step.board
    return Board.LATIN if step.visit.language == "en" else Board.PINYIN


def transition(step: Typing, event: Event) -> Next | FieldEntered:
    """Give the step after a key, or the value once it is whole."""
    match event:
        case WentBack():
            return stay(with_visit(step.under, step.visit))
        case GaveValue():
            return _done(step)
        case ChoseOption(value) if _may_be_chosen(step, value):
            return FieldEntered(step.question.key, value)
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case ChoseBoard(board):
            return stay(replace(step, board=board, letters="", page=0))
        case Typed() | Erased() | EmptiedField() | PickedWord():
            return stay(_edited(step, event))
        case _:
            return stay(step)


def _done(step: Typing) -> Next | FieldEntered:
    value = step.value.strip()
    if step.letters:
        return stay(replace(step, flaw=Flaw.UNFINISHED))
    if not value and step.question.optional:
        return FieldEntered(step.question.key, "")
    flaw = flaw_of(step.question.type, value)
    return FieldEntered(step.question.key, value) if flaw is None else stay(replace(step, flaw=flaw))


def _may_be_chosen(step: Typing, value: str) -> bool:
    if step.question.type == "bool":
        return flaw_of("bool", value) is None
    return any(option.value == value for option in step.question.options)


def _edited(step: Typing, event: Typed | Erased | EmptiedField | PickedWord) -> Typing:
    step = replace(step, flaw=None, page=0)
    match event:
        case Typed(text):
            return _typed(step, text)
        case Erased():
            if step.letters:
                return replace(step, letters=step.letters[:-1])
            return replace(step, value=written(step.question.type, step.value.rstrip("-")[:-1]))
        case EmptiedField():
            return replace(step, value="", letters="")
        case PickedWord(text, letters):
            return replace(_added(step, text), letters=step.letters[letters:])


def _typed(step: Typing, text: str) -> Typing:
    composing = step.question.type in {"text", "choice"} and board_of(step) is Board.PINYIN
    if composing and text.isascii() and text.isalpha():
        return replace(step, letters=(step.letters + text)[:LETTERS_AT_MOST])
    return _added(step, text)


def _added(step: Typing, text: str) -> Typing:
    kind = step.question.type
    longest = _LENGTHS.get(kind, step.question.longest)
    value = written(kind, step.value + text)
    return replace(step, value=value) if len(value) <= longest else step


def written(kind: FieldType, value: str) -> str:
    """Write what was typed so far as a field of this type is written; what cannot stand in it is left out."""
    match kind:
        case "date":
            digits = _only(value, "0123456789")[:8]
            parts = (digits[:_YEAR], digits[_YEAR:_MONTH], digits[_MONTH:])
            return "-".join(part for part in parts if part)
        case "phone":
            return _only(value, "0123456789")
        case "idno":
            # the X is a check character: it stands at the end or nowhere
            head, tail = value[:17], value[17:]
            return _only(head, "0123456789") + _only(tail.upper(), "0123456789X")
        case "uscc":
            return _only(value.upper(), USCC_ALPHABET)
        case "money" | "number":
            whole, point, rest = _only(value, "0123456789.").partition(".")
            return whole + (point + _only(rest, "0123456789") if whole else "")
        case _:
            return value


def _only(value: str, allowed: str) -> str:
    return "".join(character for character in value if character in allowed)
