"""The inbox of what is shown: only the newest counts, and who takes it sleeps until it comes."""

from threading import Condition
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Newest(Generic[Value]):
    """Holds at most one value. `put` is called on the bus's thread, `take` on the device's."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._value: Value | None = None
        self._woken = False

    def put(self, value: Value) -> Value | None:
        """Leave the newest value; gives back the one that nobody had taken yet."""
        with self._changed:
            unseen, self._value = self._value, value
            self._changed.notify()
            return unseen

    def take(self, timeout_seconds: float) -> Value | None:
        """Give the newest value, waiting for one at most so long; None when none came or somebody woke us."""
        with self._changed:
            if self._value is None and not self._woken and timeout_seconds > 0:
                self._changed.wait_for(lambda: self._value is not None or self._woken, timeout_seconds)
            value, self._value, self._woken = self._value, None, False
            return value

    def wake(self) -> None:
        """End the wait of who takes, now or the next time."""
        with self._changed:
            self._woken = True
            self._changed.notify()
