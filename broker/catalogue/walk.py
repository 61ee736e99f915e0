"""Walking a question tree: every path of it, or the one that answers take. Pure; raises nothing for bad trees."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from broker.catalogue.trees import NextQuestion, OtherService, Outcome, Question, Tree
from broker.terms import Flag, ServiceCode, SituationCode


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a path ends: at a `situation` or at another `service`, with the flags set on the way.

    `answers` are the options chosen, counted from 1.
    """

    answers: tuple[int, ...]
    flags: tuple[Flag, ...]
    situation: SituationCode | None = None
    service: ServiceCode | None = None


def questions_by_id(tree: Tree) -> Mapping[str, Question]:
    """Give the questions of a tree by their id."""
    return {question.id: question for question in tree.nodes}


def endings(tree: Tree) -> Iterator[Ending]:
    """Give every path through a tree; a path that goes in a circle or to a missing question is left out."""
    if tree.start:
        yield from _endings(questions_by_id(tree), tree.start, (), Ending((), ()))


def _endings(questions: Mapping[str, Question], at: str, trail: tuple[str, ...], so_far: Ending) -> Iterator[Ending]:
    question = questions.get(at)
    if question is None or at in trail:
        return
    for number, option in enumerate(question.options, start=1):
        answers, flags = (*so_far.answers, number), (*so_far.flags, *option.flags)
        match option:
            case NextQuestion():
                yield from _endings(questions, option.go, (*trail, at), Ending(answers, flags))
            case Outcome():
                yield Ending(answers, flags, situation=option.result)
            case OtherService():
                yield Ending(answers, flags, service=option.service)
            case _:
                assert_never(option)


def towards(tree: Tree, situation: SituationCode) -> tuple[int, ...]:
    """Give the answers that every path to `situation` begins with; none where no path leads there."""
    paths = [ending.answers for ending in endings(tree) if ending.situation == situation]
    common: tuple[int, ...] = ()
    for numbers in zip(*paths, strict=False):
        if len(set(numbers)) > 1:
            break
        common = (*common, numbers[0])
    return common


def follow(tree: Tree, answers: Sequence[int]) -> Ending | None:
    """Follow `answers` (options from 1) from the start to an ending.

    Gives None when the answers run out first, or name an option or a question that is not there. The ending's own
    `answers` tell how many were used.
    """
    questions = questions_by_id(tree)
    at = tree.start
    flags: tuple[Flag, ...] = ()
    for used, number in enumerate(answers, start=1):
        question = questions.get(at)
        if question is None or not 1 <= number <= len(question.options):
            return None
        option = question.options[number - 1]
        flags = (*flags, *option.flags)
        match option:
            case NextQuestion():
                at = option.go
            case Outcome():
                return Ending(tuple(answers[:used]), flags, situation=option.result)
            case OtherService():
                return Ending(tuple(answers[:used]), flags, service=option.service)
            case _:
                assert_never(option)
    return None
