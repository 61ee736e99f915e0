"""What the hall can write into a form at once: from the card, the answers, the catalogue and the calendar. Pure.

The card fills 刷证 fields. A 问答 or 系统 field is filled as the catalogue's `filling` says; what follows from other
fields (a district from an address, the text of a signboard from a name) is worked out in `calculated`. A field for
which nothing applies stays empty: the visitor is asked, nothing is made up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.catalogue.filling import Filling
from broker.catalogue.services import MatterCode
from broker.catalogue.trees import NextQuestion, OtherService, Tree
from broker.messages import CardFacts
from broker.messages.applications import Source
from broker.terms import FieldKey, Flag, SituationCode
from caller.application.cases.derived import calculated

AGENT = Flag("agent")

SOURCE_WORDS: Mapping[str, Source] = MappingProxyType(
    {
        "idcard": "刷证",
        "qa": "问答",
        "calc": "系统",
        "catalogue": "系统",
        "ticket": "上次申请",
        "archive": "上次申请",
        "manual": "本人填写",
        "scan": "本人填写",
        "signature": "本人填写",
    }
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """Where a visitor's answers led."""

    owner: MatterCode
    asked_owner: MatterCode
    situation: SituationCode
    flags: tuple[Flag, ...]
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it is from."""

    text: str = field(repr=False)
    source: Source


Values = dict[FieldKey, Value]


def source_word(catalogue: Catalogue, key: FieldKey) -> Source:
    """Give the mark a field carries when the hall filled it."""
    source = catalogue.form_fields[key].source
    if source.startswith("elic:"):
        return "证照"
    if source.startswith("db:"):
        return "共享库"
    return SOURCE_WORDS[source]


def filled_at_once(
    catalogue: Catalogue, wanted: Sequence[FieldKey], at: Arrived, card: CardFacts, today: date
) -> Values:
    """Give what can be written without asking anybody else."""
    chosen = _chosen(catalogue, at)
    texts: dict[FieldKey, str] = {}
    for key in wanted:
        source = catalogue.form_fields[key].source
        if source == "idcard":
            text = _of_card(key, card, at.flags, agent_asked=FieldKey("a_name") in wanted)
        elif source in ("qa", "calc", "catalogue"):
            text = _as_the_catalogue_says(catalogue, key, at, chosen)
        else:
            continue
        if text:
            texts[key] = text
    texts |= calculated(catalogue, wanted, texts, today)
    return {key: Value(text, source_word(catalogue, key)) for key, text in texts.items()}


def filled_from_card(catalogue: Catalogue, wanted: Sequence[FieldKey], card: CardFacts) -> Values:
    """Give what the card alone says, of the fields that are filled from it."""
    known = (
        (key, _CARD[key](card)) for key in wanted if catalogue.form_fields[key].source == "idcard" and key in _CARD
    )
    return {key: Value(text, source_word(catalogue, key)) for key, text in known if text}


def _as_the_catalogue_says(
    catalogue: Catalogue, key: FieldKey, at: Arrived, chosen: Mapping[tuple[MatterCode, str], str]
) -> str | None:
    for filling in catalogue.filling:
        if filling.field == key and _applies(filling, at):
            text = filling.text if filling.question is None else chosen.get((_owner(filling), filling.question))
            if text:
                return text
    return None


def _owner(filling: Filling) -> MatterCode:
    if filling.owner is None:
        raise LookupError(filling.field)
    return filling.owner


def _applies(filling: Filling, at: Arrived) -> bool:
    return (
        filling.owner in (None, at.owner)
        and filling.situation in (None, at.situation)
        and (filling.when is None or filling.when in at.flags)
    )


def _chosen(catalogue: Catalogue, at: Arrived) -> Mapping[tuple[MatterCode, str], str]:
    """Give the words of every option chosen, by tree and question; from one tree to the next as the answers lead."""
    chosen: dict[tuple[MatterCode, str], str] = {}
    owner: MatterCode | None = at.asked_owner
    left = list(at.answers)
    while owner is not None and left:
        tree = catalogue.trees_by_owner.get(owner)
        owner = None if tree is None else _walk(tree, left, chosen)
    return chosen


def _walk(tree: Tree, left: list[int], chosen: dict[tuple[MatterCode, str], str]) -> MatterCode | None:
    questions = {question.id: question for question in tree.nodes}
    here = questions.get(tree.start)
    while here is not None and left:
        option = here.options[left.pop(0) - 1]
        chosen[tree.owner, here.id] = option.zh
        if isinstance(option, OtherService):
            return option.service
        here = questions.get(option.go) if isinstance(option, NextQuestion) else None
    return None


def _of_card(key: FieldKey, card: CardFacts, flags: Sequence[Flag], *, agent_asked: bool) -> str | None:
    if AGENT in flags and agent_asked and key.startswith("p_"):
        # the card is the agent's: who is applied for is asked, never taken from it
        return None
    told = _CARD.get(key)
    return None if told is None else told(card)


def _validity(card: CardFacts) -> str:
    until = card.valid_until.isoformat() if card.valid_until else "长期"
    return f"{card.valid_from.isoformat()} 至 {until}" if card.valid_from else until


_CARD: Mapping[str, Callable[[CardFacts], str]] = MappingProxyType(
    {
        "p_name": lambda card: card.name,
        "p_sex": lambda card: card.sex,
        "p_nation": lambda card: card.nation,
        "p_birth": lambda card: card.birth.isoformat(),
        "p_addr": lambda card: card.address,
        "p_id": lambda card: card.number,
        "p_valid": _validity,
        "a_name": lambda card: card.name,
        "a_id": lambda card: card.number,
    }
)
