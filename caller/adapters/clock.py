"""The caller's clock: this machine's, moved by an offset where the hall is a demonstration."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """This machine's clock in UTC plus an offset. Only the rig moves it; a hall in service has offset zero."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        """Start `offset` away from this machine's clock."""
        self._offset = offset

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def move(self, by: timedelta) -> None:
        """Move the clock, forwards or back."""
        self._offset += by

    def set(self, to: datetime) -> None:
        """Set the clock to a time; it goes on from there."""
        self._offset = to - datetime.now(UTC)
