"""How fields are filled: every field, matter and question named there exists, every choice has its options."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding
from broker.catalogue.matters import matter
from broker.catalogue.papers import ASKED_SOURCES

_A_CHOICE = 2


def _fields(c: Catalogue) -> Iterator[Finding]:
    for number, filling in enumerate(c.filling, start=1):
        known = c.form_fields.get(filling.field)
        if known is None or known.source in ASKED_SOURCES:
            key = f"filling[{number}].field"
            yield Finding(key, f"没有自动填写的字段 {filling.field}", f"no field the hall fills: {filling.field}")


def _questions(c: Catalogue) -> Iterator[Finding]:
    for number, filling in enumerate(c.filling, start=1):
        key = f"filling[{number}]"
        if filling.owner is not None and matter(c, filling.owner) is None:
            yield Finding(f"{key}.owner", f"没有事项 {filling.owner}", f"no matter {filling.owner}")
        if filling.question is None:
            continue
        tree = None if filling.owner is None else c.trees_by_owner.get(filling.owner)
        if tree is None or filling.question not in {node.id for node in tree.nodes}:
            zh = f"{filling.owner} 的提问里没有 {filling.question}"
            yield Finding(f"{key}.question", zh, f"the questions of {filling.owner} have no {filling.question}")


def _options(c: Catalogue) -> Iterator[Finding]:
    for key, field in c.form_fields.items():
        asked = field.type == "choice" and field.source == "manual"
        if (asked and len(field.options) < _A_CHOICE) or (field.options and field.type != "choice"):
            zh = f"字段 {key} 由办事人选择,至少要有两个选项;只有选择类字段才有选项"
            yield Finding(f"fields.{key}.options", zh, f"{key}: a choice has two options or more, nothing else any")


CHECKS: tuple[Check, ...] = (
    Check("filling.fields", _fields),
    Check("filling.questions", _questions),
    Check("filling.options", _options),
)
