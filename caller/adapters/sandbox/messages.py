"""The sandboxes that take news: text messages for people, and reports for the province.

A text message has a phone number: it lives in memory only, to be looked at through the rig's door. A report has no
person in it and becomes a file.
"""

import json
import threading
from collections import OrderedDict
from pathlib import Path

from caller.adapters.sandbox.dials import Dials
from caller.application.ports.outside import ProvincialReport, TextMessage

_KEPT = 500


class SandboxMessenger:
    """See `caller.application.ports.outside.Messenger`."""

    def __init__(self, dials: Dials) -> None:
        """Send nothing to anybody, as `dials` say."""
        self._dials = dials
        self._lock = threading.Lock()
        self._sent: OrderedDict[str, TextMessage] = OrderedDict()

    @property
    def sent(self) -> tuple[TextMessage, ...]:
        """The newest messages, oldest first."""
        with self._lock:
            return tuple(self._sent.values())

    def send(self, message: TextMessage) -> None:
        """Take a message once. Raises `OutsideAway`."""
        self._dials.answer("sms")
        with self._lock:
            self._sent.setdefault(message.key, message)
            while len(self._sent) > _KEPT:
                self._sent.popitem(last=False)


class SandboxOutbox:
    """See `caller.application.ports.outside.ProvincialOutbox`: one folder a system, one JSON file a report."""

    def __init__(self, dials: Dials, folder: Path) -> None:
        """Write into `folder`, as `dials` say."""
        self._dials = dials
        self._folder = folder

    def send(self, report: ProvincialReport) -> None:
        """Write a report once. Raises `OutsideAway`, and OSError when the folder cannot be written."""
        self._dials.answer(report.system)
        folder = self._folder / report.system
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{report.key}.json"
        if not file.exists():
            text = json.dumps({"sandbox": "沙箱", **report.facts}, ensure_ascii=False, indent=1)
            half = file.with_suffix(".part")
            half.write_text(text, encoding="utf-8")
            half.replace(file)
