"""How the sandboxes behave now: set by a rig at run time, read by every sandbox before it answers."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

from broker.catalogue import Catalogue
from broker.terms import ELicenceCode, PersonaCode
from caller.application.ports.outside import OutsideAway, SystemCode

Mode: TypeAlias = Literal["ok", "dead", "failing"]
LicenceState: TypeAlias = Literal["valid", "expired", "revoked", "not_found"]

SYSTEMS: tuple[SystemCode, ...] = get_args(SystemCode)


@dataclass(frozen=True, slots=True)
class Dial:
    """One system: it answers after `delay_seconds`, or not at all."""

    mode: Mode = "ok"
    delay_seconds: float = 0.0


class Dials:
    """All systems' behaviour. May be turned and read from any thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Start with everything well."""
        self._catalogue = catalogue
        self._turned = threading.Condition()
        self._dials: dict[SystemCode, Dial] = dict.fromkeys(SYSTEMS, Dial())
        self._licences: dict[tuple[PersonaCode, ELicenceCode], LicenceState] = {}

    @property
    def dials(self) -> Mapping[SystemCode, Dial]:
        """Every system's dial as it stands."""
        with self._turned:
            return dict(self._dials)

    @property
    def licences(self) -> Mapping[tuple[PersonaCode, ELicenceCode], LicenceState]:
        """The licences that are set to be other than their record says."""
        with self._turned:
            return dict(self._licences)

    def turn(self, system: SystemCode, *, mode: Mode | None = None, delay_seconds: float | None = None) -> None:
        """Set how a system behaves; whoever waits for it is affected at once."""
        with self._turned:
            dial = self._dials[system]
            mode = dial.mode if mode is None else mode
            delay = dial.delay_seconds if delay_seconds is None else delay_seconds
            self._dials[system] = replace(dial, mode=mode, delay_seconds=delay)
            self._turned.notify_all()

    def set_licence(self, persona: PersonaCode, kind: ELicenceCode, state: LicenceState) -> None:
        """Set what becomes of a person's licence. Raises KeyError for a person or a licence that is none."""
        if persona not in self._catalogue.personas_by_code or kind not in {e.code for e in self._catalogue.elicences}:
            raise KeyError(persona, kind)
        with self._turned:
            if state == "valid":
                self._licences.pop((persona, kind), None)
            else:
                self._licences[persona, kind] = state

    def licence(self, persona: PersonaCode, kind: ELicenceCode) -> LicenceState:
        """Tell what is set for a person's licence."""
        with self._turned:
            return self._licences.get((persona, kind), "valid")

    def mend(self) -> None:
        """Have everything well again."""
        with self._turned:
            self._dials = dict.fromkeys(SYSTEMS, Dial())
            self._licences.clear()
            self._turned.notify_all()

    def answer(self, system: SystemCode) -> None:
        """Take as long as the system takes. Raises `OutsideAway` when it does not answer."""
        with self._turned:
            set_to = self._dials[system]
            self._turned.wait_for(lambda: self._dials[system] != set_to, set_to.delay_seconds)
            mode = self._dials[system].mode
        if mode == "dead":
            raise OutsideAway(system, "away")
        if mode == "failing":
            raise OutsideAway(system, "failing")
