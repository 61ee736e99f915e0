"""The screens on which one field is filled in: what stands in it, and the keys its type needs."""

from broker.catalogue.field_values import NO, USCC_ALPHABET, YES, Flaw
from broker.catalogue.papers import FieldType
from kiosk.flow.entering.typing import board_of
from kiosk.flow.events import Board, ChoseBoard, ChoseOption, EmptiedField, Erased, GaveValue, PickedWord, Typed
from kiosk.flow.steps import Typing, Visit
from kiosk.screens.page import Block, Button, Choice, Choices, Entry, Key, Keyboard, Notice, Offers, Page
from kiosk.screens.pages.parts import Look
from kiosk.screens.pages.values import grouped, value_text
from kiosk.screens.theme.colours import Tone
from kiosk.wording import text_in
from kiosk.wording.entering import EnteringTexts

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
ROWS_LARGE = ("abcdefg", "hijklmn", "opqrstu", "vwxyz")
COLUMNS, COLUMNS_LARGE = 10, 7
MARKS = "，。、（）-/."
_ERASE = "←"
_SHIFT = {Board.CAPITALS: "ABC", Board.LATIN: "abc"}
"""The key that changes the case shows what it brings: nobody has to know an arrow."""


def typing(step: Typing, look: Look) -> Page:
    """Ask for one field in the way its type is given."""
    kind = step.question.type
    if kind == "bool" or step.question.options:
        return _choosing(step, look)
    blocks: list[Block] = [_entry(step, look)]
    if step.flaw is not None:
        blocks.append(Notice(_flaws(look.say.entering)[step.flaw], Tone.MIND))
    if kind in {"text", "choice"}:
        blocks += _text_keys(step, look)
    elif kind == "uscc":
        blocks.append(_code_keys(look))
    else:
        blocks.append(_digit_keys(kind, look))
    return look.page(
        _name(step, look), *blocks, subtitle=_about(step, look), actions=_actions(step, look), back=True, finish=True
    )


def _name(step: Typing, look: Look) -> str:
    known = look.offer.catalogue.form_fields.get(step.question.key) if look.offer else None
    return str(step.question.key) if known is None else text_in(look.visit.language, known.zh, known.en)


def _about(step: Typing, look: Look) -> str:
    return "" if step.question.about is None else step.question.about.in_language(look.visit.language)


def _actions(step: Typing, look: Look) -> tuple[Button, ...]:
    say = look.say.entering
    if not step.value and step.question.optional and not step.letters:
        return (Button(say.leave_empty, GaveValue(), primary=True),)
    return (Button(say.done, GaveValue(), primary=True),)


def _choosing(step: Typing, look: Look) -> Page:
    say, language = look.say.entering, look.visit.language
    if step.question.type == "bool":
        named = ((YES, say.yes), (NO, say.no))
    else:
        named = tuple(
            (option.value, text_in(language, option.zh or option.value, option.en)) for option in step.question.options
        )
    items = tuple(Choice(label, ChoseOption(value), own=value == step.value) for value, label in named)
    return look.page(
        _name(step, look),
        Choices(items, columns=2 if len(items) > COLUMNS_LARGE else 1, page=step.page),
        subtitle=_about(step, look) or say.hint_choice,
        actions=(Button(say.leave_empty, GaveValue()),) if step.question.optional and not step.value else (),
        back=True,
        finish=True,
    )


# ------------------------------------------------------------------------------------------------- what has been typed


def _entry(step: Typing, look: Look) -> Entry:
    say = look.say.entering
    hints = {
        "phone": say.hint_phone,
        "idno": say.hint_idno,
        "uscc": say.hint_uscc,
        "date": say.hint_date,
        "money": say.hint_money,
        "number": say.hint_number,
    }
    hint = hints.get(step.question.type, say.hint_text)
    return Entry(_typed(step, look), hint, step.letters, flawed=step.flaw is not None)


def _typed(step: Typing, look: Look) -> str:
    """Give what has been typed as it is read back: an amount says at once how much it is."""
    key, kind, say = step.question.key, step.question.type, look.say.entering
    if kind == "money":
        return value_text(key, kind, step.value, look)
    return _day(step.value, say) if kind == "date" and look.visit.language != "en" else grouped(kind, step.value)


def _day(value: str, say: EnteringTexts) -> str:
    """Give a date, whole or not, as it is said in Chinese."""
    names = (say.year, say.month, say.day)
    return " ".join(f"{part} {name}" for part, name in zip(value.split("-"), names, strict=False) if part)


def _flaws(say: EnteringTexts) -> dict[Flaw, str]:
    return {
        Flaw.EMPTY: say.flaw_empty,
        Flaw.UNFINISHED: say.flaw_unfinished,
        Flaw.NO_PHONE: say.flaw_phone,
        Flaw.NO_ID_NUMBER: say.flaw_idno,
        Flaw.NO_USCC: say.flaw_uscc,
        Flaw.NO_DATE: say.flaw_date,
        Flaw.NO_MONEY: say.flaw_money,
        Flaw.NO_NUMBER: say.flaw_number,
        Flaw.NO_CHOICE: say.flaw_choice,
    }


# ------------------------------------------------------------------------------------------------------------- the keys


def _text_keys(step: Typing, look: Look) -> list[Block]:
    board, say = board_of(step), look.say.entering
    blocks: list[Block] = []
    if board is Board.PINYIN:
        offered = look.offer.words.offer(step.letters) if look.offer else ()
        keys = tuple(Key(word.text, PickedWord(word.text, word.letters)) for word in offered)
        blocks.append(Offers(keys, step.page, say.fewer_words, say.more_words))
    rows = _marks(look) if board is Board.DIGITS else _letters(board, large=_wide(step.visit))
    columns = COLUMNS_LARGE if _wide(step.visit) else COLUMNS
    blocks.append(Keyboard((*rows, _switches(board, look)), columns))
    return blocks


def _wide(visit: Visit) -> bool:
    """Tell whether keys are wide and few in a row; within a wheelchair's reach there is no height for more rows."""
    return visit.large and not visit.seated


def _letters(board: Board, *, large: bool) -> tuple[tuple[Key, ...], ...]:
    """Give the letters as on every telephone; in large type in the order of the alphabet, wider and fewer in a row."""
    capital = board is Board.CAPITALS
    rows = [
        tuple(Key(letter, Typed(letter)) for letter in (row.upper() if capital else row))
        for row in (ROWS_LARGE if large else ROWS)
    ]
    other = Board.LATIN if capital else Board.CAPITALS
    front = () if board is Board.PINYIN else (Key(_SHIFT[other], ChoseBoard(other), 1.0 if large else 1.5, quiet=True),)
    wide = 2.0 - len(front) if large else 1.5
    rows[-1] = (*front, *rows[-1], Key(_ERASE, Erased(), wide, quiet=True))
    return tuple(rows)


def _marks(look: Look) -> tuple[tuple[Key, ...], ...]:
    columns = COLUMNS_LARGE if _wide(look.visit) else COLUMNS
    keys = [Key(character, Typed(character)) for character in "1234567890" + MARKS]
    keys.append(Key(_ERASE, Erased(), columns - len(keys) % columns, quiet=True))
    return tuple(tuple(keys[at : at + columns]) for at in range(0, len(keys), columns))


def _switches(board: Board, look: Look) -> tuple[Key, ...]:
    """Give the way to the other boards, the space and the way to an empty field."""
    say = look.say.entering
    names = {Board.PINYIN: say.pinyin, Board.LATIN: say.latin, Board.DIGITS: say.digits}
    shown = Board.LATIN if board is Board.CAPITALS else board
    others = [Key(name, ChoseBoard(other), 2.0, quiet=True) for other, name in names.items() if other is not shown]
    wide = 1.5 if _wide(look.visit) else 3.0
    return (*others, Key(say.space, Typed(" "), wide), Key(say.empty, EmptiedField(), wide, quiet=True))


def _digit_keys(kind: FieldType, look: Look) -> Keyboard:
    """Give a telephone's keys; the last place is the X of an identity number, the point of an amount, or emptying."""
    say = look.say.entering
    rows = [tuple(Key(digit, Typed(digit)) for digit in row) for row in ("123", "456", "789")]
    clear = Key(say.empty, EmptiedField(), quiet=True)
    corner = {"idno": Key("X", Typed("X")), "money": Key(".", Typed(".")), "number": Key(".", Typed("."))}
    rows.append((corner.get(kind, clear), Key("0", Typed("0")), Key(_ERASE, Erased(), quiet=True)))
    return Keyboard(tuple(rows), 3, tall=True)


def _code_keys(look: Look) -> Keyboard:
    """Give the 31 characters of an organisation's code: the letters I, O, S, V and Z are none of them."""
    columns = COLUMNS_LARGE if _wide(look.visit) else COLUMNS
    keys = [Key(character, Typed(character)) for character in USCC_ALPHABET]
    keys += [
        Key(_ERASE, Erased(), 2.0 if _wide(look.visit) else 3.0, quiet=True),
        Key(look.say.entering.empty, EmptiedField(), 2.0 if _wide(look.visit) else 3.0, quiet=True),
    ]
    rows = tuple(tuple(keys[at : at + columns]) for at in range(0, len(keys), columns))
    return Keyboard(rows, columns)
