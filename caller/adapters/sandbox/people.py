"""The catalogue's fictional people as a sandbox knows them: by the number on their card."""

import hashlib
import json
from collections.abc import Mapping

from broker.catalogue import Catalogue
from broker.catalogue.people import Persona, Record
from broker.terms import FieldKey
from caller.application.ports.outside import Holder, Purpose


class People:
    """Finds people and what is on record of them."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Take the people and records of `catalogue`."""
        self._personas = {persona.idno.upper(): persona for persona in catalogue.personas}
        self._records = {(record.persona, record.source): record for record in catalogue.records}

    def person(self, holder: Holder, purpose: Purpose) -> Persona | None:
        """Give who this is, None for somebody the sandbox does not know. Raises ValueError without consent."""
        if not purpose.consent:
            raise ValueError("nobody is asked about a person who did not agree")
        return self._personas.get(holder.number.strip().upper())

    def record(self, persona: Persona, source: str) -> Record | None:
        """Give what a source knows of a person."""
        return self._records.get((persona.code, source))


def digest_of(number: str, values: Mapping[FieldKey, str]) -> str:
    """Give the SHA-256 of what was given, in hexadecimal: proof of what was called without keeping it."""
    text = json.dumps([number, dict(values)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
