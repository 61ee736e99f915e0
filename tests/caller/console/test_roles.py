"""The table role × action, whole."""

import pytest

from broker.catalogue import Catalogue
from broker.terms import RoleCode
from caller.console.roles import MAY, Action, actions_of

TABLE = """
              serve  watch  post_notice  close_window  help  decide
citizen       -      -      -            -             -     -
acceptor      yes    -      -            -             -     -
approver      -      -      -            -             -     yes
chief_rep     -      -      -            -             -     yes
guide         yes    -      -            -             -     -
output        yes    -      -            -             -     -
manager       -      yes    yes          yes           yes   -
leader        -      yes    -            -             -     -
supervisor    -      yes    -            -             -     -
discipline    -      -      -            -             -     -
technician    -      yes    -            -             -     -
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(line[0], action, cell == "yes") for line in LINES for action, cell in zip(HEAD, line[1:], strict=True)]


@pytest.mark.parametrize(("role", "action", "allowed"), CELLS)
def test_every_cell(role: str, action: str, allowed: bool) -> None:
    assert (Action(action) in actions_of([RoleCode(role)])) is allowed


def test_the_table_names_every_action_and_every_role_of_the_catalogue(catalogue: Catalogue) -> None:
    assert set(HEAD) == set(Action)
    assert {line[0] for line in LINES} == {role.code for role in catalogue.roles} == set(MAY)


def test_an_unknown_role_may_do_nothing() -> None:
    assert actions_of([RoleCode("visitor_from_mars")]) == frozenset()
