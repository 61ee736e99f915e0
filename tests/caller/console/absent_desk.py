"""A controller that does not answer: what the console sees of a hall that hangs."""

from collections.abc import Callable
from typing import TypeVar

from broker.messages import Reply
from broker.terms import RequestId
from caller.application.ports import HallAway, Scene
from caller.domain.commands import Actor, Command

T = TypeVar("T")


class AbsentDesk:
    """Never answers."""

    revision = 0

    def ask(self, command: Command, *, actor: Actor, request_id: RequestId, timeout_seconds: float = 3.0) -> Reply:
        raise HallAway

    def read(self, question: Callable[[Scene], T], timeout_seconds: float = 3.0) -> T:
        raise HallAway

    def wait_for_change(self, after: int, timeout_seconds: float) -> int:
        return after
