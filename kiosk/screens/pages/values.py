"""How a value of a form is written for who reads it: long numbers in groups, amounts with their unit, choices by name.

What the hall holds stays as it is: the papers say it in Chinese.
"""

import re
from itertools import pairwise

from broker.catalogue.field_values import NO, YES, is_area
from broker.catalogue.papers import FieldType
from broker.terms import FieldKey
from kiosk.flow.applying.fields import option_of
from kiosk.screens.pages.parts import Look
from kiosk.wording import text_in

SPAN = " 至 "
"""What stands between the two days of a term, as an identity card has it (GA 448)."""


def value_text(key: FieldKey, kind: FieldType, value: str, look: Look) -> str:
    """Give a value as its reader says it; nothing for none."""
    say = look.say.entering
    if not value:
        return ""
    if kind == "money":
        return say.yuan.format(amount=_amount(value))
    if kind == "number" and is_area(key):
        return say.square_metres.format(area=value)
    if kind == "bool":
        return {YES: say.yes, NO: say.no}.get(value, value)
    if kind == "choice":
        return _chosen(key, value, look)
    since, span, until = value.partition(SPAN)
    return say.span.format(since=since, until=until) if span else grouped(kind, value)


def fee_text(fee: str, look: Look) -> str:
    """Give a fee of the catalogue; one per case (80元/件) in the reader's language."""
    each = re.fullmatch(r"(\d+(?:\.\d+)?)\s*元/件", fee)
    if each is None:
        return text_in(look.visit.language, fee, "")
    return look.say.guiding.fee_each.format(amount=each.group(1))


def grouped(kind: FieldType, value: str) -> str:
    """Give a long number in groups, as people read it out."""
    cuts = {"phone": (3, 7), "idno": (6, 14), "uscc": (2, 8, 17)}.get(kind, ())
    edges = (0, *(cut for cut in cuts if cut < len(value)), len(value))
    return " ".join(value[start:end] for start, end in pairwise(edges)) if value else ""


def _amount(value: str) -> str:
    """Give an amount in thousands, also one that is being typed: `50000.` is 50,000."""
    whole, point, cents = value.partition(".")
    return (f"{int(whole):,}" if whole.isdigit() else whole) + point + cents


def _chosen(key: FieldKey, value: str, look: Look) -> str:
    """Give the name of what was chosen: of the field's own options, else of an answer to a guided question."""
    option = option_of(look.offer.catalogue, key, value) if look.offer else None
    if option is not None:
        return text_in(look.visit.language, option.zh or value, option.en)
    trees = look.offer.catalogue.trees if look.offer else ()
    answers = (answer for tree in trees for question in tree.nodes for answer in question.options)
    known = next((answer for answer in answers if answer.zh == value), None)
    return value if known is None or look.visit.language == "zh-Hans" else text_in(look.visit.language, value, known.en)
