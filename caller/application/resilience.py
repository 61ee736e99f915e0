"""How an outside system is asked without the hall depending on it: time-out, retry with backoff, circuit breaker.

Each system has one `Guard`. It works on the caller's own worker thread and never on the controller's. A system that
fails again and again is left alone for a while: everybody is told at once instead of waiting for the time-out.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from caller.application.ports.outside import OutsideAway, SystemCode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often. `retries` counts attempts after the first; each pause is twice the one before.

    A system that took too long is not asked again: the visitor has waited long enough. After `breaks_after` attempts
    in a row that failed it is left alone for `rest_seconds`; then one question goes through to try.
    """

    timeout_seconds: float = 45.0
    retries: int = 2
    pause_seconds: float = 0.2
    breaks_after: int = 3
    rest_seconds: float = 30.0


class Runner(Protocol):
    """Runs a question and gives its answer, or raises TimeoutError when it takes longer."""

    def __call__(self, ask: Callable[[], T], timeout_seconds: float) -> T:
        """Run `ask`. Raises TimeoutError, or what `ask` raises."""
        ...


def on_a_thread(ask: Callable[[], T], timeout_seconds: float) -> T:
    """Run `ask` on a thread that is given up when it takes longer. Raises TimeoutError, or what `ask` raises."""
    done: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def work() -> None:
        try:
            done.put((ask(), None))
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is waited for
            done.put((None, error))

    threading.Thread(target=work, name="outside system", daemon=True).start()
    try:
        answer, error = done.get(timeout=timeout_seconds)
    except Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return answer  # pyright: ignore[reportReturnType] - None only beside an error, or when T is None


class Guard:
    """Stands before one outside system. May be used from several threads."""

    def __init__(
        self,
        system: SystemCode,
        patience: Patience | None = None,
        *,
        now_seconds: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        run: Runner = on_a_thread,
    ) -> None:
        """Guard `system`; the clock, the pause and the way a question is run are arguments so that tests own time."""
        self._system: SystemCode = system
        self._patience = patience or Patience()
        self._now_seconds = now_seconds
        self._pause = pause
        self._run = run
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    @property
    def resting(self) -> bool:
        """Whether the system is being left alone."""
        with self._lock:
            return self._now_seconds() < self._rests_until

    def ask(self, question: Callable[[], T]) -> T:
        """Have the system asked. Raises `OutsideAway`; any other error of `question` is a defect and goes through."""
        pause = self._patience.pause_seconds
        for left in range(self._patience.retries, -1, -1):
            self._enter()
            try:
                answer = self._run(question, self._patience.timeout_seconds)
            except TimeoutError:
                self._failed()
                raise OutsideAway(self._system, "slow") from None
            except OutsideAway as away:
                self._failed()
                if not left:
                    raise
                last = away
            else:
                self._succeeded()
                return answer
            if self.resting:
                raise last
            self._pause(pause)
            pause *= 2
        raise OutsideAway(self._system, "away")  # pragma: no cover - the loop always ends before

    def _enter(self) -> None:
        with self._lock:
            now = self._now_seconds()
            if now < self._rests_until:
                raise OutsideAway(self._system, "away")
            if self._failures >= self._patience.breaks_after:
                # half open: this one tries, the others go on resting until it is known
                self._rests_until = now + self._patience.rest_seconds

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self._patience.breaks_after:
                self._rests_until = self._now_seconds() + self._patience.rest_seconds

    def _succeeded(self) -> None:
        with self._lock:
            self._failures = 0
            self._rests_until = 0.0
