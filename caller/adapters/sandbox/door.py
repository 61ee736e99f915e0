"""The sandboxes at the rig's door: how they behave, and the messages they took.

`GET /sandbox` shows every dial; `POST /sandbox` turns one: `{"system": "elicence", "behave": "slow", "seconds": 30}`,
`{"system": "exchange", "behave": "dead"}` (or `failing`, `ok`), `{"persona": "C01", "licence": "BIZ", "state":
"expired"}` (or `revoked`, `not_found`, `valid`), `{"mend": true}`. `GET /sms` shows the newest text messages.
"""

from typing import Any, get_args

from broker.terms import ELicenceCode, PersonaCode
from caller.adapters.sandbox.dials import SYSTEMS, Dials, LicenceState
from caller.adapters.sandbox.messages import SandboxMessenger

_LONGEST_SECONDS = 600.0


class SandboxPage:
    """Turns the dials."""

    def __init__(self, dials: Dials) -> None:
        """Show and turn `dials`."""
        self._dials = dials

    def look(self) -> object:
        """Give every system's behaviour and the licences that are set to be other than on record."""
        return {
            "systems": {
                system: {"mode": dial.mode, "delay_seconds": dial.delay_seconds}
                for system, dial in self._dials.dials.items()
            },
            "licences": [
                {"persona": persona, "licence": kind, "state": state}
                for (persona, kind), state in self._dials.licences.items()
            ],
        }

    def wish(self, wish: dict[str, Any]) -> None:
        """Turn a dial. Raises ValueError, KeyError, TypeError for a wish that is none."""
        if "mend" in wish:
            self._dials.mend()
        elif "system" in wish:
            self._turn(wish)
        else:
            state: LicenceState = wish["state"]
            if state not in get_args(LicenceState):
                raise ValueError("no state of a licence")
            self._dials.set_licence(PersonaCode(wish["persona"]), ELicenceCode(wish["licence"]), state)

    def _turn(self, wish: dict[str, Any]) -> None:
        system, behave = wish["system"], wish["behave"]
        if system not in SYSTEMS:
            raise ValueError("no outside system")
        match behave:
            case "slow":
                seconds = float(wish["seconds"])
                if not 0 <= seconds <= _LONGEST_SECONDS:
                    raise ValueError("no delay")
                self._dials.turn(system, mode="ok", delay_seconds=seconds)
            case "ok" | "dead" | "failing":
                self._dials.turn(system, mode=behave, delay_seconds=0.0)
            case _:
                raise ValueError("no behaviour")


class SmsPage:
    """Shows the text messages the sandbox took."""

    def __init__(self, messenger: SandboxMessenger) -> None:
        """Show what `messenger` took."""
        self._messenger = messenger

    def look(self) -> object:
        """Give the newest messages, oldest first."""
        return [
            {"key": message.key, "phone": message.phone, "text": message.text.model_dump()}
            for message in self._messenger.sent
        ]

    def wish(self, wish: dict[str, Any]) -> None:
        """Refuse: messages come from the hall. Raises ValueError."""
        raise ValueError(sorted(wish))
