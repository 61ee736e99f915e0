"""What can go wrong with a device, as facts.

Drivers raise nothing but children of `DeviceError`. The facts are attributes; the sentences people read are written
where a person reads them. No text here holds a frame's bytes: a frame may carry somebody's personal data.
"""


class DeviceError(Exception):
    """Raised when a device cannot do its work; the children say why. `device` is the code from the hall's settings."""

    def __init__(self, fact: str = "device error", *, device: str) -> None:
        """Keep which device it is; `fact` is one plain phrase for the log."""
        super().__init__(f"{device}: {fact}")
        self.device = device


class DeviceUnplugged(DeviceError):
    """Raised when the line to a device is gone: the cable, the adapter or the other end of a network line."""

    def __init__(self, *, device: str) -> None:
        """Keep which device it is."""
        super().__init__("unplugged", device=device)


class DeviceSilent(DeviceError):
    """Raised when a device took our bytes, or would not take them, and did not answer in time: its state is unknown."""

    def __init__(self, *, device: str, waited_seconds: float = 0.0) -> None:
        """Keep how long the answer was waited for, in seconds."""
        super().__init__(f"no answer within {waited_seconds:g} s", device=device)
        self.waited_seconds = waited_seconds


class OutOfPaper(DeviceError):
    """Raised when a printer says that its paper has ended."""

    def __init__(self, *, device: str) -> None:
        """Keep which printer it is."""
        super().__init__("out of paper", device=device)


class CoverOpen(DeviceError):
    """Raised when a printer says that its cover is open."""

    def __init__(self, *, device: str) -> None:
        """Keep which printer it is."""
        super().__init__("cover open", device=device)


class PrinterFault(DeviceError):
    """Raised when a printer reports any other fault of its own; `what` names it, such as `cutter`."""

    def __init__(self, *, device: str, what: str) -> None:
        """Keep the name of the fault."""
        super().__init__(f"fault: {what}", device=device)
        self.what = what


class BadFrame(DeviceError):
    """Raised when a device's answer is not of its protocol. `frame` is what came; it stays out of the text."""

    def __init__(self, *, device: str, reason: str, frame: bytes = b"") -> None:
        """Keep the reason and the bytes."""
        super().__init__(f"bad frame of {len(frame)} bytes: {reason}", device=device)
        self.reason = reason
        self.frame = frame


class DeviceRefused(DeviceError):
    """Raised when a device understood us and said no; `code` is its own status code."""

    def __init__(self, *, device: str, code: int) -> None:
        """Keep the device's code."""
        super().__init__(f"refused with code 0x{code:02X}", device=device)
        self.code = code
