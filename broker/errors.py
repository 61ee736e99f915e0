"""What can go wrong on the bus, as facts. The words for people are written where a person reads them."""


class BusError(Exception):
    """Raised when the bus cannot do what was asked; the children say why."""


class BrokerAway(BusError):
    """Raised when nothing can be sent because the broker is not connected."""


class NoAnswer(BusError):
    """Raised when a request was sent and no reply came in time: its effect is unknown, ask again with the same id."""

    def __init__(self, *, request_id: str, waited_seconds: float) -> None:
        """Keep which request stayed unanswered and how long was waited, in seconds."""
        super().__init__(f"no answer to {request_id} within {waited_seconds} s")
        self.request_id = request_id
        self.waited_seconds = waited_seconds


class BadMessage(BusError):
    """Raised when bytes or a topic are not of the published language.

    `topic` is where it came, `reason` is what is wrong, without the payload: it may hold sealed data.
    """

    def __init__(self, *, topic: str, reason: str) -> None:
        """Keep the topic and the reason."""
        super().__init__(f"{topic}: {reason}")
        self.topic = topic
        self.reason = reason


class NotForYou(BusError):
    """Raised when sealed data cannot be opened with this key, or was changed on its way."""
