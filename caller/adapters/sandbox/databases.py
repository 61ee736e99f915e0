"""The sandbox of the exchange platform: what the basic databases know of the reference hall's people."""

import hashlib
from datetime import date

from broker.catalogue import Catalogue
from broker.terms import DatabaseCode, FieldKey, MaterialCode
from caller.adapters.sandbox.dials import Dials
from caller.adapters.sandbox.people import People
from caller.application.ports.outside import Confirmation, Extract, Holder, Purpose

_PHONE, _AGENT_PHONE, _POST = FieldKey("p_phone"), FieldKey("a_phone"), FieldKey("d_addr")


class SandboxDatabases:
    """See `caller.application.ports.outside.ExchangeDatabases`."""

    def __init__(self, catalogue: Catalogue, dials: Dials) -> None:
        """Answer from the records of `catalogue`, as `dials` say."""
        self._people = People(catalogue)
        self._dials = dials

    def look_up(self, database: DatabaseCode, holder: Holder, purpose: Purpose, today: date) -> Extract:
        """Give what a database knows of a person. Raises `OutsideAway`, and ValueError without consent."""
        person = self._people.person(holder, purpose)
        self._dials.answer("exchange")
        record = None if person is None else self._people.record(person, f"db:{database}")
        return Extract({} if record is None or record.valid_until < today else record.data, sandbox=True)

    def confirm(self, material: MaterialCode, holder: Holder, purpose: Purpose) -> Confirmation:
        """Say that a department holds a paper: of every person of the sandbox it does, of nobody else.

        Raises `OutsideAway`, and ValueError without consent.
        """
        person = self._people.person(holder, purpose)
        self._dials.answer("exchange")
        text = f"{material} of {person.code if person else 'nobody'}"
        return Confirmation(person is not None, hashlib.sha256(text.encode()).hexdigest(), sandbox=True)

    def last_application(self, holder: Holder, purpose: Purpose) -> Extract:
        """Give a person's phone and postal address. Raises `OutsideAway`, and ValueError without consent."""
        person = self._people.person(holder, purpose)
        self._dials.answer("exchange")
        if person is None:
            return Extract({}, sandbox=True)
        return Extract({_PHONE: person.phone, _AGENT_PHONE: person.phone, _POST: person.address}, sandbox=True)

    def broken_promise(self, holder: Holder, purpose: Purpose, today: date) -> date | None:
        """Tell until when the credit database lists a person who broke a promise: the end of next year.

        Raises `OutsideAway`, and ValueError without consent.
        """
        person = self._people.person(holder, purpose)
        self._dials.answer("exchange")
        return date(today.year + 1, 12, 31) if person is not None and person.committed_breach else None
