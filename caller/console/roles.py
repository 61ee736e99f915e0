"""Which role may do what in the console: one table. Which window a person may serve is the domain's to say."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from broker.terms import RoleCode


class Action(StrEnum):
    """What the console lets people do. Public boards need no permission."""

    SERVE = "serve"
    """Sit at a window and call visitors."""
    WATCH = "watch"
    """Look at the live wall: sections, windows, queues, devices."""
    POST_NOTICE = "post_notice"
    """Put notices on boards and take them down."""
    CLOSE_WINDOW = "close_window"
    """Sign somebody out who left a window without doing so."""
    HELP = "help"
    """Go to a visitor who called for help at a kiosk."""
    DECIDE = "decide"
    """Decide cases of one's department and answer requests for proof."""


def _row(role: str, *actions: Action) -> tuple[RoleCode, frozenset[Action]]:
    return RoleCode(role), frozenset(actions)


MAY: Mapping[RoleCode, frozenset[Action]] = MappingProxyType(
    dict(
        (
            _row("citizen"),
            _row("acceptor", Action.SERVE),
            _row("approver", Action.DECIDE),
            _row("chief_rep", Action.DECIDE),
            _row("guide", Action.SERVE),
            _row("output", Action.SERVE),
            _row("manager", Action.WATCH, Action.POST_NOTICE, Action.CLOSE_WINDOW, Action.HELP),
            _row("leader", Action.WATCH),
            _row("supervisor", Action.WATCH),
            _row("discipline"),
            _row("technician", Action.WATCH),
        )
    )
)
"""A role that is not in the table may do nothing."""


def actions_of(roles: Iterable[RoleCode]) -> frozenset[Action]:
    """Give all that a person with these roles may do."""
    return frozenset(action for role in roles for action in MAY.get(role, frozenset()))
