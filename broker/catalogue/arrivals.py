"""Where answers lead: through the owner's questions, through those of a service they lead to, then the common ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.matters import matter, situations_of
from broker.catalogue.services import MatterCode
from broker.catalogue.walk import follow
from broker.terms import Flag, SituationCode

_YES, _NO = 1, 2


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where answers led: to a situation of a service or package, with flags, and how many answers were left over."""

    owner: MatterCode
    situation: SituationCode
    flags: tuple[Flag, ...]
    left_over: int


@dataclass(slots=True)
class _Way:
    owner: MatterCode
    answers: Sequence[int]
    flags: list[Flag] = field(default_factory=list[Flag])


def arrive(catalogue: Catalogue, owner: MatterCode, answers: Sequence[int]) -> Arrival | None:
    """Follow answers through the trees; what is left over are answers to common questions. None where they fail."""
    way = _Way(owner, answers)
    seen: set[MatterCode] = set()
    while way.owner not in seen:
        seen.add(way.owner)
        tree = catalogue.trees_by_owner.get(way.owner)
        if tree is None or not tree.nodes:
            situation = _only_situation(catalogue, way.owner)
            return None if situation is None else Arrival(way.owner, situation, tuple(way.flags), len(way.answers))
        ending = follow(tree, way.answers)
        if ending is None:
            return None
        way.flags.extend(ending.flags)
        way.answers = way.answers[len(ending.answers) :]
        if ending.situation is not None:
            return Arrival(way.owner, ending.situation, tuple(way.flags), len(way.answers))
        if ending.service is not None:
            way.owner = ending.service
    return None


def arrive_fully(catalogue: Catalogue, owner: MatterCode, answers: Sequence[int]) -> Arrival | None:
    """Follow every answer, those to the common questions (1 yes, 2 no, in their order) too.

    None where they fail, where one is left over, or where only some of the common questions are answered. All of them
    may be left out: that is no to each.
    """
    arrival = arrive(catalogue, owner, answers)
    if arrival is None:
        return None
    asked = common_questions(catalogue, arrival.owner)
    said = tuple(answers)[len(answers) - arrival.left_over :]
    if said and (len(said) != len(asked) or not set(said) <= {_YES, _NO}):
        return None
    yes = tuple(flag for flag, answer in zip(asked, said, strict=False) if answer == _YES)
    return replace(arrival, flags=(*arrival.flags, *(flag for flag in yes if flag not in arrival.flags)), left_over=0)


def common_questions(catalogue: Catalogue, owner: MatterCode) -> tuple[Flag, ...]:
    """Give the flags of the yes-or-no questions that follow a matter's own ones."""
    tree = catalogue.trees_by_owner.get(owner)
    return () if tree is None else tree.then


def _only_situation(catalogue: Catalogue, owner: MatterCode) -> SituationCode | None:
    it = matter(catalogue, owner)
    if it is None:
        return None
    situations = sorted(situations_of(it))
    return situations[0] if len(situations) == 1 else None
