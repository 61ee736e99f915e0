"""Who waits for which answer: shared by every carrier of the bus."""

from threading import Event, Lock
from typing import Self

from broker.messages import REPLY, Message, Reply
from broker.terms import RequestId
from broker.topics import Topic


class Pending:
    """One question under way."""

    def __init__(self, owner: "Waiting", request_id: RequestId) -> None:
        """Belong to `owner` until answered or given up."""
        self._owner = owner
        self._request_id = request_id
        self._answered = Event()
        self._answer: Reply | None = None

    def __enter__(self) -> Self:
        """Begin to ask."""
        return self

    def __exit__(self, *_fault: object) -> None:
        """Stop waiting, whether the answer came, none came or the question could not even be sent."""
        self._owner.forget(self._request_id, self)

    def wait(self, timeout_seconds: float) -> Reply | None:
        """Wait for the answer, at most `timeout_seconds`; None when none came."""
        self._answered.wait(timeout_seconds)
        return self._answer

    def give(self, answer: Reply) -> None:
        """Take the answer and wake who waits."""
        self._answer = answer
        self._answered.set()


class Waiting:
    """All questions of one client that are under way, by request id."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = Lock()
        self._pending: dict[RequestId, Pending] = {}

    def expect(self, request_id: RequestId) -> Pending:
        """Say that an answer to `request_id` will be waited for. A repeat takes the first one's place."""
        pending = Pending(self, request_id)
        with self._lock:
            self._pending[request_id] = pending
        return pending

    def take(self, _topic: Topic, message: Message) -> None:
        """Give a reply to who waits for it; one that nobody waits for any more is let go."""
        answer: Reply = REPLY.validate_python(message)
        with self._lock:
            pending = self._pending.get(answer.request_id)
        if pending is not None:
            pending.give(answer)

    def __len__(self) -> int:
        """Count the questions under way."""
        with self._lock:
            return len(self._pending)

    def forget(self, request_id: RequestId, pending: Pending) -> None:
        """Stop waiting."""
        with self._lock:
            if self._pending.get(request_id) is pending:
                del self._pending[request_id]
