"""The guided questions as a visitor walks them: which comes next, what was said so far, where it led. Pure (G-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from broker.catalogue import Catalogue
from broker.catalogue.arrivals import Arrival, arrive_fully, common_questions
from broker.catalogue.trees import CommonQuestion, NextQuestion, OtherService, Outcome, Question, Tree
from broker.catalogue.walk import questions_by_id
from broker.terms import Flag
from kiosk.flow.steps import Answered

Words = tuple[str, str]
"""A text in Chinese and in English."""

YES, NO = 1, 2
_YES_NO: tuple[Words, ...] = (("是", "Yes"), ("否", "No"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its options, ready to be shown."""

    text: Words
    options: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what was answered."""

    question: Words
    answer: Words


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers lead: what was said, and the question that is open; None once all are answered."""

    said: tuple[Said, ...]
    open: Asked | None


@dataclass(slots=True)
class _Walker:
    catalogue: Catalogue
    answers: list[int]
    said: list[Said]

    def tree(self, tree: Tree) -> Asked | OtherService | None:
        """Walk one tree: an open question, another service, or its end."""
        questions = questions_by_id(tree)
        at: str | None = tree.start
        while at is not None:
            question = questions[at]
            if not self.answers:
                return _asked(question)
            option = question.options[self.answers.pop(0) - 1]
            self.said.append(Said((question.ask_zh, question.ask_en), (option.zh, option.en)))
            match option:
                case NextQuestion():
                    at = option.go
                case Outcome():
                    at = None
                case OtherService():
                    return option
                case _:
                    assert_never(option)
        return None

    def common(self, known: Mapping[Flag, CommonQuestion], flags: tuple[Flag, ...]) -> Asked | None:
        """Walk the yes-or-no questions that follow."""
        for flag in flags:
            text = (known[flag].ask_zh, known[flag].ask_en)
            if not self.answers:
                return Asked(text, _YES_NO)
            self.said.append(Said(text, _YES_NO[self.answers.pop(0) - 1]))
        return None


def walk(catalogue: Catalogue, matter: Answered) -> Walk:
    """Follow the answers through the owner's tree, those it leads to, then the common questions.

    The answers must be options that were shown; trees are checked when a catalogue is loaded.
    """
    walker = _Walker(catalogue, list(matter.answers), [])
    owner = matter.owner
    while (tree := catalogue.tree(owner)) is not None and tree.nodes:
        end = walker.tree(tree)
        if isinstance(end, Asked):
            return Walk(tuple(walker.said), end)
        if end is None:
            break
        owner = end.service
    known = {question.flag: question for question in catalogue.common_questions}
    still = walker.common(known, common_questions(catalogue, owner))
    return Walk(tuple(walker.said), still)


def arrival(catalogue: Catalogue, matter: Answered) -> Arrival | None:
    """Give where all the answers led; None while a question is open."""
    return None if walk(catalogue, matter).open else arrive_fully(catalogue, matter.owner, matter.answers)


def _asked(question: Question) -> Asked:
    return Asked((question.ask_zh, question.ask_en), tuple((option.zh, option.en) for option in question.options))
