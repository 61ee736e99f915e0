"""Every check finds its own mistake, with the right file and key; and the checker never stumbles over any other."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.catalogue.checks import CHECKS
from tests.broker.catalogue.corruptions import (
    CODES,
    DEVICES,
    FIGURES,
    FILLING,
    GUIDES,
    HALL,
    PAPERS,
    PEOPLE,
    SERVICES,
    STAFF,
    TREES,
    Corruption,
)
from tests.broker.catalogue.dangling import REFERENCES
from tests.broker.catalogue.editing import Edit, Json, at, edited, errors_of, reference

CORRUPTIONS = (
    *CODES,
    *REFERENCES,
    *HALL,
    *PAPERS,
    *SERVICES,
    *TREES,
    *FIGURES,
    *GUIDES,
    *STAFF,
    *DEVICES,
    *PEOPLE,
    *FILLING,
)
SCALARS: tuple[Json, ...] = ("", "zz", "K", "q1", "W44", "2026-11-23", 0, 1, -1, True, None, [], {})


@pytest.mark.req("H-01")
def test_every_check_has_a_corruption() -> None:
    assert {check.name for check in CHECKS} == {corruption.rule for corruption in CORRUPTIONS}


def test_no_two_checks_have_one_name() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.req("H-01")
@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda corruption: f"{corruption.rule}@{corruption.key}")
def test_a_corruption_is_named_with_file_and_key(corruption: Corruption) -> None:
    errors = errors_of(edited(*corruption.edits))

    top = corruption.key.split("[", 1)[0].split(".", 1)[0]
    found = [error for error in errors if error.rule == corruption.rule and error.key == corruption.key]
    assert found, "\n".join(map(str, errors)) or "nothing was found wrong"
    assert {error.file for error in found} == {reference().file_of[top]}
    assert all(error.reason_zh and error.reason_en for error in errors)


def test_all_errors_come_together() -> None:
    corruptions = (*STAFF[3:4], *REFERENCES[:3], *FIGURES[:5], *TREES[-1:])
    errors = errors_of(edited(*(edit for corruption in corruptions for edit in corruption.edits)))
    assert {(c.rule, c.key) for c in corruptions} <= {(error.rule, error.key) for error in errors}
    assert [(error.file, error.line or 0) for error in errors] == sorted(
        (error.file, error.line or 0) for error in errors
    )


@settings(max_examples=40)
@given(data=st.data())
def test_no_mistake_makes_the_checker_stumble(data: st.DataObject) -> None:
    _change_something(data)


@pytest.mark.deep
@settings(max_examples=3000)
@given(data=st.data())
def test_no_mistake_makes_the_checker_stumble_deep(data: st.DataObject) -> None:
    _change_something(data)


def _change_something(data: st.DataObject) -> None:
    """Take things away, copy them elsewhere, empty them: the result is a catalogue or named errors, never a crash."""
    tops = data.draw(st.lists(st.sampled_from(sorted(reference().tree)), min_size=1, max_size=3, unique=True))
    edits = [Edit(top, _bent(data, copy.deepcopy(at(top)))) for top in tops]
    for error in errors_of(edited(*edits)):
        assert error.file.endswith(".toml")
        assert error.reason_zh


def _bent(data: st.DataObject, node: Json) -> Json:
    """Give the value with one thing in it changed, at a random depth."""
    if isinstance(node, list) and node:
        return _bent_list(data, node)
    if isinstance(node, dict) and node:
        key = data.draw(st.sampled_from(sorted(node)))
        if data.draw(st.booleans()):
            return {name: value for name, value in node.items() if name != key}
        return {**node, key: _bent(data, node[key])}
    return data.draw(st.sampled_from(SCALARS))


def _bent_list(data: st.DataObject, node: list[Json]) -> list[Json]:
    position = data.draw(st.integers(0, len(node) - 1))
    before, here, after = node[:position], node[position], node[position + 1 :]
    match data.draw(st.sampled_from(["gone", "twice", "reversed", "deeper", "deeper"])):
        case "gone":
            return [*before, *after]
        case "twice":
            return [*node, here]
        case "reversed":
            return node[::-1]
        case _:
            return [*before, _bent(data, here), *after]
