"""The outside systems as the hall uses them: behind their guards, and every request about a person logged.

The log says what was asked for, for which case and purpose and with which consent; never about whom.
"""

import logging
from dataclasses import dataclass
from datetime import date

from broker.terms import DatabaseCode, ELicenceCode, MaterialCode
from caller.application.ports.outside import (
    Confirmation,
    ExchangeDatabases,
    Extract,
    Holder,
    Licence,
    LicenceLibrary,
    Messenger,
    NoLicence,
    OutsideAway,
    ProvincialOutbox,
    ProvincialReport,
    Purpose,
    TextMessage,
)
from caller.application.ports.papers import SealBroken, Sealer
from caller.application.resilience import Guard, Patience

log = logging.getLogger(__name__)


class GuardedLibrary:
    """The licence library behind its guard."""

    def __init__(self, library: LicenceLibrary, guard: Guard) -> None:
        """Ask `library` through `guard`."""
        self._library = library
        self._guard = guard

    def call(self, kind: ELicenceCode, holder: Holder, purpose: Purpose, today: date) -> Licence | NoLicence:
        """Ask for a person's licence. Raises `OutsideAway`, and ValueError without consent."""
        try:
            found = self._guard.ask(lambda: self._library.call(kind, holder, purpose, today))
        except OutsideAway as away:
            _note(f"licence {kind}", purpose, away.what)
            raise
        _note(f"licence {kind}", purpose, "given" if isinstance(found, Licence) else found.reason)
        return found


class GuardedDatabases:
    """The exchange platform behind its guard."""

    def __init__(self, databases: ExchangeDatabases, guard: Guard) -> None:
        """Ask `databases` through `guard`."""
        self._databases = databases
        self._guard = guard

    def look_up(self, database: DatabaseCode, holder: Holder, purpose: Purpose, today: date) -> Extract:
        """Ask what a database knows of a person. Raises `OutsideAway`, and ValueError without consent."""
        _note(f"database {database}", purpose, "asked")
        return self._guard.ask(lambda: self._databases.look_up(database, holder, purpose, today))

    def confirm(self, material: MaterialCode, holder: Holder, purpose: Purpose) -> Confirmation:
        """Ask whether a department holds a paper. Raises `OutsideAway`, and ValueError without consent."""
        _note(f"paper {material}", purpose, "asked")
        return self._guard.ask(lambda: self._databases.confirm(material, holder, purpose))

    def last_application(self, holder: Holder, purpose: Purpose) -> Extract:
        """Ask what the person wrote the last time. Raises `OutsideAway`, and ValueError without consent."""
        _note("the last application", purpose, "asked")
        return self._guard.ask(lambda: self._databases.last_application(holder, purpose))

    def broken_promise(self, holder: Holder, purpose: Purpose, today: date) -> date | None:
        """Ask until when a person is listed. Raises `OutsideAway`, and ValueError without consent."""
        _note("promises broken", purpose, "asked")
        return self._guard.ask(lambda: self._databases.broken_promise(holder, purpose, today))


class GuardedMessenger:
    """The SMS gateway behind its guard."""

    def __init__(self, messenger: Messenger, guard: Guard) -> None:
        """Send with `messenger` through `guard`."""
        self._messenger = messenger
        self._guard = guard

    def send(self, message: TextMessage) -> None:
        """Send once. Raises `OutsideAway`."""
        self._guard.ask(lambda: self._messenger.send(message))
        log.info("message %s sent", message.key)


class GuardedOutbox:
    """The province's systems, each behind its own guard."""

    def __init__(self, outbox: ProvincialOutbox, guards: dict[str, Guard]) -> None:
        """Send with `outbox` through the guard of each system."""
        self._outbox = outbox
        self._guards = guards

    def send(self, report: ProvincialReport) -> None:
        """Hand over once. Raises `OutsideAway`."""
        self._guards[report.system].ask(lambda: self._outbox.send(report))


class GuardedSealer:
    """The electronic seal behind its guard."""

    def __init__(self, sealer: Sealer, guard: Guard) -> None:
        """Seal with `sealer` through `guard`."""
        self._sealer = sealer
        self._guard = guard

    @property
    def sandbox(self) -> bool:
        """Whether what is sealed has no legal effect."""
        return self._sealer.sandbox

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        """Give the same document, signed. Raises `SealBroken`, also when the seal does not answer in time."""
        try:
            return self._guard.ask(lambda: self._sealer.seal(pdf, reason=reason))
        except OutsideAway as away:
            log.warning("%s was not sealed: %s", reason, away.what)
            raise SealBroken(f"the seal is {away.what}") from away


SEAL_PATIENCE = Patience(timeout_seconds=6.0, rest_seconds=10.0)
"""Somebody stands at a kiosk and waits for the paper: it has to be told before the kiosk gives up."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Every outside system a case needs."""

    library: LicenceLibrary
    databases: ExchangeDatabases
    messenger: Messenger
    outbox: ProvincialOutbox


def guarded(outside: Outside, patience: Patience | None = None) -> Outside:
    """Put a guard before each system, all with the same patience."""
    return Outside(
        library=GuardedLibrary(outside.library, Guard("elicence", patience)),
        databases=GuardedDatabases(outside.databases, Guard("exchange", patience)),
        messenger=GuardedMessenger(outside.messenger, Guard("sms", patience)),
        outbox=GuardedOutbox(
            outside.outbox,
            {
                "unified": Guard("unified", patience),
                "goodbad": Guard("goodbad", patience),
                "monitor": Guard("monitor", patience),
            },
        ),
    )


def _note(what: str, purpose: Purpose, result: str) -> None:
    consent = "with consent" if purpose.consent else "without consent"
    log.info("%s for case %s (%s), %s: %s", what, purpose.case, purpose.matter, consent, result)
