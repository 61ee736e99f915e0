"""What the rig cannot do, as one plain sentence: the page and `hallctl` show it as it stands."""


class RigRefusal(Exception):
    """Raised when something asked of the rig cannot be done. `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.sentence = sentence


class NoSuchThing(RigRefusal):
    """Raised when a device, kiosk, window or person is named that the running hall does not have."""

    def __init__(self, kind: str, code: str, there_are: str = "") -> None:
        """Keep what was looked for."""
        super().__init__(f"no {kind} {code} is running here" + (f"; there are {there_are}" if there_are else ""))
        self.kind = kind
        self.code = code
