"""The sandbox of the e-licence library: the reference hall's records, as they are valid today."""

from datetime import date

from broker.catalogue import Catalogue
from broker.terms import DepartmentCode, ELicenceCode
from caller.adapters.sandbox.dials import Dials
from caller.adapters.sandbox.people import People, digest_of
from caller.application.ports.outside import Holder, Licence, NoLicence, Purpose

_OWN_CARD = ELicenceCode("IDC")
"""Everybody who swiped one has an identity card: no record is needed."""


class SandboxLibrary:
    """See `caller.application.ports.outside.LicenceLibrary`."""

    def __init__(self, catalogue: Catalogue, dials: Dials) -> None:
        """Answer from the records of `catalogue`, as `dials` say."""
        self._people = People(catalogue)
        self._issuers = {licence.code: licence.issuer for licence in catalogue.elicences}
        self._dials = dials

    def call(self, kind: ELicenceCode, holder: Holder, purpose: Purpose, today: date) -> Licence | NoLicence:
        """Give a person's licence. Raises `OutsideAway`, and ValueError without consent."""
        person = self._people.person(holder, purpose)
        self._dials.answer("elicence")
        if person is None:
            return self._own_card(holder) if kind == _OWN_CARD else NoLicence(kind, "not_found", sandbox=True)
        state = self._dials.licence(person.code, kind)
        if state != "valid":
            return NoLicence(kind, state, sandbox=True)
        record = self._people.record(person, f"elic:{kind}")
        if record is None:
            return self._own_card(holder) if kind == _OWN_CARD else NoLicence(kind, "not_found", sandbox=True)
        if record.valid_until < today:
            return NoLicence(kind, "expired", sandbox=True)
        return Licence(
            kind=kind,
            number=record.number,
            issuer=self._issuer(kind),
            valid_until=record.valid_until,
            values=record.data,
            digest=digest_of(record.number, record.data),
            sandbox=True,
        )

    def _own_card(self, holder: Holder) -> Licence:
        return Licence(
            kind=_OWN_CARD,
            number=holder.number,
            issuer=self._issuer(_OWN_CARD),
            valid_until=None,
            values={},
            digest=digest_of(holder.number, {}),
            sandbox=True,
        )

    def _issuer(self, kind: ELicenceCode) -> DepartmentCode:
        return self._issuers[kind]
