"""Question trees: every path ends, every situation is reached, every flag that is needed can be set."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.checks.codes import twice
from broker.catalogue.matters import flags_needed, matter, matters, situations_of
from broker.catalogue.trees import NextQuestion, Outcome, Tree
from broker.catalogue.walk import endings, questions_by_id
from broker.terms import Flag


def _asked(catalogue: Catalogue) -> Iterator[tuple[str, Tree]]:
    return ((f"trees[{tree.owner}]", tree) for tree in catalogue.trees)


def _ids(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        for code in twice(question.id for question in tree.nodes):
            yield Finding(
                f"{key}.nodes[{code}]", f"问题编号 {code} 写了不止一次", f"the question {code} stands here twice"
            )


def _start(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        if tree.nodes and tree.start not in questions_by_id(tree):
            yield Finding(f"{key}.start", f"没有第一问“{tree.start}”", f"there is no first question {tree.start}")
        elif tree.start and not tree.nodes:
            yield Finding(f"{key}.start", "没有问题时 start 应为空", "without questions, start is empty")


def _go(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        known = questions_by_id(tree)
        for question in tree.nodes:
            for number, option in enumerate(question.options, start=1):
                if isinstance(option, NextQuestion) and option.go not in known:
                    where = f"{key}.nodes[{question.id}].options[{number}].go"
                    yield Finding(where, f"没有下一问“{option.go}”", f"there is no question {option.go}")


def _circles(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        onward = {
            question.id: {option.go for option in question.options if isinstance(option, NextQuestion)}
            for question in tree.nodes
        }
        for question in tree.nodes:
            if question.id in _reachable(onward, onward[question.id]):
                zh = f"从问题 {question.id} 出发会绕回它自己,永远问不完"
                yield Finding(f"{key}.nodes[{question.id}]", zh, f"question {question.id} leads back to itself")


def _reachable(onward: dict[str, set[str]], starts: set[str]) -> set[str]:
    seen: set[str] = set()
    ahead = list(starts)
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead.extend(onward.get(at, ()))
    return seen


def _unreached(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        onward = {q.id: {o.go for o in q.options if isinstance(o, NextQuestion)} for q in tree.nodes}
        for code in sorted(onward.keys() - _reachable(onward, {tree.start})):
            yield Finding(f"{key}.nodes[{code}]", f"问题 {code} 永远不会被问到", f"question {code} is never asked")


def _results(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        owner = matter(catalogue, tree.owner)
        if owner is None:
            continue
        for question in tree.nodes:
            for number, option in enumerate(question.options, start=1):
                if isinstance(option, Outcome) and option.result not in situations_of(owner):
                    where = f"{key}.nodes[{question.id}].options[{number}].result"
                    en = f"{tree.owner} has no situation {option.result}"
                    yield Finding(where, f"{tree.owner} 没有情形“{option.result}”", en)


def _situations(catalogue: Catalogue) -> Iterator[Finding]:
    for key, tree in _asked(catalogue):
        owner = matter(catalogue, tree.owner)
        if owner is None or not tree.nodes:
            continue
        reached = {ending.situation for ending in endings(tree)}
        missing = situations_of(owner) - reached
        if missing:
            codes = listed(missing)
            yield Finding(f"{key}.nodes", f"怎么回答都到不了情形 {codes}", f"no answers lead to the situations {codes}")


def _needed(catalogue: Catalogue) -> Iterator[Finding]:
    for it in matters(catalogue):
        tree = catalogue.trees_by_owner.get(it.code)
        if len(situations_of(it)) > 1 and (tree is None or not tree.nodes):
            zh = f"{it.code} 有几种情形,需要写出提问(trees)"
            yield Finding(f"trees[{it.code}]", zh, f"{it.code} has several situations and needs a question tree")


def _flags(catalogue: Catalogue) -> Iterator[Finding]:
    for it in matters(catalogue):
        tree = catalogue.trees_by_owner.get(it.code)
        settable: set[Flag] = set(tree.then) if tree else set()
        if tree:
            settable |= {flag for question in tree.nodes for option in question.options for flag in option.flags}
        missing = flags_needed(catalogue, it) - settable
        if missing:
            flags = listed(missing)
            zh = f"有材料、字段组或事项取决于标记 {flags},但没有哪个回答会设它"
            yield Finding(f"trees[{it.code}]", zh, f"something depends on {flags}, but no answer sets it")


CHECKS: tuple[Check, ...] = (
    Check("trees.ids", _ids),
    Check("trees.start", _start),
    Check("trees.go", _go),
    Check("trees.circles", _circles),
    Check("trees.unreached", _unreached),
    Check("trees.results", _results),
    Check("trees.situations", _situations),
    Check("trees.needed", _needed),
    Check("trees.flags", _flags),
)
