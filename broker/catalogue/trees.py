"""The guided questions (智能导办): a tree per service or package that ends in a situation."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from broker.catalogue.entry import Entry
from broker.catalogue.services import MatterCode
from broker.terms import Flag, ServiceCode, SituationCode


class CommonQuestion(Entry):
    """A yes-or-no question that several matters ask after their tree; yes sets the flag."""

    flag: Flag
    ask_zh: str
    ask_en: str


class _Answer(Entry):
    """What every answer has: its words, and the flags it sets."""

    zh: str
    en: str
    flags: tuple[Flag, ...] = ()


class NextQuestion(_Answer):
    """An answer that leads to another question of the same tree."""

    go: str


class Outcome(_Answer):
    """An answer that ends the questions: the visitor needs this situation."""

    result: SituationCode


class OtherService(_Answer):
    """An answer that leads to another service, and to its questions."""

    service: ServiceCode


_TAGS = {"go": "leads on", "result": "ends", "service": "leads elsewhere"}


def _kind_of_answer(value: object) -> str | None:
    if isinstance(value, _Answer):
        value = value.__dict__
    if isinstance(value, dict):
        return next((tag for key, tag in _TAGS.items() if key in value), None)
    return None


Option: TypeAlias = Annotated[
    Annotated[NextQuestion, Tag("leads on")]
    | Annotated[Outcome, Tag("ends")]
    | Annotated[OtherService, Tag("leads elsewhere")],
    Discriminator(_kind_of_answer),
]


class Question(Entry):
    """One question with its answers."""

    id: str = Field(min_length=1)
    ask_zh: str
    ask_en: str
    options: tuple[Option, ...] = Field(min_length=1)


class Tree(Entry):
    """The questions of one matter, from `start`, then the common ones of `then`. Without nodes, `start` is empty."""

    owner: MatterCode
    start: str
    then: tuple[Flag, ...]
    nodes: tuple[Question, ...]
